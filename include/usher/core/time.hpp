#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Milliseconds since this machine booted, suspended time included (CLOCK_BOOTTIME). Never set by anybody,
/// so all logic uses it. Two ticks compare only within one boot: see boot_id().
struct Monotonic {
  using duration = milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Monotonic, milliseconds>;
  static constexpr bool is_steady = true;
};
using Tick = Monotonic::time_point;

/// Milliseconds since 1970 in UTC, by a clock that may be wrong. For people and for records, never for logic.
using Wall = std::chrono::sys_time<milliseconds>;

/// One moment, on both clocks.
struct Now {
  Tick tick;
  Wall wall;
};

/// Reads both clocks. Only loops and `main` call it; everything else is handed its time.
Now clock_now();

/// The kernel's id of this boot; empty where there is none to read.
const std::string& boot_id();

/// "2026-06-15T09:32:00.000Z". Always UTC, always three digits of milliseconds.
std::string to_iso8601(Wall time);

/// Reads ISO 8601 with or without fraction, with Z or a numeric offset; also a plain count of milliseconds
/// since 1970, as HubSpot writes some datetimes. Anything else is nothing.
std::optional<Wall> parse_iso8601(std::string_view text);

/// The `Date` header: "Mon, 15 Jun 2026 09:32:00 GMT" (RFC 9110, section 5.6.7). One second coarse.
std::optional<Wall> parse_http_date(std::string_view text);
std::string to_http_date(Wall time);

/// "09:32" in the machine's time zone.
std::string local_clock(Wall time);

/// "Mon 15 Jun, 09:32" in the machine's time zone.
std::string local_day_and_clock(Wall time);

}  // namespace usher
