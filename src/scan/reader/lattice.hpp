#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "arch.hpp"
#include "finder_frame.hpp"
#include "net.hpp"
#include "patch.hpp"
#include "plane.hpp"

namespace usher::scan {

/// Where the modules of a symbol of any size are, on paper that may lie aslant, be bent or crumpled: a plane
/// tied to the three finder patterns, or an arch between them, and a net over it that gives (docs/reader.md,
/// The lattice).
class Lattice {
 public:
  Lattice(const Patch& patch, int size, const std::array<FinderFrame, 3>& frames);

  int size() const { return size_; }

  /// How well what every symbol of this size has is there: 1 perfect, 0 noise.
  double fit() const;

  /// The same of the lines between the finder patterns alone.
  double timing() const;

  void straighten();  ///< moves the corners
  void knit();        ///< lets the net give between them
  /// Bends as the finder patterns lean, and gives; false where they lean as on a plane, or it fits less than
  /// that.
  bool bend(double least);

  cv::Point2d at(double x, double y) const {  ///< in the patch, of a place in modules
    const cv::Point2d flat = base(x, y);
    return net_.empty() ? flat : flat + net_.moved(x, y);
  }
  cv::Mat levels() const;  ///< grey level of each module

 private:
  cv::Point2d base(double x, double y) const { return arched_ ? arch_.at(x, y) : plane_.at(x, y); }
  double module_clarity(int x, int y, cv::Point2d at) const;
  double clarity(cv::Rect area) const;
  double clarity_moved(int x, int y, cv::Point2d by, int reach) const;
  double last_corner_clarity() const;
  double most_bent() const;
  void grow();
  cv::Point2d where_neighbours_point(int i, int j, const std::vector<bool>& done) const;
  void settle(double step);
  double strain(int i, int j) const;

  const Patch& patch_;
  int size_;
  const std::vector<std::int8_t>& fixed_;  ///< what is known of the modules: 1 dark, 0 light, -1 nothing
  Plane plane_;
  Arch arch_;
  std::array<cv::Point2d, 4> corners_;  ///< of the plane
  bool arched_ = false;
  Net net_;
};

}  // namespace usher::scan
