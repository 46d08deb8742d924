#include "enhance.hpp"

#include <opencv2/imgproc.hpp>

namespace usher::scan {

cv::Mat local_threshold(const cv::Mat& grey, int block, double offset) {
  cv::Mat binary;
  cv::adaptiveThreshold(grey, binary, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY, block, offset);
  return binary;
}

cv::Mat smooth_threshold(const cv::Mat& grey) {
  cv::Mat smooth;
  cv::GaussianBlur(grey, smooth, {}, 1);
  return local_threshold(smooth, 19, 0);
}

cv::Mat doubled_threshold(const cv::Mat& grey) {
  cv::Mat doubled;
  cv::resize(grey, doubled, {}, 2, 2, cv::INTER_CUBIC);
  return local_threshold(doubled, 41, 0);
}

cv::Mat global_threshold(const cv::Mat& grey) {
  cv::Mat binary;
  cv::threshold(grey, binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  return binary;
}

cv::Mat negative(const cv::Mat& grey) {
  cv::Mat turned;
  cv::bitwise_not(grey, turned);
  return turned;
}

cv::Mat stretched(const cv::Mat& grey) {
  int counts[256] = {};
  for (int y = 0; y < grey.rows; ++y)
    for (const auto* p = grey.ptr<std::uint8_t>(y); p < grey.ptr<std::uint8_t>(y) + grey.cols; ++p)
      ++counts[*p];
  const int tail = static_cast<int>(grey.total() / 100);
  int low = 0, high = 255;
  for (int sum = counts[low]; sum <= tail && low < 254; sum += counts[low]) ++low;
  for (int sum = counts[high]; sum <= tail && high > low + 1; sum += counts[high]) --high;
  cv::Mat wide;
  grey.convertTo(wide, CV_8U, 255.0 / (high - low), -255.0 * low / (high - low));
  return wide;
}

}  // namespace usher::scan
