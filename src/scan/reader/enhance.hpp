#pragma once

#include <opencv2/core.hpp>

// Pictures in which the decoder sees what it missed. Each leaves its input as it was.
namespace usher::scan {

/// Black where darker than the neighbourhood of `block` pixels by `offset`, else white.
cv::Mat local_threshold(const cv::Mat& grey, int block, double offset);

/// A local threshold after a slight blur: against noise and a screen's grid.
cv::Mat smooth_threshold(const cv::Mat& grey);

/// Twice the size, then a wide local threshold: for small codes and soft edges.
cv::Mat doubled_threshold(const cv::Mat& grey);

/// One threshold for the whole, between its two heaps of levels.
cv::Mat global_threshold(const cv::Mat& grey);

cv::Mat negative(const cv::Mat& grey);

/// The darkest 1 % black, the brightest 1 % white.
cv::Mat stretched(const cv::Mat& grey);

}  // namespace usher::scan
