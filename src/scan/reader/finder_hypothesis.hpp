#pragma once

#include <vector>

#include "lattice.hpp"

// Symbols of which one finder pattern is hidden: by a lamp, a thumb, the frame's edge.
namespace usher::scan {

/// Three finder patterns of a symbol of this size, the third supposed.
struct FinderHypothesis {
  int size = 0;
  std::array<FinderFrame, 3> frames;
  double fit = 0;
};

/// A finder pattern whose sides may run any way.
FinderFrame look_around(const Patch& patch, cv::Point2d middle, double module);

/// The likeliest symbols that two finder patterns may belong to, best first.
std::vector<FinderHypothesis> finder_hypotheses(const Patch& patch, const FinderFrame& a,
                                                const FinderFrame& b);

}  // namespace usher::scan
