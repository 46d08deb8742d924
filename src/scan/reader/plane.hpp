#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace usher::scan {

/// A place on the sheet, in modules, seen in a patch.
struct Sighting {
  cv::Point2d modules;
  cv::Point2d pixels;
  double trust = 1;
};

/// A flat sheet in perspective: from modules to pixels.
class Plane {
 public:
  Plane() = default;

  /// The plane that comes closest to all sightings; `modules` and `pixels` are the longest there are of each.
  Plane(const std::vector<Sighting>& sightings, double modules, double pixels);

  /// The plane with these corners, clockwise from the symbol's own top-left, `size` modules apart.
  Plane(const std::array<cv::Point2d, 4>& corners, int size);

  cv::Point2d at(double x, double y) const {
    const double w = map_(2, 0) * x + map_(2, 1) * y + map_(2, 2);
    return {(map_(0, 0) * x + map_(0, 1) * y + map_(0, 2)) / w,
            (map_(1, 0) * x + map_(1, 1) * y + map_(1, 2)) / w};
  }

 private:
  cv::Matx33d map_;
};

}  // namespace usher::scan
