#pragma once

#include <algorithm>
#include <opencv2/core.hpp>

#include "usher/core/frame.hpp"

namespace usher::scan {

/// The level of a picture at a place between its pixels. Pixel i covers i to i + 1, as corners count.
template <class Level>
float level_between(const cv::Mat& picture, double x, double y) {
  // A net gone astray may ask for places at infinity, or for none at all.
  const auto inside = [](double at, int count) { return at > 0 ? std::min(at, count - 1.001) : 0.0; };
  x = inside(x - 0.5, picture.cols);
  y = inside(y - 0.5, picture.rows);
  const int left = static_cast<int>(x), top = static_cast<int>(y);
  const float fx = static_cast<float>(x - left), fy = static_cast<float>(y - top);
  const Level* upper = picture.ptr<Level>(top) + left;
  const Level* lower = picture.ptr<Level>(top + 1) + left;
  return (static_cast<float>(upper[0]) * (1 - fx) + static_cast<float>(upper[1]) * fx) * (1 - fy) +
         (static_cast<float>(lower[0]) * (1 - fx) + static_cast<float>(lower[1]) * fx) * fy;
}

/// The part of a picture in which a symbol stands, brought to a few pixels a module (docs/reader.md,
/// Patches).
class Patch {
 public:
  /// `module` in pixels of the picture.
  Patch(const cv::Mat& grey, cv::Rect area, double module, bool inverted);

  double module() const { return module_; }
  double scale() const { return scale_; }
  const cv::Mat& grey() const { return grey_; }
  cv::Point2d here(Point p) const {
    return {(static_cast<double>(p.x) - area_.x) * scale_, (static_cast<double>(p.y) - area_.y) * scale_};
  }
  Point there(cv::Point2d p) const {
    return {static_cast<float>(p.x / scale_ + area_.x), static_cast<float>(p.y / scale_ + area_.y)};
  }

  /// How dark the surroundings of a place are, of one module about: -1.5 to 1.5 beside what lies around it.
  float dark(cv::Point2d p) const { return level_between<float>(dark_, p.x, p.y); }

  /// The grey level at a place.
  float level(cv::Point2d p) const { return level_between<std::uint8_t>(grey_, p.x, p.y); }

 private:
  cv::Rect area_;
  double scale_ = 1;
  double module_;
  cv::Mat grey_;
  cv::Mat dark_;
};

}  // namespace usher::scan
