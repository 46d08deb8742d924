#include "flatten.hpp"

#include <algorithm>

#include "decoder.hpp"
#include "enhance.hpp"
#include "finders.hpp"
#include "module_grid.hpp"

namespace usher::scan {
namespace {

constexpr int kLargest = 41;  // version 6: the last whose only alignment pattern is the one in the corner
constexpr double kFitEnough = 0.5;
constexpr int kPixels = 4;  // per module
constexpr int kQuiet = 4;

/// The symbol as it was printed: black and white, square, with its quiet zone.
cv::Mat reprint(const SoftModules& modules) {
  const int side = (modules.size + 2 * kQuiet) * kPixels;
  cv::Mat print(side, side, CV_8U, cv::Scalar(255));
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x)
      if (modules.at(x, y) > 0)
        print(cv::Rect((x + kQuiet) * kPixels, (y + kQuiet) * kPixels, kPixels, kPixels)).setTo(0);
  return print;
}

/// The payload on a sheet, first as it lies by its corners, then with its curl taken out.
std::vector<Symbol> read_sheet(const cv::Mat& grey, Sheet sheet) {
  if (fit_of(grey, sheet) < 0.15) return {};
  for (const bool curled : {false, true}) {
    const double fit = curled ? uncurl(grey, sheet) : refine(grey, sheet);
    if (fit < kFitEnough) return {};
    const cv::Mat print = reprint(soften(sample(grey, sheet), sheet.inverted));
    auto read =
        decode({print.data, print.cols, print.rows, print.cols}, {.harder = true, .binary = true}).read;
    for (Symbol& symbol : read) symbol.corners = sheet.corners;
    if (!read.empty()) return read;
  }
  return {};
}

}  // namespace

std::vector<Symbol> read_flattened(const cv::Mat& grey) {
  const cv::Mat pictures[] = {local_threshold(grey, 31, 3), smooth_threshold(grey), global_threshold(grey)};
  for (const cv::Mat& binary : pictures)
    for (const bool inverted : {false, true}) {
      const auto candidates = symbols_at(find_finders(inverted ? negative(binary) : binary), false, kLargest);
      for (const Candidate& candidate : candidates)
        for (const int change : {0, 4, -4}) {
          const int size = candidate.size + change;
          if (size < 21 || size > kLargest) continue;
          // The finders stay where they are; the rest of the symbol is told from them anew.
          const Corners corners = resized(candidate, size);
          if (auto read = read_sheet(grey, {corners, size, inverted, {}}); !read.empty()) return read;
        }
    }
  return {};
}

}  // namespace usher::scan
