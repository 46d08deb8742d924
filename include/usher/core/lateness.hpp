#pragma once

#include <optional>

#include "usher/core/scene.hpp"

namespace usher {

/// All that a verdict may take beyond the door deadline (docs/door.md, Invariants, I5). Later the screen
/// calls staff.
inline constexpr milliseconds kVerdictMargin{250};

/// A verdict that the disk kept back until its guest had been sent to staff, and by then somebody else holds
/// a pass up: it is drawn for nobody, lest the next one takes it for theirs.
bool is_for_nobody(const DeskReport& desk, const std::optional<Scan>& newest, milliseconds deadline);

}  // namespace usher
