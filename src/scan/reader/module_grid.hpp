#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

#include "scan/symbol/soft_qr.hpp"
#include "usher/core/frame.hpp"

// From a place in the picture to the modules of the pass that stands there: versions 1 and 2, many times a
// second.
namespace usher::scan {

using Corners = std::array<Point, 4>;  ///< outer corners of a symbol, clockwise from its own top-left

/// A pass's sheet in the picture, in perspective by its corners.
struct Sheet {
  Corners corners;
  int size = 21;          ///< modules along one side
  bool inverted = false;  ///< light on dark
};

/// How well the picture shows what every symbol of this size has: finder, timing and alignment patterns and a
/// light rim. 1 is perfect, 0 noise.
double fit_of(const cv::Mat& grey, const Sheet& sheet);

/// Moves the corners, a little at a time, to where the fit is best. Returns that fit.
double refine(const cv::Mat& grey, Sheet& sheet);

/// Grey level at the middle of each module.
cv::Mat sample(const cv::Mat& grey, const Sheet& sheet);

/// The same from every second row of pixels only, beginning with row 0 or 1: two looks that share no pixels.
cv::Mat sample_rows(const cv::Mat& grey, int first, Sheet sheet);

/// Levels to darkness and doubt: light that changes over the symbol is taken out, and the blur between
/// neighbours is undone as far as the patterns that are known teach how.
SoftModules soften(const cv::Mat& levels, bool inverted, bool thorough = false);

}  // namespace usher::scan
