#include "usher/desk/journal/bound_event.hpp"

namespace usher {

void remember_event(const std::string& wanted, const Event& event, JournalFile& journal) {
  const auto ms = [](const std::optional<Wall>& wall) {
    return wall ? std::to_string(wall->time_since_epoch().count()) : std::string();
  };
  const std::pair<const char*, std::string> values[] = {
      {"bound_wanted", wanted},           {"bound_id", event.id},
      {"bound_name", event.name},         {"bound_slug", event.url_slug},
      {"bound_starts", ms(event.starts)}, {"bound_ends", ms(event.ends)},
      {"bound_place", event.place},
  };
  for (const auto& [key, value] : values) {
    if (journal.remembered(key) != value) journal.remember(key, value);
  }
}

std::optional<Event> remembered_event(const std::string& wanted, JournalFile& journal) {
  Event event;
  event.id = journal.remembered("bound_id").value_or("");
  event.name = journal.remembered("bound_name").value_or("");
  event.url_slug = journal.remembered("bound_slug").value_or("");
  event.place = journal.remembered("bound_place").value_or("");
  const auto wall = [&](const char* key) -> std::optional<Wall> {
    const std::string ms = journal.remembered(key).value_or("");
    if (ms.empty()) return std::nullopt;
    return Wall(milliseconds(std::stoll(ms)));
  };
  event.starts = wall("bound_starts");
  event.ends = wall("bound_ends");
  if (event.id.empty()) return std::nullopt;
  const bool same = journal.remembered("bound_wanted") == wanted || wanted == event.id ||
                    same_event_name(wanted, event.name) || (!wanted.empty() && wanted == event.url_slug);
  if (!same) return std::nullopt;
  return event;
}

}  // namespace usher
