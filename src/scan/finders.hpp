#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "module_grid.hpp"

// The three squares in a symbol's corners.
namespace usher::scan {

struct Finder {
  Point middle;
  float module = 0;  ///< pixels
  int rows = 0;      ///< rows of pixels that showed it
};

/// Finder patterns in a black and white picture (dark is 0), the surest first; at most a dozen.
std::vector<Finder> find_finders(const cv::Mat& binary);

/// Where a symbol may stand, by its finders.
struct Candidate {
  Corners corners;
  std::array<Point, 3> finders;  ///< middles: top left, top right, bottom left
  int size = 0;                  ///< modules along one side, 21 or 25, the likelier
  int seen = 3;                  ///< finders that led here; with two the third is supposed
};

/// Symbols of at most `largest` modules a side that three of the finders may belong to; with `pairs` also
/// those of which one finder is hidden.
std::vector<Candidate> symbols_at(const std::vector<Finder>& finders, bool pairs, int largest = 25);

/// The corners if the same finders belong to a symbol of another size.
Corners resized(const Candidate& candidate, int size);

}  // namespace usher::scan
