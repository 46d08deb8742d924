#include "usher/core/setup.hpp"

#include <algorithm>
#include <string_view>

namespace usher {

namespace {

// A conference day; longer ones say when they end.
constexpr std::chrono::hours kLongestEvent{12};

Wall start_of(const Event& event) {
  return event.starts.value_or(Wall::max());
}

}  // namespace

std::vector<Finding> portal_findings(const std::vector<Finding>& all) {
  constexpr std::string_view kNames[] = {"portal", "tls", "licence", "authorisation", "clock"};
  std::vector<Finding> some;
  for (const Finding& finding : all) {
    if (std::find(std::begin(kNames), std::end(kNames), finding.name) != std::end(kNames))
      some.push_back(finding);
  }
  return some;
}

bool is_over(const Event& event, Wall now) {
  if (event.ends) return *event.ends < now;
  return event.starts && *event.starts + kLongestEvent < now;
}

std::vector<Event> nearest_first(std::vector<Event> events, Wall now) {
  std::stable_sort(events.begin(), events.end(), [&](const Event& a, const Event& b) {
    const bool a_over = is_over(a, now);
    if (a_over != is_over(b, now)) return !a_over;
    return a_over ? start_of(a) > start_of(b) : start_of(a) < start_of(b);
  });
  return events;
}

}  // namespace usher
