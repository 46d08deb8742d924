#pragma once

#include <opencv2/core.hpp>

#include "scan/symbol/grey_view.hpp"

namespace usher::scan {

/// The same pixels, as the symbol's side takes them: it knows no OpenCV.
inline GreyView view_of(const cv::Mat& grey) {
  return {grey.data, grey.cols, grey.rows, static_cast<std::ptrdiff_t>(grey.step)};
}

}  // namespace usher::scan
