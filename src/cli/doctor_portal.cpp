#include "doctor_facts.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/portal/worksby/worksby.hpp"

namespace usher {

namespace {

/// A code of the right shape that nobody has: its read-only answer carries the portal's `Date`.
const Pass kNobody{"EVT-USHERDOCTOR0"};

void compare_clocks(ReadinessFacts& facts, const std::optional<Wall>& date) {
  if (date) facts.clock_ahead = std::chrono::duration_cast<milliseconds>(clock_now().wall - *date);
}

}  // namespace

std::vector<Event> look_at_portal(ReadinessFacts& facts, milliseconds patience) try {
  PortalPacer pacer;
  const auto portal = make_portal(facts.settings.portal, pacer);
  const auto licensed = portal->licensed(patience);
  if (licensed) {
    facts.licensed = *licensed;
  } else {
    facts.portal_failure = licensed.failure();
    compare_clocks(facts, licensed.failure().portal_date);
    if (licensed.failure().status == 0) return {};
  }
  // The second question goes over the open connection: what a guest's would take.
  const Tick asked = clock_now().tick;
  const auto nobody = portal->verify(kNobody, patience);
  facts.portal_took = clock_now().tick - asked;
  if (nobody) {
    compare_clocks(facts, nobody->portal_date);
  } else {
    facts.portal_failure = nobody.failure();
    compare_clocks(facts, nobody.failure().portal_date);
  }
  const auto events = portal->events(patience);
  if (!events) {
    facts.portal_failure = events.failure();
    return {};
  }
  // By id where the station remembers one: the name in the configuration may have changed since.
  const std::string wanted = facts.event ? facts.event->id : facts.settings.station.event;
  Binding binding = choose_event(wanted, *events);
  facts.event_sentence = binding.sentence;
  if (binding.event) {
    facts.event = binding.event;
    facts.event_by_portal = true;
  }
  return *events;
} catch (const std::exception& error) {
  facts.portal_failure = Failure{Failure::Kind::NotSent, 0, error.what(), std::nullopt, std::nullopt};
  return {};
}

}  // namespace usher
