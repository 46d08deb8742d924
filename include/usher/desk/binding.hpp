#pragma once

#include <optional>
#include <string>
#include <vector>

#include "usher/core/event.hpp"
#include "usher/desk/journal/bound_event.hpp"
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

}  // namespace usher
