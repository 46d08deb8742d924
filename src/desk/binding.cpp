#include "usher/desk/binding.hpp"

#include <algorithm>

namespace usher {

namespace {

constexpr milliseconds kPatienceWhenKnown{2000};

Binding one_of(const std::vector<const Event*>& found, const std::string& wanted, const char* what) {
  Binding binding{.by_portal = true};
  if (found.size() == 1) {
    binding.event = *found.front();
    return binding;
  }
  binding.sentence =
      "station.event \"" + wanted + "\" is the " + what + " of " + std::to_string(found.size()) + " events:";
  for (const Event* event : found) binding.sentence += " \"" + event->name + "\" (id " + event->id + ")";
  binding.sentence += "; give the id of the right one";
  return binding;
}

}  // namespace

Binding choose_event(const std::string& wanted, const std::vector<Event>& events) {
  const auto matching = [&](auto matches) {
    std::vector<const Event*> found;
    for (const Event& event : events) {
      if (matches(event)) found.push_back(&event);
    }
    return found;
  };
  // An id is sure. A name is unique by the portal's own rule, a slug is not, and may be another event's name
  // (docs/events-api.md, Trap 4).
  if (const auto found = matching([&](const Event& e) { return e.id == wanted; }); !found.empty()) {
    return one_of(found, wanted, "id");
  }
  if (const auto found = matching([&](const Event& e) { return same_event_name(e.name, wanted); });
      !found.empty()) {
    return one_of(found, wanted, "name");
  }
  if (const auto found = matching([&](const Event& e) { return !wanted.empty() && e.url_slug == wanted; });
      !found.empty()) {
    return one_of(found, wanted, "url_slug");
  }
  Binding binding{.by_portal = true};
  binding.sentence = "no published event of this portal has the id, name or url_slug \"" + wanted + "\"";
  if (events.empty()) {
    binding.sentence += "; it has no published events at all";
  } else {
    binding.sentence += "; set station.event or --event to one of:";
    for (std::size_t i = 0; i < std::min<std::size_t>(events.size(), 5); ++i) {
      binding.sentence += (i == 0 ? " \"" : ", \"") + events[i].name + "\" (id " + events[i].id + ")";
    }
    if (events.size() > 5) binding.sentence += ", …";
    // A list that ends at a round number may have been cut, at the newest end (docs/events-api.md, Trap 6).
    if (events.size() == 100 || events.size() == 200)
      binding.sentence += "; the list may be cut, so try the exact id";
  }
  return binding;
}

Binding bind_event(const std::string& wanted, Portal& portal, JournalFile& journal, milliseconds limit) {
  const auto known = remembered_event(wanted, journal);
  // A station that knows its event opens on a dead network, too, and soon. What a slow portal would have
  // said, the courier learns with the roster.
  const auto events = portal.events(known ? std::min(limit, kPatienceWhenKnown) : limit);
  if (!events) {
    Binding binding;
    binding.event = known;
    if (!known) {
      binding.sentence = "the portal cannot be asked for its events (" + events.failure().detail +
                         "), and this station has not served \"" + wanted +
                         "\" before; it needs the portal once";
    }
    return binding;
  }
  Binding binding;
  if (known) {
    // By id, whatever it is called today. Events that are over or cancelled leave the list and are still
    // ours.
    const auto same =
        std::find_if(events->begin(), events->end(), [&](const Event& e) { return e.id == known->id; });
    binding.event = same != events->end() ? *same : *known;
    binding.by_portal = same != events->end();
    if (!binding.by_portal)
      binding.sentence = "the portal no longer lists \"" + known->name + "\" as published";
  } else {
    binding = choose_event(wanted, *events);
  }
  if (binding.event && binding.by_portal) remember_event(wanted, *binding.event, journal);
  return binding;
}

}  // namespace usher
