#include "light.hpp"

#include <opencv2/imgproc.hpp>

#include "enhance.hpp"

namespace usher::scan {
namespace {

// Grey levels below the neighbourhood's mean from which on a pixel is black: the noise of an even sheet, and
// less of it once smoothed.
constexpr double kSharpOffset = 3, kSoftOffset = 2;

// Where edges are soft nothing is lost by smoothing the noise away.
constexpr double kSmooth = 1.5;

}  // namespace

cv::Mat in_light(const cv::Mat& grey, const Light& light) {
  if (light.block == 0) return global_threshold(grey);
  if (light.edges == Edges::Sharp) return local_threshold(grey, light.block, kSharpOffset);
  cv::Mat smooth;
  cv::GaussianBlur(grey, smooth, {}, kSmooth);
  return local_threshold(smooth, light.block, kSoftOffset);
}

}  // namespace usher::scan
