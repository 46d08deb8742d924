#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "finder_frame.hpp"

namespace usher::scan {

/// A bent sheet by its three finder patterns (corner, right, below), each of which leans its own way: the
/// sides between them are the smoothest lines that leave one as it leans and meet the other as that does.
class Arch {
 public:
  Arch(int size, const std::array<FinderFrame, 3>& frames) : size_(size), frames_(frames) {}

  /// Pixels that the corner without a finder pattern is moved: how it leans nobody knows.
  void twist(cv::Point2d by) { twist_ = by; }

  cv::Point2d at(double x, double y) const;

 private:
  int size_;
  std::array<FinderFrame, 3> frames_;
  cv::Point2d twist_;
};

}  // namespace usher::scan
