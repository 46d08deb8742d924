#include <algorithm>
#include <cmath>
#include <numbers>

#include "usher/stage/foyer/virtual_camera.hpp"

// How a guest moves: a hand comes up, trembles before the camera, and goes.
namespace usher {
namespace {

constexpr double kComing = 800;    // ms
constexpr double kHolding = 1900;  // ms
constexpr double kGoing = 500;     // ms; then nobody is there until kGuestTakes
constexpr double kShutter = 10;    // ms the shutter is open: how far a hand moves meanwhile is the smear
constexpr double kTwoPi = 2 * std::numbers::pi;

/// A number between 0 and 1 that belongs to this guest and this question.
double chance(std::uint64_t guest, std::uint32_t seed, std::uint32_t question) {
  std::uint64_t x = guest * 0x9E3779B97F4A7C15u + seed * 0xBF58476D1CE4E5B9u + question * 0x94D049BB133111EBu;
  x ^= x >> 31;
  x *= 0xD6E8FEB86659FD93u;
  x ^= x >> 32;
  return static_cast<double>(x >> 11) / 9007199254740992.0;
}

/// From 0 to 1, soft at the end.
double ease(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return 1 - (1 - t) * (1 - t) * (1 - t);
}

struct Pose {
  double x = 0, y = 0;  // pixels of a frame 1280 wide
  double module_px = 5;
  double rotation = 0, tilt_x = 0, tilt_y = 0;
};

Pose pose_at(const VirtualGuest& guest, std::uint64_t number, double ms, std::uint32_t seed) {
  const auto roll = [&](std::uint32_t question) { return chance(number, seed, question); };
  const bool badge = guest.body == HeldCode::Body::Badge;
  const double side = roll(0) < 0.5 ? -1 : 1;

  Pose held{.x = 640 + 90 * (roll(1) - 0.5),
            .y = 345 + 50 * (roll(2) - 0.5),
            .module_px = guest.far ? 2.6 + 0.4 * roll(3) : 7.9 + 0.6 * roll(3),
            .rotation = 12 * (roll(4) - 0.5),
            .tilt_x = 8 * (roll(5) - 0.5),
            .tilt_y = 8 * (roll(6) - 0.5)};
  if (guest.tilted) {
    held.tilt_x += 18;
    held.tilt_y += side * 32;
    held.rotation += side * 14;
  }
  const Pose away{.x = 640 + side * (260 + 160 * roll(7)),
                  .y = guest.far ? 1000.0 : 1180.0,
                  .module_px = held.module_px * 0.9,
                  .rotation = held.rotation + side * 38,
                  .tilt_x = held.tilt_x + 40,
                  .tilt_y = held.tilt_y - side * 18};

  double there = ease(ms / kComing);
  if (ms > kComing + kHolding) {
    const double gone = std::clamp((ms - kComing - kHolding) / kGoing, 0.0, 1.0);
    there = 1 - gone * gone;
  }
  const auto between = [there](double from, double to) { return from + (to - from) * there; };
  Pose pose{.x = between(away.x, held.x),
            .y = between(away.y, held.y),
            .module_px = between(away.module_px, held.module_px),
            .rotation = between(away.rotation, held.rotation),
            .tilt_x = between(away.tilt_x, held.tilt_x),
            .tilt_y = between(away.tilt_y, held.tilt_y)};

  // A hand trembles slowly and fast at once; paper on a lanyard swings more than it trembles.
  const double s = ms / 1000;
  const double slow = std::sin(kTwoPi * (1.1 + 0.5 * roll(8)) * s + kTwoPi * roll(9));
  const double fast = std::sin(kTwoPi * (4.2 + 1.6 * roll(10)) * s + kTwoPi * roll(11));
  pose.x += (badge ? 8 : 5) * slow + 1.3 * fast;
  pose.y += 4 * std::sin(kTwoPi * (0.9 + 0.4 * roll(12)) * s) + 1.1 * fast;
  pose.rotation += (badge ? 2.6 : 1.2) * slow;
  pose.tilt_y += (badge ? 5 : 2) * fast;
  pose.module_px *= 1 + 0.02 * slow;
  return pose;
}

HeldCode dressed(const VirtualGuest& guest, std::uint64_t number, double ms, const VirtualOptions& options) {
  const Pose pose = pose_at(guest, number, ms, options.seed);
  const Pose before = pose_at(guest, number, ms - kShutter, options.seed);
  const double scale = options.width / 1280.0;
  const auto roll = [&](std::uint32_t question) { return chance(number, options.seed, question); };

  HeldCode held;
  held.payload = guest.payload;
  held.name = guest.name;
  held.body = guest.body;
  held.centre = {static_cast<float>(pose.x * scale),
                 static_cast<float>(options.height / 2.0 + (pose.y - 360) * scale)};
  held.module_px = pose.module_px * scale;
  held.rotation = pose.rotation;
  held.tilt_x = pose.tilt_x;
  held.tilt_y = pose.tilt_y;
  // A long link needs a code of more modules; people do not hold it larger for that.
  if (guest.payload.size() > 24) held.module_px *= 0.75;
  held.light = guest.dimmed ? 0.35 : guest.body == HeldCode::Body::Badge ? 0.82 : 1.0;
  held.contrast = guest.dimmed ? 0.75 : 1.0;
  held.inverted = guest.dark_mode;
  held.motion_px = std::hypot(pose.x - before.x, pose.y - before.y) * scale;
  held.motion_angle = std::atan2(pose.y - before.y, pose.x - before.x) * 360 / kTwoPi;
  held.seed = static_cast<std::uint32_t>(number + 1);
  if (guest.blurred) held.defocus = std::max(0.7, 3.2 - ms / 1000) * scale;
  if (guest.cracked) held.cracks = 3;
  if (guest.thumb) held.cover = 0.05;
  if (guest.glare) {
    held.glare = 0.8;
    held.glare_radius = 4.5;
    // It crosses the code while the hand comes to rest, and stays on its edge.
    const double drift = std::clamp((ms - kComing) / 900, 0.0, 1.0);
    held.glare_at = {static_cast<float>(-6 + 15 * drift + roll(13)), static_cast<float>(-5 + 3 * drift)};
  }
  return held;
}

}  // namespace

std::vector<HeldCode> held_at(const VirtualGuest& guest, std::uint64_t number, milliseconds time,
                              const VirtualOptions& options) {
  const auto ms = static_cast<double>(time.count());
  if (guest.payload.empty() || ms < 0 || ms > kComing + kHolding + kGoing) return {};
  std::vector<HeldCode> held{dressed(guest, number, ms, options)};
  const bool second_there = !guest.puts_second_away || ms < kComing + kHolding / 2;
  if (!guest.second.empty() && second_there) {
    HeldCode other = held.front();
    other.payload = guest.second;
    other.name.clear();
    other.seed += 7;
    const double apart = 21.0 * held.front().module_px;
    held.front().centre.x -= static_cast<float>(apart * 0.85);
    other.centre.x += static_cast<float>(apart * 0.85);
    held.push_back(other);
  }
  return held;
}

}  // namespace usher
