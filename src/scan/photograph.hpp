#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "usher/core/frame.hpp"

namespace usher::scan {

/// All that can be done for one picture, whatever it costs: what `usher read` does. Any payload, any version.
std::vector<Symbol> read_photograph(const cv::Mat& grey);

}  // namespace usher::scan
