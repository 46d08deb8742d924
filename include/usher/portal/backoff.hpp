#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// How long to wait after so many failures in a row: 0.5 s, 1 s, 2 s … at most 30 s, of which the upper half
/// is left to `random`, so that stations that lost the portal together do not return together.
milliseconds backoff(int failures, std::uint64_t random);

/// 1…300 s: a portal that says zero is asked no faster, one that says "tomorrow" is asked again within the
/// evening.
seconds clamp_retry_after(seconds said);

/// The `Retry-After` header, clamped: seconds, or a date, which means something only beside the `Date` of the
/// same answer.
std::optional<seconds> parse_retry_after(std::string_view text, std::optional<Wall> date);

}  // namespace usher
