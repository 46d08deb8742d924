#include "usher/core/log.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

std::string objection_to(const RosterHead& head, int rows, const Event& bound,
                         const std::optional<RosterCard>& have, bool person_agrees) {
  if (!bound.id.empty() && head.event.id != bound.id) {
    return "the roster that came is of \"" + head.event.name +
           "\", not of the bound event; it was not adopted";
  }
  if (!have || have->event.id != head.event.id || person_agrees) return "";
  // A list that stops short looks like guests who left (trap 7); one in twenty may really have gone.
  if (rows * 20 < have->rows * 19) {
    return "the roster shrank from " + std::to_string(have->rows) + " to " + std::to_string(rows) +
           " registrations; it was not adopted. If that is right, run: usher roster sync --accept-shrunken";
  }
  return "";
}

RosterOutcome sync_roster(Portal& portal, const std::string& folder, const Event& bound, Now now,
                          bool person_agrees, milliseconds limit) {
  RosterOutcome outcome;
  RosterBuilder builder(folder);
  const auto head = portal.roster(
      bound.name, [&](Registration&& registration) { builder.add(registration); }, limit);
  if (!head) {
    outcome.failure = head.failure();
    return outcome;
  }
  const auto have = Roster(folder).card();
  outcome.objection = objection_to(*head, builder.rows(), bound, have, person_agrees);
  if (!outcome.objection.empty()) {
    log_warning("roster: " + outcome.objection);
    return outcome;
  }
  RosterCard card;
  card.event = head->event;
  card.bad_rows = static_cast<int>(head->bad_rows);
  card.fetched_at = now.wall;
  card.fetched = now.tick;
  card.boot = boot_id();
  builder.adopt(card);
  outcome.adopted = true;
  outcome.card = Roster(folder).card();
  return outcome;
}

}  // namespace usher
