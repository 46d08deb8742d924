#pragma once

#include <optional>
#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// 1…300 s: a portal that says zero is asked no faster, one that says "tomorrow" is asked again within the
/// evening.
seconds clamp_retry_after(seconds said);

/// The `Retry-After` header, clamped: seconds, or a date, which means something only beside the `Date` of the
/// same answer.
std::optional<seconds> parse_retry_after(std::string_view text, std::optional<Wall> date);

}  // namespace usher
