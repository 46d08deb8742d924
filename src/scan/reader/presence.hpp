#pragma once

#include <opencv2/core.hpp>

namespace usher::scan {

/// Knows the room as it is when nobody stands there, and says where it differs now.
class Presence {
 public:
  /// Looks at a frame, given at half its size, and learns from it. What stays as it is becomes part of the
  /// room.
  void look(const cv::Mat& half);

  /// Whether this part of the last frame, in its pixels, differs from the room.
  bool changed(cv::Rect area) const;
  bool changed() const { return any_; }

  /// The frame in blocks of kBlock pixels: a likeness to compare with later.
  const cv::Mat& likeness() const { return now_; }

  /// Whether the area looks as it did then.
  bool same(cv::Rect area, const cv::Mat& then) const;

  static constexpr int kBlock = 8;  ///< pixels of the frame

 private:
  cv::Rect blocks_of(cv::Rect area) const;
  cv::Mat now_, before_, room_, mask_;
  cv::Mat steady_;  ///< frames for which each block stayed as it is
  float noise_ = 1;
  bool any_ = true;
};

}  // namespace usher::scan
