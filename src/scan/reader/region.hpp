#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "module_grid.hpp"
#include "purse.hpp"
#include "scan/symbol/decoder.hpp"

namespace usher::scan {

/// A symbol that is there but did not give up its payload: where, and what its modules seem to be.
struct Suspect {
  Corners corners;  ///< in pixels of the frame
  double fit = 0;   ///< of the patterns every symbol has
  SoftModules modules;
};

/// A payload won by the soft decoder alone. It needs a second witness before anybody acts on it.
struct Testimony {
  Symbol symbol;
  int view = 0;  ///< which independent look at the pixels it came from
  double agreement = 0;
  int spare = 0;
};

/// The steps in the order in which they are tried.
enum class Step { Grey, Negative, Local, Smooth, Global, Soft, Doubled, SoftDoubled };

/// What the dear steps found in one part of a frame.
struct Findings {
  std::vector<Symbol> read;
  std::vector<Testimony> doubtful;
  std::vector<Suspect> suspects;
  Step last = Step::Grey;  ///< tried last: the one that read, where anything was read
};

/// Tries the steps on one part of the frame, cheapest first, until something is read or the purse is empty.
Findings search(const cv::Mat& frame, cv::Rect area, const Purse& purse);

}  // namespace usher::scan
