#pragma once

#include <algorithm>
#include <opencv2/core.hpp>
#include <vector>

namespace usher::scan {

/// Where crumpled paper lies off its plane or arch: knots between the middles of the finder patterns, and
/// straight lines from knot to knot.
class Net {
 public:
  struct Knot {
    cv::Point2d place;  ///< in modules
    cv::Point2d moved;  ///< in pixels
  };

  Net() = default;
  /// So many knots along one side, none of them moved.
  Net(int size, int across) : across_(across), gap_(static_cast<double>(size - 7) / (across - 1)) {
    for (int j = 0; j < across; ++j)
      for (int i = 0; i < across; ++i) knots_.push_back({{3.5 + i * gap_, 3.5 + j * gap_}, {}});
  }

  bool empty() const { return across_ == 0; }
  int last() const { return across_ - 1; }
  double gap() const { return gap_; }  ///< modules from knot to knot

  Knot& knot(int i, int j) { return knots_[index(i, j)]; }
  const Knot& knot(int i, int j) const { return knots_[index(i, j)]; }
  bool has(int i, int j) const { return i >= 0 && j >= 0 && i < across_ && j < across_; }
  std::size_t index(int i, int j) const { return static_cast<std::size_t>(j * across_ + i); }
  std::size_t knots() const { return knots_.size(); }

  /// Pixels that a place is moved. Beyond the outermost knots the lines run on for a little.
  cv::Point2d moved(double x, double y) const {
    const double u = std::clamp((x - 3.5) / gap_, -kBeyond, last() + kBeyond),
                 v = std::clamp((y - 3.5) / gap_, -kBeyond, last() + kBeyond);
    const int i = std::clamp(static_cast<int>(u), 0, across_ - 2),
              j = std::clamp(static_cast<int>(v), 0, across_ - 2);
    const double fu = u - i, fv = v - j;
    return (knot(i, j).moved * (1 - fu) + knot(i + 1, j).moved * fu) * (1 - fv) +
           (knot(i, j + 1).moved * (1 - fu) + knot(i + 1, j + 1).moved * fu) * fv;
  }

 private:
  // Of the gap between two knots; the rim of the symbol is as far from the outermost ones.
  static constexpr double kBeyond = 0.6;

  int across_ = 0;
  double gap_ = 0;
  std::vector<Knot> knots_;
};

}  // namespace usher::scan
