#pragma once

#include <optional>
#include <string>
#include <vector>

#include "usher/core/event.hpp"
#include "usher/desk/journal_file.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

/// Which event this station serves.
struct Binding {
  std::optional<Event> event;
  bool by_portal = false;  ///< the portal was asked; else this is what the station remembers
  std::string sentence;    ///< why there is none, or what staff should know of the one there is; else empty
};

/// The event that `wanted` means among these: its id, else its exact name, else its url_slug. None or two: a
/// sentence.
Binding choose_event(const std::string& wanted, const std::vector<Event>& events);

/// Asks the portal, remembers the answer, and lives on what is remembered while the portal is away. Once
/// resolved, an event is bound by its id: a new name or slug changes nothing.
Binding bind_event(const std::string& wanted, Portal& portal, JournalFile& journal,
                   milliseconds limit = seconds(10));

/// From now on the station knows this event without the portal. An empty `wanted` is its own id, name or
/// slug.
void remember_event(const std::string& wanted, const Event& event, JournalFile& journal);

/// What was remembered for `wanted`, without asking anybody.
std::optional<Event> remembered_event(const std::string& wanted, JournalFile& journal);

}  // namespace usher
