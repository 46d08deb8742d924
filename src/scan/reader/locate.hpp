#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace usher::scan {

/// Parts of a frame, in its pixels, where edges run both ways as in a code, the likeliest first. `half` is
/// the frame at half its size. Text is among them; a code hardly ever is not.
/// `faint_too`: where nothing stands out, what hardly does; a wall is full of that.
std::vector<cv::Rect> code_like(const cv::Mat& half, int most, bool faint_too);

}  // namespace usher::scan
