#include "door_video.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace usher::bench {
namespace {

double fraction(std::uint32_t seed, std::uint32_t which) {
  std::uint32_t mixed = seed * 2654435761u + which * 40503u;
  mixed ^= mixed >> 15, mixed *= 2246822519u, mixed ^= mixed >> 13;
  return static_cast<double>(mixed % 10000) / 10000.0;
}

/// A trembling hand: three swings between 2 and 9 Hz.
double tremble(std::uint32_t seed, std::uint32_t which, double frame) {
  double sum = 0;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const double hertz = 2 + 7 * fraction(seed, which * 10 + i),
                 phase = 6.28 * fraction(seed, which * 10 + i + 5);
    sum += std::sin(2 * std::numbers::pi * hertz * frame / 30 + phase) / (1.0 + i);
  }
  return sum / 1.83;
}

}  // namespace

DoorVideo::DoorVideo(DoorScene still, std::uint32_t seed) : still_(std::move(still)), seed_(seed) {
  const double side = fraction(seed, 1) - 0.5;
  from_x_ = 700 * side;
  from_y_ = 620 + 200 * fraction(seed, 2);
}

DoorVideo::Pose DoorVideo::pose(double frame) const {
  // It slows down as it comes and speeds up as it goes.
  const double coming = std::clamp(1 - frame / kComing, 0.0, 1.0);
  const double leaving = std::clamp((frame - kComing - kHeld) / kLeaving, 0.0, 1.0);
  const double away = coming * coming * coming + leaving * leaving;
  const HeldCode& held = still_.held.front();
  const double shake = 1.5 + 2.5 * fraction(seed_, 3);
  return {held.centre.x + from_x_ * away + shake * tremble(seed_, 20, frame),
          held.centre.y + from_y_ * away + shake * tremble(seed_, 30, frame),
          held.rotation + 25 * away * (fraction(seed_, 4) - 0.5) + 1.5 * tremble(seed_, 40, frame),
          held.tilt_x + 20 * away + 3 * tremble(seed_, 50, frame),
          held.tilt_y + 2.5 * tremble(seed_, 60, frame),
          held.module_px * (1 - 0.25 * std::min(1.0, away))};
}

DoorScene DoorVideo::at(int frame) const {
  DoorScene scene = still_;
  HeldCode& held = scene.held.front();
  const Pose now = pose(frame), next = pose(frame + kShutter);
  held.centre = {static_cast<float>(now.x), static_cast<float>(now.y)};
  held.rotation = now.rotation;
  held.tilt_x = now.tilt_x;
  held.tilt_y = now.tilt_y;
  held.module_px = now.size;
  const double moved = std::hypot(next.x - now.x, next.y - now.y);
  // The scene's own motion, where it has one, is a hand that never comes to rest.
  if (moved > held.motion_px) {
    held.motion_px = moved;
    held.motion_angle = std::atan2(next.y - now.y, next.x - now.x) * 180 / std::numbers::pi;
  }
  scene.noise_seed = seed_ * 1000 + static_cast<std::uint32_t>(frame);
  return scene;
}

int DoorVideo::first_whole() const {
  for (int frame = 0; frame < frames(); ++frame) {
    const DoorScene scene = at(frame);
    const HeldCode& held = scene.held.front();
    const auto inside = [&](const Point& p) {
      const auto margin = static_cast<float>(held.module_px);
      return p.x > margin && p.y > margin && p.x < static_cast<float>(scene.width) - margin &&
             p.y < static_cast<float>(scene.height) - margin;
    };
    const auto corners = corners_of(held);
    if (std::all_of(corners.begin(), corners.end(), inside) && held.motion_px < 1.5 * held.module_px)
      return frame;
  }
  return frames();
}

}  // namespace usher::bench
