#include "arch.hpp"

namespace usher::scan {
namespace {

/// Hermite's cubic from the middle of one pattern to that of the other, `far` modules away, at `t` of the
/// way.
cv::Point2d on_side(double t, double far, const FinderFrame& from, cv::Point2d leaves, const FinderFrame& to,
                    cv::Point2d meets) {
  const double s = 1 - t;
  return (1 + 2 * t) * s * s * from.middle + t * s * s * far * leaves + t * t * (3 - 2 * t) * to.middle -
         t * t * s * far * meets;
}

}  // namespace

cv::Point2d Arch::at(double x, double y) const {
  const double far = size_ - 7, u = (x - 3.5) / far, v = (y - 3.5) / far;
  const auto& [corner, right, below] = frames_;
  // How the sides change along each other, the mean of what both say; the last corner is where that leads.
  const cv::Point2d lean = far / 2 * (right.down - corner.down + below.across - corner.across);
  return on_side(u, far, corner, corner.across, right, right.across) +
         on_side(v, far, corner, corner.down, below, below.down) - corner.middle + u * v * (lean + twist_);
}

}  // namespace usher::scan
