#include "photograph.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "decoder.hpp"
#include "enhance.hpp"
#include "flatten.hpp"
#include "locate.hpp"
#include "region.hpp"
#include "witness.hpp"

namespace usher::scan {
namespace {

constexpr DecodeOptions kAll{.harder = true, .rotate = true, .invert = true, .downscale = true};

View view_of(const cv::Mat& grey) {
  return {grey.data, grey.cols, grey.rows, static_cast<std::ptrdiff_t>(grey.step)};
}

std::vector<Symbol> decode_at(const cv::Mat& picture, double scale) {
  std::vector<Symbol> read = decode(view_of(picture), kAll).read;
  if (read.empty() && !decoder_inverts()) read = decode(view_of(negative(picture)), kAll).read;
  for (Symbol& symbol : read)
    for (Point& corner : symbol.corners)
      corner = {static_cast<float>(corner.x / scale), static_cast<float>(corner.y / scale)};
  return read;
}

/// The whole picture in other lights and other sizes, until one shows something.
std::vector<Symbol> read_whole(const cv::Mat& grey) {
  for (const double scale : {1.0, 0.5, 2.0, 0.33}) {
    const double side = scale * std::max(grey.cols, grey.rows);
    if (scale != 1.0 && (side < 120 || side > 2000)) continue;
    cv::Mat sized = grey;
    if (scale != 1.0) cv::resize(grey, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::Mat smooth;
    cv::GaussianBlur(sized, smooth, {}, 1.2);
    const cv::Mat tries[] = {sized,
                             smooth,
                             stretched(sized),
                             local_threshold(sized, 15, 3),
                             local_threshold(smooth, 31, 2),
                             local_threshold(smooth, 61, 3),
                             local_threshold(smooth, 121, 3),
                             global_threshold(smooth)};
    for (const cv::Mat& picture : tries)
      if (auto read = decode_at(picture, scale); !read.empty()) return read;
    auto flat = read_flattened(smooth);
    if (flat.empty()) continue;
    for (Symbol& symbol : flat)
      for (Point& corner : symbol.corners)
        corner = {static_cast<float>(corner.x / scale), static_cast<float>(corner.y / scale)};
    return flat;
  }
  return {};
}

}  // namespace

std::vector<Symbol> read_photograph(const cv::Mat& grey) {
  std::vector<Symbol> symbols = decode_at(grey, 1);
  cv::Mat half;
  cv::resize(grey, half, {std::max(1, grey.cols / 2), std::max(1, grey.rows / 2)}, 0, 0, cv::INTER_AREA);
  Witnesses witnesses;
  const Purse bottomless{milliseconds(0)};
  for (const cv::Rect& area : code_like(half, 8)) {
    const bool known = std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) {
      return area.contains({static_cast<int>((s.corners[0].x + s.corners[2].x) / 2),
                            static_cast<int>((s.corners[0].y + s.corners[2].y) / 2)});
    });
    if (known) continue;
    const Findings findings = search(grey, area & cv::Rect(0, 0, grey.cols, grey.rows), bottomless);
    symbols.insert(symbols.end(), findings.read.begin(), findings.read.end());
    const auto believed = witnesses.hear(findings.doubtful, 1);
    symbols.insert(symbols.end(), believed.begin(), believed.end());
  }
  return symbols.empty() ? read_whole(grey) : symbols;
}

}  // namespace usher::scan
