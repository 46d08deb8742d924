#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "purse.hpp"
#include "usher/core/frame.hpp"

namespace usher::scan {

/// All that can be done for one picture: any payload, any version, several of them. Begins with what the
/// decoder reads by itself, so it is never worse; the dear attempts end when the purse is empty.
std::vector<Symbol> read_photograph(const cv::Mat& grey, const Purse& purse);

}  // namespace usher::scan
