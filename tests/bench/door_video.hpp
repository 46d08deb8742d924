#pragma once

#include "usher/stage/foyer/door_scene.hpp"

namespace usher::bench {

/// A guest's hand at 30 frames a second: it comes up fast, trembles and tilts while it is held, and leaves.
class DoorVideo {
 public:
  /// `still` is how the guest's thing looks once it is held: place, size and all defects but the hand's own.
  DoorVideo(DoorScene still, std::uint32_t seed);

  int frames() const { return kComing + kHeld + kLeaving; }
  DoorScene at(int frame) const;

  /// The first frame that shows the code whole: inside the picture, and moved by less than a module and a
  /// half while the shutter was open.
  int first_whole() const;

 private:
  static constexpr int kComing = 10, kHeld = 32, kLeaving = 8;
  static constexpr double kShutter = 0.3;  ///< of a frame: 1/100 s, as indoors

  struct Pose {
    double x, y, rotation, tilt_x, tilt_y, size;
  };
  Pose pose(double frame) const;

  DoorScene still_;
  std::uint32_t seed_;
  double from_x_ = 0, from_y_ = 0;  ///< where the hand comes from, in pixels from where it stops
};

}  // namespace usher::bench
