#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

#include "soft_qr.hpp"
#include "usher/core/frame.hpp"

// From a place in the picture to the modules of the symbol that stands there.
namespace usher::scan {

using Corners = std::array<Point, 4>;  ///< outer corners of a symbol, clockwise from its own top-left

/// How well the picture shows, at these corners, what every symbol of this size has: finder, timing and
/// alignment patterns and a light rim. 1 is perfect, 0 noise, negative light on dark.
double fit_of(const cv::Mat& grey, const Corners& corners, int size);

/// Moves the corners, a little at a time, to where the fit is best. Returns that fit.
double refine(const cv::Mat& grey, Corners& corners, int size, bool inverted);

/// Grey level at the middle of each module.
cv::Mat sample(const cv::Mat& grey, const Corners& corners, int size);

/// Levels to darkness and doubt: light that changes over the symbol is taken out, and the blur between
/// neighbours is undone as far as the patterns that are known teach how.
SoftModules soften(const cv::Mat& levels, bool inverted);

}  // namespace usher::scan
