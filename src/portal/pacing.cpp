#include "usher/portal/pacing.hpp"

#include <algorithm>
#include <cmath>

namespace usher {
namespace {

constexpr double kRounding = 1e-6;  // tokens

/// Tokens that must be there for a call to take one: its own, and those it leaves to the more urgent.
double needed_by(Priority priority) {
  switch (priority) {
    case Priority::Live:
      return 0;  // unused: a guest never waits
    case Priority::Verify:
      return 1;
    case Priority::Replay:
      return 2;
    case Priority::Roster:
      return 3;
  }
  return 1;
}

}  // namespace

TokenBucket::TokenBucket(PortalPace pace, Tick now)
    : pace_(pace), tokens_(pace.burst), filled_(now), held_until_(now) {}

void TokenBucket::refill(Tick now) {
  if (now <= filled_) return;
  const double seconds_passed = std::chrono::duration<double>(now - filled_).count();
  tokens_ = std::min(pace_.burst, tokens_ + seconds_passed * pace_.per_second);
  filled_ = now;
}

milliseconds TokenBucket::take(Priority priority, Tick now) {
  refill(now);
  if (priority == Priority::Live) {
    // The debt is bounded too, or a busy quarter of an hour would silence the errands for the next one.
    tokens_ = std::max(tokens_ - 1, -pace_.burst);
    return milliseconds(0);
  }
  const double missing = needed_by(priority) - tokens_;
  const auto until_filled =
      missing > kRounding
          ? milliseconds(std::llround(std::ceil((missing - kRounding) / pace_.per_second * 1000)))
          : milliseconds(0);
  const milliseconds wait = std::max({until_filled, held_until_ - now, milliseconds(0)});
  if (wait == milliseconds(0)) tokens_ -= 1;
  return wait;
}

void TokenBucket::hold(milliseconds pause, Tick now) {
  held_until_ = std::max(held_until_, now + pause);
}

PortalPacer::PortalPacer(PortalPace pace) : bucket_(pace, clock_now().tick) {}

milliseconds PortalPacer::wait(Priority priority, milliseconds limit, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const Tick until = clock_now().tick + limit;
  for (;;) {
    const Tick now = clock_now().tick;
    const milliseconds turn = bucket_.take(priority, now);
    if (turn == milliseconds(0) || now + turn > until || stop.stop_requested()) return turn;
    // Woken early by hold(), or for nothing: the bucket is asked again either way.
    changed_.wait_for(lock, stop, turn, [] { return false; });
  }
}

void PortalPacer::hold(milliseconds pause) {
  const std::lock_guard lock(mutex_);
  bucket_.hold(pause, clock_now().tick);
}

}  // namespace usher
