#pragma once

#include <chrono>
#include <cstdint>

#include "usher/core/sleep.hpp"

namespace usher {

/// Gives recorded frames their rate: file backends deliver as fast as they can. Pure; does not drift, since
/// each frame is due at start + n × period whatever the waits before it did.
class PlaybackClock {
 public:
  using Clock = std::chrono::steady_clock;
  explicit PlaybackClock(double frames_per_second);

  /// How long to wait at `now` until the next frame is due (zero when it is late), and counts that frame.
  /// After a pause of more than a few frames the count starts anew instead of hurrying to catch up.
  std::chrono::microseconds next(Clock::time_point now);

  std::chrono::microseconds period() const { return period_; }

 private:
  std::chrono::microseconds period_;
  Clock::time_point start_{};
  std::int64_t given_ = -1;
};

}  // namespace usher
