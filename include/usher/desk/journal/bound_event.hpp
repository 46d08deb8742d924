#pragma once

#include <optional>
#include <string>

#include "usher/core/event.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

/// From now on the station knows this event without the portal. An empty `wanted` is its own id, name or
/// slug.
void remember_event(const std::string& wanted, const Event& event, JournalFile& journal);

/// What was remembered for `wanted`, without asking anybody.
std::optional<Event> remembered_event(const std::string& wanted, JournalFile& journal);

}  // namespace usher
