#pragma once

#include <opencv2/imgproc.hpp>
#include <optional>

#include "usher/core/frame.hpp"

namespace usher {

/// Any picture of OpenCV's as a grey frame with packed rows; nothing when it is empty or of a kind we do not
/// know.
inline std::optional<Frame> frame_of(const cv::Mat& picture) {
  if (picture.empty() || picture.depth() != CV_8U) return std::nullopt;
  cv::Mat grey;
  switch (picture.channels()) {
    case 1:
      grey = picture;
      break;
    case 2:
      cv::cvtColor(picture, grey, cv::COLOR_YUV2GRAY_YUY2);
      break;
    case 3:
      cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
      break;
    case 4:
      cv::cvtColor(picture, grey, cv::COLOR_BGRA2GRAY);
      break;
    default:
      return std::nullopt;
  }
  // A cropped or padded picture has gaps between its rows, which would shear everything that counts in
  // widths.
  if (!grey.isContinuous()) grey = grey.clone();
  Frame frame;
  frame.width = grey.cols;
  frame.height = grey.rows;
  frame.grey.assign(grey.ptr(), grey.ptr() + grey.total());  // not datastart: that is the uncropped picture's
  return frame;
}

}  // namespace usher
