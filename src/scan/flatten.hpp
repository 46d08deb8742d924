#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "usher/core/frame.hpp"

namespace usher::scan {

/// Finds symbols of versions 1 to 6 by their finders, follows tilt and curl of the sheet they are on, and has
/// the decoder read them as if they lay flat, with light around them. For tilted, crumpled and cut-off ones.
std::vector<Symbol> read_flattened(const cv::Mat& grey);

}  // namespace usher::scan
