#pragma once

#include <optional>

#include "usher/core/time.hpp"

namespace usher {

/// What three witnesses say the time is, asked at one moment. Each may be wrong: a board without a battery
/// wakes up in 1970 or in next month, a captive portal sends the `Date` it likes.
struct ClockWitnesses {
  Wall own;                    ///< this machine's clock
  std::optional<Wall> portal;  ///< by the portal's `Date`, as heard in this boot
  std::optional<Wall> ntp;     ///< by the kernel, once a time service has set its clock
};

/// The time that two of the three agree on within an hour; nothing while no two do. Only such a time may
/// delete anything (docs/door.md, Invariants, I10). Pure.
std::optional<Wall> proven_time(const ClockWitnesses& witnesses);

/// The kernel's time, if a time service keeps it right (adjtimex(2): not STA_UNSYNC). The wall clock that a
/// program sees can differ from it.
std::optional<Wall> ntp_time();

}  // namespace usher
