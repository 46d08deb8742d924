#include "usher/scan/reader/reader.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "photograph.hpp"
#include "usher/core/pass.hpp"
#include "video_reader.hpp"

namespace usher {
namespace {

/// How much a symbol is the one meant: near the middle, where the guide is, and large. Both in frame heights.
double prominence(const Symbol& symbol, const Frame& frame) {
  const auto& c = symbol.corners;
  const double x = (c[0].x + c[1].x + c[2].x + c[3].x) / 4.0 - frame.width / 2.0;
  const double y = (c[0].y + c[1].y + c[2].y + c[3].y) / 4.0 - frame.height / 2.0;
  const double diagonal = std::hypot(c[2].x - c[0].x, c[2].y - c[0].y);
  return (diagonal - std::hypot(x, y)) / std::max(1, frame.height);
}

/// A picture without a budget is still answered within five seconds: five times what a purse gets for a
/// frame.
constexpr milliseconds kStill{1000};

}  // namespace

struct Reader::Memory {
  Options options;
  scan::VideoReader video;
};

Reader::Reader(Options options)
    : memory_(std::make_unique<Memory>(Memory{options, scan::VideoReader(options.budget)})) {}
Reader::~Reader() = default;

std::vector<Symbol> Reader::read(const Frame& frame) {
  const auto size = static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
  if (frame.width <= 0 || frame.height <= 0 || frame.grey.size() < size) return {};
  // OpenCV has no view of constant pixels; nobody below writes to them.
  const cv::Mat grey(frame.height, frame.width, CV_8U, const_cast<std::uint8_t*>(frame.grey.data()));
  const Options& options = memory_->options;
  const bool alone = options.alone || options.budget.count() == 0;
  std::vector<Symbol> symbols =
      alone ? options.budget.count() == 0
                  ? scan::read_photograph(grey, scan::Purse(kStill), scan::Want::All)
                  : scan::read_photograph(grey, scan::Purse(options.budget), scan::Want::One)
            : memory_->video.read(grey);
  if (!memory_->options.any)
    std::erase_if(symbols, [](const Symbol& symbol) { return !parse_pass(symbol.payload); });
  std::stable_sort(symbols.begin(), symbols.end(), [&](const Symbol& a, const Symbol& b) {
    return prominence(a, frame) > prominence(b, frame);
  });
  return symbols;
}

const char* decoder_name() {
  return scan::library_name();
}

}  // namespace usher
