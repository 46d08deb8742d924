#pragma once

#include <opencv2/core.hpp>

namespace usher::scan {

/// How dark each module is, -1 to 1 and beyond, once what blur leaks into it from its neighbours is taken
/// back. `thorough` also looks for the modules that explain all levels best: of five blurred stills that
/// reads one more, of 96 video frames none, for a quarter more CPU.
cv::Mat equalise(const cv::Mat& dark, bool thorough);

}  // namespace usher::scan
