#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "finders.hpp"
#include "scan/symbol/soft_qr.hpp"

// Where the modules of a symbol of any size are, on paper that may lie aslant, be bent or crumpled.
namespace usher::scan {

/// The part of a picture in which a symbol stands, brought to a few pixels a module.
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
  float dark(cv::Point2d p) const;

 private:
  cv::Rect area_;
  double scale_ = 1;
  double module_;
  cv::Mat grey_;
  cv::Mat dark_;
};

/// A finder pattern, closely looked at.
struct FinderFrame {
  cv::Point2d middle;
  cv::Point2d across;  ///< one module to the symbol's right
  cv::Point2d down;    ///< one module downwards
  double fit = 0;      ///< 1 perfect, 0 noise
};
FinderFrame look_closely(const Patch& patch, FinderFrame frame);

/// The net of modules, tied to the three finder patterns and drawn to where the picture is clearest.
class Lattice {
 public:
  Lattice(const Patch& patch, int size, const std::array<FinderFrame, 3>& frames);

  /// How well what every symbol of this size has is there: 1 perfect, 0 noise.
  double fit() const;

  /// The same of the lines between the finder patterns alone.
  double timing() const;

  void straighten();  ///< moves the corners
  void knit();        ///< lets the net give between them
  /// Bends as the finder patterns lean, and gives; false where they lean as on a plane, or it fits less than
  /// that.
  bool bend(double least);

  cv::Point2d at(double x, double y) const;  ///< in the patch, of a place in modules
  cv::Mat levels() const;                    ///< grey level of each module

 private:
  struct Knot {
    cv::Point2d place;  ///< in modules
    cv::Point2d moved;  ///< pixels off the plane or arch
  };

  cv::Point2d on_plane(double x, double y) const;
  void set_plane(const std::vector<cv::Point2d>& from, const std::vector<cv::Point2d>& to,
                 const std::vector<double>& weights);
  void set_plane_by_corners();
  double clarity(int left, int top, int right, int bottom) const;
  double clarity_moved(int x, int y, cv::Point2d by, int reach) const;
  double module_clarity(int x, int y, cv::Point2d at) const;
  Knot& knot(int i, int j) { return knots_[static_cast<std::size_t>(j * across_ + i)]; }
  const Knot& knot(int i, int j) const { return knots_[static_cast<std::size_t>(j * across_ + i)]; }
  cv::Point2d on_arch(double x, double y) const;
  cv::Point2d base(double x, double y) const { return arched_ ? on_arch(x, y) : on_plane(x, y); }
  double last_corner_clarity() const;
  void make_knots(int across);
  void grow();
  void settle(double step);

  const Patch& patch_;
  int size_;
  const std::vector<std::int8_t>& fixed_;
  std::array<FinderFrame, 3> frames_;
  cv::Matx33d plane_;
  std::array<cv::Point2d, 4> corners_;
  bool arched_ = false;
  cv::Point2d twist_;  ///< of the arch: pixels that its last corner is moved
  int across_ = 0;     ///< knots along one side; 0: none yet
  std::vector<Knot> knots_;
};

}  // namespace usher::scan
