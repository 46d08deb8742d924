#pragma once

#include <deque>

#include "usher/core/time.hpp"

namespace usher {

/// Frames per second over the last two seconds. Pure.
class FrameRate {
 public:
  void frame(Tick at) {
    times_.push_back(at);
    while (at - times_.front() > kSpan) times_.pop_front();
  }

  double at(Tick now) const {
    if (times_.size() < 2 || now - times_.back() > kSpan) return 0;
    const double span = std::chrono::duration<double>(times_.back() - times_.front()).count();
    return span > 0 ? static_cast<double>(times_.size() - 1) / span : 0;
  }

 private:
  static constexpr seconds kSpan{2};
  std::deque<Tick> times_;
};

}  // namespace usher
