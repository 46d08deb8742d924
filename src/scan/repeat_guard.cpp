#include "repeat_guard.hpp"

#include <algorithm>

namespace usher {
namespace {

// Long enough for a trembling hand or a glint to hide the code, short enough for a guest who comes back to
// ask.
constexpr seconds kRearm{3};

}  // namespace

bool RepeatGuard::admits(std::string_view payload, Tick now) {
  for (Seen& seen : seen_) {
    if (seen.payload != payload || payload.empty()) continue;
    const bool left = now - seen.last >= kRearm;
    seen.last = now;
    return left;
  }
  if (payload.empty()) return false;
  // The one not seen for longest makes room, so what is in the picture now is never forgotten for a newcomer.
  Seen& oldest = *std::min_element(seen_.begin(), seen_.end(), [](const Seen& a, const Seen& b) {
    if (a.payload.empty() != b.payload.empty()) return a.payload.empty();
    return a.last < b.last;
  });
  oldest = Seen{.payload = std::string(payload), .last = now};
  return true;
}

void RepeatGuard::sees(std::string_view payload, Tick now) {
  for (Seen& seen : seen_) {
    // What had left long ago is armed again; being seen in passing must not disarm it.
    if (seen.payload == payload && now - seen.last < kRearm) seen.last = now;
  }
}

void RepeatGuard::was_blind(milliseconds duration) {
  for (Seen& seen : seen_) seen.last += duration;
}

}  // namespace usher
