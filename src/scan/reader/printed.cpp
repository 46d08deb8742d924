#include "printed.hpp"

#include "module_grid.hpp"
#include "scan/symbol/decoder.hpp"
#include "scan/symbol/error_correction.hpp"

namespace usher::scan {
namespace {

/// The symbol as it was printed: black and white, square, with its quiet zone.
cv::Mat picture_of(const Modules& print) {
  constexpr int kPixels = 4, kQuiet = 4;
  const int side = (print.size + 2 * kQuiet) * kPixels;
  cv::Mat picture(side, side, CV_8U, cv::Scalar(255));
  for (int y = 0; y < print.size; ++y)
    for (int x = 0; x < print.size; ++x)
      if (print.at(x, y))
        picture(cv::Rect((x + kQuiet) * kPixels, (y + kQuiet) * kPixels, kPixels, kPixels)).setTo(0);
  return picture;
}

/// As in a mirror, or through the back of a sheet.
SoftModules mirrored(const SoftModules& modules) {
  SoftModules other = modules;
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x)
      other.dark[static_cast<std::size_t>(y * modules.size + x)] = modules.at(y, x);
  return other;
}

std::optional<std::string> payload_of(const SoftModules& modules) {
  auto mended = correct_errors(modules);
  if (!mended) mended = correct_errors(mirrored(modules));
  if (!mended) return std::nullopt;
  const cv::Mat picture = picture_of(mended->print);
  const auto read =
      decode({picture.data, picture.cols, picture.rows, picture.cols}, {.harder = true, .binary = true}).read;
  if (read.empty()) return std::nullopt;
  return read.front().payload;
}

}  // namespace

std::optional<std::string> printed_payload(const cv::Mat& levels, bool inverted) {
  if (auto payload = payload_of(soften(levels, inverted))) return payload;
  return payload_of(soften(levels, inverted, true));
}

}  // namespace usher::scan
