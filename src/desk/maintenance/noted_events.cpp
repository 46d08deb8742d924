#include <algorithm>

#include "usher/desk/maintenance/retention.hpp"

namespace usher {

namespace {

constexpr char kBetweenParts = '\x1f';

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == mark) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string written(const std::optional<Wall>& wall) {
  return wall ? std::to_string(wall->time_since_epoch().count()) : std::string();
}

std::optional<Wall> read(const std::string& text) {
  if (text.empty() || text.find_first_not_of("-0123456789") != std::string::npos) return std::nullopt;
  return Wall(milliseconds(std::stoll(text)));
}

}  // namespace

void note_event(JournalFile& journal, const Event& event) {
  if (event.id.empty()) return;
  const std::string key = "event_" + event.id;
  const std::string value = event.name + kBetweenParts + event.url_slug + kBetweenParts +
                            written(event.starts) + kBetweenParts + written(event.ends);
  if (journal.remembered(key) == value) return;
  journal.remember(key, value);
  const std::string list = journal.remembered("events").value_or("");
  const auto known = split(list, kBetweenParts);
  if (std::find(known.begin(), known.end(), event.id) == known.end()) {
    journal.remember("events", list.empty() ? event.id : list + kBetweenParts + event.id);
  }
}

std::vector<Event> noted_events(JournalFile& journal) {
  std::vector<Event> events;
  for (const std::string& id : split(journal.remembered("events").value_or(""), kBetweenParts)) {
    const auto value = journal.remembered("event_" + id);
    if (id.empty() || !value) continue;
    const auto parts = split(*value, kBetweenParts);
    if (parts.size() != 4) continue;
    Event event;
    event.id = id;
    event.name = parts[0];
    event.url_slug = parts[1];
    event.starts = read(parts[2]);
    event.ends = read(parts[3]);
    events.push_back(std::move(event));
  }
  return events;
}

std::optional<Event> noted_event(const std::string& wanted, JournalFile& journal) {
  const auto events = noted_events(journal);
  for (const auto field : {&Event::id, &Event::name, &Event::url_slug}) {
    for (const Event& event : events) {
      if (event.*field == wanted) return event;
    }
  }
  return std::nullopt;
}

}  // namespace usher
