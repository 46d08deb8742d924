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

/// What a call may take beyond its limit here: every fault in these tests lasts much longer, so this tells an
/// end in time from none, even on a machine that gives a sanitized program a twentieth of a core. Alone on an
/// idle one, 250 ms hold.
inline constexpr milliseconds kMargin{5000};

}  // namespace usher
