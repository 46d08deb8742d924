#pragma once

#include <array>
#include <vector>

#include "finder_frame.hpp"

// Symbols of which one finder pattern is hidden: by a lamp, a thumb, the frame's edge.
namespace usher::scan {

/// Three finder patterns of a symbol of this size, the third supposed.
struct FinderHypothesis {
  int size = 0;
  std::array<FinderFrame, 3> frames;
  double fit = 0;
};

/// The likeliest symbols that two finder patterns may belong to, best first.
std::vector<FinderHypothesis> finder_hypotheses(const Patch& patch, const FinderFrame& a,
                                                const FinderFrame& b);

}  // namespace usher::scan
