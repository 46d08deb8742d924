#include "usher/scan/source/playback_clock.hpp"

#include <algorithm>

namespace usher {

using std::chrono::microseconds;

namespace {

constexpr int kCatchUp = 5;  // frames

microseconds period_of(double frames_per_second) {
  const double rate = std::clamp(frames_per_second, 0.1, 10000.0);
  return microseconds(static_cast<std::int64_t>(1e6 / rate));
}

}  // namespace

PlaybackClock::PlaybackClock(double frames_per_second) : period_(period_of(frames_per_second)) {}

microseconds PlaybackClock::next(Clock::time_point now) {
  ++given_;
  if (given_ == 0 || now - (start_ + given_ * period_) > kCatchUp * period_) {
    start_ = now;
    given_ = 0;
  }
  const auto due = start_ + given_ * period_;
  return std::max(microseconds(0), std::chrono::duration_cast<microseconds>(due - now));
}

}  // namespace usher
