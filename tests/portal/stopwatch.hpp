#pragma once

#include <chrono>

#include "usher/core/time.hpp"

namespace usher {

/// How long something took. Only for bounds that hold on a machine with other things to do.
class Stopwatch {
 public:
  milliseconds passed() const {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun_);
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// A verdict is due within the deadline and this (door.md, I5); sanitizers and a busy machine are in it.
inline constexpr milliseconds kMargin{250};

}  // namespace usher
