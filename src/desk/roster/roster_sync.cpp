#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "roster_file.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

namespace {

// A lane serves a guest a second at its very best; a venue of more than eight lanes asks a person once.
constexpr std::int64_t kMostLanes = 8;
constexpr std::int64_t kPerMinute = 60;
// What the portal's index kept back, and what came in at doors that no usher keeps.
constexpr std::int64_t kAnyway = 60;

constexpr int kProgress = 25'000;  // rows between two lines of the log

/// Between two lists, by a clock that nobody can set: our ticks in one boot, else the portal's own.
std::optional<milliseconds> between(const RosterCard& have, const RosterCard& came) {
  std::optional<milliseconds> since;
  if (have.boot == came.boot)
    since = came.fetched - have.fetched;
  else if (have.portal_date && came.portal_date)
    since = *came.portal_date - *have.portal_date;
  if (since) since = std::max(*since, milliseconds{0});
  return since;
}

bool more_than_doors_can(const RosterChange& change) {
  if (!change.since) return false;
  const std::int64_t could = kMostLanes * kPerMinute * change.since->count() / 60'000;
  return change.entered > could + kAnyway;
}

std::string objection_to_change(const RosterChange& change, int lost) {
  constexpr const char* kMend = " If that is right, run: usher roster sync --accept-changed";
  if (change.codes > 0 && (change.moved - lost) * 2 > change.codes) {
    return "on the roster that came, " + std::to_string(change.moved) + " of " +
           std::to_string(change.codes) + " codes are no longer their guests'; it was not adopted." + kMend;
  }
  if (more_than_doors_can(change)) {
    return "on the roster that came, " + std::to_string(change.entered) +
           " more guests are checked in than on the one before, more than any doors can have served since; "
           "it was not adopted." +
           kMend;
  }
  return "";
}

/// A list that says too much does not become true by being sent again later: the time that counts is that of
/// the first such list, until one is adopted.
void remember_the_first(RosterChange& change, const std::string& folder) {
  const std::string path = refused_roster_path(folder);
  std::int64_t first = 0;
  if (std::ifstream(path) >> first && change.since)
    change.since = std::min(*change.since, milliseconds(first));
  else if (more_than_doors_can(change))
    std::ofstream(path) << change.since->count() << '\n';
}

void forget_the_first(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove(refused_roster_path(folder), error);
}

/// The portal is asked by name. A name with a bad byte in it can be nobody's question; its slug can.
const std::string& key_of(const Event& event) {
  const bool damaged = event.name.find("\xEF\xBF\xBD") != std::string::npos;
  return damaged && !event.url_slug.empty() ? event.url_slug : event.name;
}

}  // namespace

std::string objection_to(const RosterHead& head, const RosterChange& change, const Event& bound,
                         const std::optional<RosterCard>& have, PersonsWord word) {
  if (!bound.id.empty() && head.event.id != bound.id) {
    return "the roster that came is of \"" + head.event.name +
           "\", not of the bound event; it was not adopted";
  }
  if (!have || have->event.id != head.event.id) return "";
  // A list that stops short looks like guests who left (docs/events-api.md, Trap 7); one in twenty may really
  // have gone.
  if (change.rows * 20 < have->rows * 19 && !word.shrunken) {
    return "the roster shrank from " + std::to_string(have->rows) + " to " + std::to_string(change.rows) +
           " registrations; it was not adopted. If that is right, run: usher roster sync --accept-shrunken";
  }
  return word.changed ? "" : objection_to_change(change, std::max(0, have->rows - change.rows));
}

RosterOutcome sync_roster(Portal& portal, const std::string& folder, const Event& bound, Now now,
                          PersonsWord word, milliseconds limit) {
  RosterOutcome outcome;
  RosterBuilder builder(folder);
  int rows = 0;
  const auto take = [&](Registration&& registration) {
    builder.add(registration);
    if (++rows % kProgress == 0) log_info("roster: " + std::to_string(rows) + " registrations so far");
  };
  const auto head = portal.roster(key_of(bound), take, limit);
  if (!head) {
    outcome.failure = head.failure();
    return outcome;
  }
  builder.complete();
  RosterCard card;
  card.event = head->event;
  card.bad_rows = static_cast<int>(head->bad_rows);
  card.fetched_at = now.wall;
  card.portal_date = head->portal_date;
  card.fetched = now.tick;
  card.boot = boot_id();

  const auto have = Roster(folder).card();
  RosterChange change = builder.change();
  if (have && have->event.id == head->event.id) {
    change.since = between(*have, card);
    remember_the_first(change, folder);
  }
  outcome.objection = objection_to(*head, change, bound, have, word);
  if (!outcome.objection.empty()) {
    log_warning("roster: " + outcome.objection);
    return outcome;
  }
  builder.adopt(card);
  forget_the_first(folder);
  outcome.adopted = true;
  outcome.card = Roster(folder).card();
  return outcome;
}

}  // namespace usher
