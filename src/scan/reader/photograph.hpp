#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "purse.hpp"
#include "usher/core/frame.hpp"

namespace usher::scan {

/// A guest is served as soon as one is read: what else is plain comes with it, and the search for what is
/// not, 0.2 s of CPU beside a code that was read at once, is for those who want all that a picture holds.
enum class Want { One, All };

/// All that can be done for one picture: any payload, any version, several of them. Begins with what the
/// decoder reads by itself, so it is never worse; the dear attempts end when the purse is empty.
std::vector<Symbol> read_photograph(const cv::Mat& grey, const Purse& purse, Want want);

}  // namespace usher::scan
