#include "usher/core/clock_proof.hpp"

#include <sys/timex.h>

namespace usher {
namespace {

// An hour is more than any station needs to be right, and less than anything that retention waits for.
constexpr std::chrono::hours kAgreement{1};

bool agree(Wall a, const std::optional<Wall>& b) {
  return b && std::chrono::abs(a - *b) <= kAgreement;
}

}  // namespace

std::optional<Wall> proven_time(const ClockWitnesses& witnesses) {
  if (agree(witnesses.own, witnesses.portal) || agree(witnesses.own, witnesses.ntp)) return witnesses.own;
  // Ours is the one that is wrong.
  if (witnesses.portal && agree(*witnesses.portal, witnesses.ntp)) return witnesses.portal;
  return std::nullopt;
}

std::optional<Wall> ntp_time() {
  timex kernel{};
  if (adjtimex(&kernel) == TIME_ERROR || (kernel.status & STA_UNSYNC) != 0) return std::nullopt;
  // tv_usec counts nanoseconds when the kernel says so.
  const auto fraction =
      (kernel.status & STA_NANO) != 0 ? kernel.time.tv_usec / 1'000'000 : kernel.time.tv_usec / 1'000;
  return Wall(seconds{kernel.time.tv_sec} + milliseconds{fraction});
}

}  // namespace usher
