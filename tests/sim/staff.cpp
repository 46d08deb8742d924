// What people at the stations do beside holding codes up: they look at an ID, take an admission back, close
// exceptions, check a whole group in by hand. And somebody renames the event.

#include <algorithm>

#include "desk/engine/mutant.hpp"
#include "world.hpp"

namespace usher::sim {

void World::plan_staff() {
  for (Station& s : stations_) {
    s.asks_for_id = dice_.chance(10);
    s.trains = dice_.chance(4);
    if (dice_.chance(15)) s.terms.policy.ticket_types = {"Standard"};
    for (Ms when = 10'000; when < kFaultsEnd; when += 30'000) {
      if (dice_.chance(20)) at(when, Event::Kind::ClosesException, s.index);
    }
  }
  if (dice_.chance(8)) at(dice_.between(5'000, 100'000), Event::Kind::Renames);
}

/// Staff found the purchaser, and check everybody in whom they see, one after the other.
void World::plan_group(int passes) {
  const auto station = static_cast<int>(dice_.between(0, static_cast<std::int64_t>(stations_.size()) - 1));
  Ms when = dice_.between(500, 100'000);
  for (int pass = 0; pass < std::min(passes, 3); ++pass) {
    presentations_.push_back({.station = station, .pass = pass, .source = Scan::Source::Hand});
    at(when, Event::Kind::Present, station, presentations_.size() - 1);
    when += dice_.between(100, 2'000);
  }
}

/// The ID is right: only now is anybody checked in.
void World::confirm_by_hand(const Presentation& looked_at) {
  if (!dice_.chance(85)) return;
  Presentation again = looked_at;
  again.source = Scan::Source::Hand;
  presentations_.push_back(again);
  at(now_ + dice_.between(1'000, 8'000), Event::Kind::Present, again.station, presentations_.size() - 1);
}

void World::take_back(Station& s, int pass) {
  if (s.journal.broken) return;
  for (const CheckIn& known : s.journal.rows()) {
    if (known.code != passes_[static_cast<std::size_t>(pass)].code || !known.granted) continue;
    CheckIn row = known;
    if (!usher::take_back(row, "Ann", "wrong person", clock(s).wall)) {
      count(Sometimes::TooLateToTakeBack);
      return;
    }
    Change change;
    change.check_in = row;
    if (s.journal.write(change).kind != Written::Kind::Done) return;
    count(Sometimes::TakenBack);
    say(s.index, "takes ", row.code, " back");
    const bool may_be_there = std::any_of(attempts_.begin(), attempts_.end(), [&](const Attempt& attempt) {
      return attempt.station == s.index && attempt.pass == pass && !attempt.settled;
    });
    if (may_be_there || passes_[static_cast<std::size_t>(pass)].committed_by == s.index)
      violate("I1: an admission was taken back that may be at the portal");
    granted_.erase({s.index, pass});
    return;
  }
}

void World::close_an_exception(Station& s) {
  if (s.journal.broken) return;
  for (const CheckIn& known : s.journal.rows()) {
    CheckIn row = known;
    if (!close_exception(row, "Ann", "spoke to them", clock(s).wall)) continue;
    Change change;
    change.check_in = row;
    if (s.journal.write(change).kind == Written::Kind::Done) count(Sometimes::ClosedByPerson);
    return;
  }
}

/// Stations hear of it with their next roster.
void World::rename() {
  event_.name = "Conference, moved to the big hall";
  renamed_at_ = now_;
  count(Sometimes::Renamed);
  say(-1, "the event is renamed");
}

}  // namespace usher::sim
