#pragma once

#include <array>
#include <string>
#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// One guest, one scan: a payload is admitted once, and again only after it left the picture and 3 s passed.
/// Remembers the last four payloads, since two phones in view would otherwise take turns thirty times a
/// second.
class RepeatGuard {
 public:
  /// Called for each frame in which the payload is seen and might be acted on. True when it is to be acted
  /// on.
  bool admits(std::string_view payload, Tick now);

  /// Called instead when the payload is in the picture but not to be acted on: it has not left.
  void sees(std::string_view payload, Tick now);

  /// Nobody looked for so long. A code held up all the while has not left only because the camera had.
  void was_blind(milliseconds duration);

 private:
  struct Seen {
    std::string payload;
    Tick last{};
  };
  std::array<Seen, 4> seen_;
};

}  // namespace usher
