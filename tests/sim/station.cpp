// The shells around the product's two engines, as attend.cpp and carry.cpp are around the real ones.

#include <algorithm>

#include "desk/engine/mutant.hpp"
#include "world.hpp"

namespace usher::sim {

namespace {

constexpr Ms kFrame = 33;           // until a screen that works has drawn a verdict
constexpr Ms kSomebodyWaits = 100;  // as long as attend waits for a drawing then; else the deadline
constexpr Ms kDwell = 3'000;        // a verdict that was not drawn by then never will be

}  // namespace

Now World::clock(const Station& s) const {
  return Now{Tick(milliseconds(s.tick_base + now_ - s.boot_began)),
             Wall(milliseconds(kEpoch + s.wall_skew + now_))};
}

void World::start(Station& s) {
  s.up = true;
  s.to_reopen = s.journal.broken;
  s.started = now_;
  if (s.boot.empty()) {
    s.boot = "b" + std::to_string(s.index) + "." + std::to_string(++s.boots);
    s.boot_began = now_;
    s.tick_base = dice_.between(1'000, 100'000'000);
  }
  s.terms.boot = s.boot;
  s.journal.boot = s.boot;
  s.journal.release_live(USHER_MUTANT(ForgetsUndecided));
  const PortalClock portal_clock(s.journal.offset(s.boot));
  Pace pace;
  pace.roster = seconds(45);
  renew_admission(s);
  s.courier = std::make_unique<Courier>(s.terms, pace, s.has_roster, portal_clock);
  s.busy = s.to_display = s.carry_waits = false;
  s.asked_by_courier = 0;
  s.in_hand = s.newest = s.seen = s.in_slot = -1;
  s.drawn_late.clear();
  s.portal_heard.reset();
  say(s.index, "starts in boot ", s.boot);
  s.next_carry = Courier::Woke{};
  at(now_, Event::Kind::Carry, s.index);
}

void World::stop(Station& s, bool power_cut) {
  count(power_cut ? Sometimes::PowerCut : Sometimes::Crash);
  say(s.index, power_cut ? "power cut" : "crash");
  const bool asking = std::any_of(requests_.begin(), requests_.end(), [&](const Request& request) {
    return request.station == s.index && request.life == s.life && !request.by_courier && !request.over;
  });
  if (asking) count(Sometimes::CrashWhileAsking);
  const bool unseen = std::any_of(s.journal.rows().begin(), s.journal.rows().end(), [](const CheckIn& row) {
    return row.state == CheckIn::State::Live && row.granted && !row.shown;
  });
  if (unseen) count(Sometimes::CrashBeforeScreen);
  for (auto& in_hand : s.attempt_in_hand) in_hand.reset();
  if (s.in_hand >= 0 && !presentations_[static_cast<std::size_t>(s.in_hand)].served) {
    if (presentations_[static_cast<std::size_t>(s.in_hand)].pass >= 0) {
      tried_.insert({s.index, presentations_[static_cast<std::size_t>(s.in_hand)].pass});
    }
    // Nobody was told anything: the guest tries again when the screen is back.
    Presentation again = presentations_[static_cast<std::size_t>(s.in_hand)];
    again.decoded = now_ + dice_.between(8'000, 30'000);
    presentations_.push_back(again);
    at(again.decoded, Event::Kind::Present, again.station, presentations_.size() - 1);
  }
  s.up = false;
  ++s.life;
  if (power_cut) {
    s.journal.power_cut();
    s.boot.clear();
  }
  at(now_ + dice_.between(1'500, 7'000), Event::Kind::Start, s.index);
}

void World::present(int index) {
  Presentation& one = presentations_[static_cast<std::size_t>(index)];
  Station& s = stations_[static_cast<std::size_t>(one.station)];
  one.decoded = now_;
  if (!s.up) {
    one.decoded = now_ + dice_.between(2'000, 9'000);
    at(one.decoded, Event::Kind::Present, one.station, static_cast<std::uint64_t>(index));
    return;
  }
  // The slot keeps the newest. Whoever was overtaken unseen holds their code up again.
  one.disk_lost = s.disk_lost;
  if (s.newest > s.seen) {
    const auto lost = static_cast<std::uint64_t>(s.newest);
    at(now_ + dice_.between(2'000, 5'000), Event::Kind::Present, s.index, lost);
  }
  s.newest = index;
  s.seen = -2;  // there is something unseen
  if (s.to_display) at(std::max(now_, s.shown_at + kSomebodyWaits), Event::Kind::Displayed, s.index);
  if (!s.busy && !s.to_display) serve_next(s);
}

/// After trouble with the disk everything is opened again, and what was in hand is given back.
void World::reopen(Station& s) {
  if (!s.to_reopen || s.journal.broken || s.busy || !s.up) return;
  s.to_reopen = s.to_display = false;
  s.drawn_late.clear();
  s.journal.release_live(false);
  ++s.desk;  // whom the old one still waits for is waited for no more
  renew_admission(s);
}

void World::renew_admission(Station& s) {
  s.admission = std::make_unique<Admission>(s.terms, PortalClock(s.journal.offset(s.boot)));
  s.last_write = 0;
}

/// What a commit takes.
Ms World::write_time(const Station& s) {
  return s.disk_slow > 0 ? dice_.between(s.disk_slow / 2, s.disk_slow) : dice_.between(1, kQuickWrite);
}

void World::serve_next(Station& s) {
  reopen(s);
  if (s.to_display) return;
  if (takes_in_late(s)) return;
  if (s.newest < 0 || s.seen == s.newest) return;
  s.seen = s.newest;
  s.in_hand = s.newest;
  s.busy = true;
  s.writes = 0;
  s.write_before = s.last_write;
  Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
  Admission::Presented presented;
  presented.scan.payload =
      one.pass < 0 ? "https://example.org" : passes_[static_cast<std::size_t>(one.pass)].code;
  presented.scan.decoded = Tick(milliseconds(s.tick_base + one.decoded - s.boot_began));
  presented.presentation_id = "p" + std::to_string(++ids_);
  presented.check_in_id = "c" + std::to_string(100000 + ids_);
  presented.portal_up = s.portal_heard;
  one.only_looks = s.trains || (s.asks_for_id && one.source != Scan::Source::Hand);
  presented.scan.source = one.source;
  presented.verify_only = one.only_looks;
  say(s.index, "presented ", presented.scan.payload);
  attend(s, s.admission->step(presented, clock(s)));
}

std::vector<Registration> World::roster_of(const Station& s, const std::string& code) const {
  std::vector<Registration> rows;
  for (const auto& row : s.roster) {
    if (row->code == code) rows.push_back(*row);
  }
  return rows;
}

std::string World::listed_as(const Station& s, const PortalResult<Answer>& answer) const {
  if (!answer || !answer->registration) return "";
  const auto found = std::find_if(s.roster.begin(), s.roster.end(),
                                  [&](const auto& row) { return row->id == answer->registration->id; });
  return found == s.roster.end() ? "" : (*found)->code;
}

void World::tell_row(const Station& s, const std::string& who, const Change& change) {
  if (!trace_ || !change.check_in) return;
  const CheckIn& row = *change.check_in;
  say(s.index, who, " writes ", row.code, ": ", state_word(row.state), row.granted ? ", granted" : "",
      row.shown ? ", shown" : "", ", sent ", std::to_string(row.attempts),
      row.unanswered.empty() ? "" : ", may be recorded", row.reckoning ? ", " : "",
      row.reckoning ? reckoning_word(*row.reckoning) : "");
}

void World::attend(Station& s, const Admission::Action& action) {
  if (const auto* look = std::get_if<Admission::Look>(&action)) {
    Admission::Looked looked;
    looked.own = s.journal.of_pass(event_.id, look->code);
    if (USHER_MUTANT(DuplicateInMemory)) {
      std::erase_if(looked.own, [&](const CheckIn& row) {
        return row.at.boot != s.boot ||
               row.at.tick < Tick(milliseconds(s.tick_base + s.started - s.boot_began));
      });
    }
    looked.roster = roster_of(s, look->code);
    s.was_listed = !looked.roster.empty();
    looked.storage_ok = !s.journal.broken;
    s.next_attend = std::move(looked);
    return at(now_, Event::Kind::Attend, s.index);
  }
  if (const auto* write = std::get_if<Admission::Write>(&action)) {
    s.attend_change = write->change;
    tell_row(s, "door", write->change);
    s.write_takes = write_time(s);
    s.write_began[0] = now_;
    return at(now_ + s.write_takes, Event::Kind::AttendWrote, s.index);
  }
  if (const auto* ask = std::get_if<Admission::Ask>(&action)) {
    Request request;
    request.station = s.index;
    request.life = s.life;
    request.desk = s.desk;
    request.check_in = ask->check_in;
    request.number = ask->number;
    request.limit = ask->limit.count();
    const Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
    request.pass = one.pass;
    if (one.only_looks && ask->check_in) violate("a look checked somebody in");
    return send(std::move(request));
  }
  if (const auto* show = std::get_if<Admission::Show>(&action)) {
    s.busy = false;
    s.to_display = true;
    shown(s, *show);
    s.shown_at = now_;
    s.draws_at = std::max(now_ + kFrame, s.frozen_until);
    s.in_slot = s.in_hand;
    s.row_in_slot = show->presentation.check_in;
    at(std::min(s.draws_at, now_ + s.terms.deadline.count()), Event::Kind::Displayed, s.index);
    if (s.draws_at > now_ + kSomebodyWaits) {
      at(now_ + kSomebodyWaits, Event::Kind::Displayed, s.index);
      if (s.draws_at < now_ + kDwell)
        at(s.draws_at, Event::Kind::DrawsLate, s.index, static_cast<std::uint64_t>(s.in_hand));
    }
    if (s.carry_waits) wake_courier(s);
    return reopen(s);
  }
  if (s.busy) {
    s.busy = false;
    reopen(s);
    serve_next(s);
  }
}

void World::displayed(Station& s) {
  // Who was sent to staff by the hand does not see the green that comes when somebody else stands there.
  const bool waits = s.newest >= 0 && s.seen != s.newest;
  const bool drawn = now_ >= s.draws_at;
  const Ms patience = waits ? kSomebodyWaits : s.terms.deadline.count();
  if (!drawn && now_ < s.shown_at + patience) return;
  s.to_display = false;
  s.busy = true;
  const bool seen = drawn && !(s.came_late && waits);
  if (seen) sees_green(s, s.in_slot);
  if (drawn && !seen && s.on_screen == Verdict::Kind::Grant) count(Sometimes::GreenForNobody);
  if (!drawn) {
    count(Sometimes::NeverDrawn);
    say(s.index, "draws nothing");
    // Nobody was told anything: the guest tries again.
    Presentation again = presentations_[static_cast<std::size_t>(s.in_slot)];
    if (again.pass >= 0 && again.tries_left-- > 0) {
      again.served = false;
      again.decoded = now_ + dice_.between(1'000, 20'000);
      presentations_.push_back(again);
      at(again.decoded, Event::Kind::Present, again.station, presentations_.size() - 1);
    }
  }
  attend(s, s.admission->step(Admission::Displayed{seen || USHER_MUTANT(FrozenScreenIsShown)}, clock(s)));
}

/// A guest has a GRANT before their eyes.
void World::sees_green(Station& s, int presentation) {
  if (s.on_screen != Verdict::Kind::Grant) return;
  passes_[static_cast<std::size_t>(presentations_[static_cast<std::size_t>(presentation)].pass)]
      .granted_anywhere = true;
}

/// The screen is back, and the verdict that was given up on still stands in its slot.
void World::draws_late(Station& s, int presentation) {
  if (s.in_slot != presentation || s.to_display || s.busy || s.came_late || now_ < s.frozen_until) return;
  if (s.on_screen != Verdict::Kind::Grant || s.row_in_slot.empty()) return;
  count(Sometimes::DrawnLate);
  say(s.index, "draws the green late");
  sees_green(s, presentation);
  s.drawn_late.push_back(s.row_in_slot);
  s.in_slot = -1;
  if (takes_in_late(s)) return;
}

/// True when there was one, and the desk is busy with it.
bool World::takes_in_late(Station& s) {
  while (!s.drawn_late.empty()) {
    const std::string id = s.drawn_late.back();
    s.drawn_late.pop_back();
    const auto& rows = s.journal.rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const CheckIn& r) { return r.id == id; });
    if (row == rows.end()) continue;
    const auto pass =
        std::find_if(passes_.begin(), passes_.end(), [&](const Pass& p) { return p.code == row->code; });
    const std::pair told(s.index, static_cast<int>(pass - passes_.begin()));
    if (row->shown || USHER_MUTANT(LateDrawingForgotten)) told_late_.insert(told);
    if (row->shown) continue;
    const Admission::Action action = s.admission->step(Admission::DrawnLate{*row}, clock(s));
    if (std::holds_alternative<Admission::Done>(action)) continue;
    s.drawn_late.push_back(id);  // until it is read back as shown: the write may be stale, or refused
    s.busy = true;
    attend(s, action);
    return true;
  }
  return false;
}

void World::wake_courier(Station& s) {
  s.carry_waits = false;
  s.next_carry = Courier::Woke{s.admission->portal_failing()};
  carry(s, s.courier->step(std::exchange(s.next_carry, Courier::Woke{}), clock(s)));
}

void World::carry(Station& s, const Courier::Action& action) {
  s.portal_heard = s.courier->last_heard();
  if (const auto* look = std::get_if<Courier::Look>(&action)) {
    s.next_carry = Courier::Looked{s.journal.changed_since(look->revision)};
    return at(now_, Event::Kind::Carry, s.index);
  }
  if (const auto* write = std::get_if<Courier::Write>(&action)) {
    s.carry_change = write->change;
    s.write_began[1] = now_;
    tell_row(s, "courier", write->change);
    return at(now_ + write_time(s), Event::Kind::CarryWrote, s.index);
  }
  if (const auto* ask = std::get_if<Courier::Ask>(&action)) {
    Request request;
    request.station = s.index;
    request.life = s.life;
    request.by_courier = true;
    s.asked_by_courier = ask->number;
    request.check_in = ask->check_in;
    request.number = ask->number;
    request.limit = ask->limit.count();
    const auto found = std::find_if(passes_.begin(), passes_.end(),
                                    [&](const Pass& pass) { return pass.code == ask->pass.code; });
    request.pass = static_cast<int>(found - passes_.begin());
    return send(std::move(request));
  }
  if (std::holds_alternative<Courier::Probe>(action)) {
    const Trouble trouble = throw_trouble(s, -1, false);
    const bool well = trouble == Trouble::None || trouble == Trouble::Slow || trouble == Trouble::Blocked;
    s.next_carry = Courier::Probed{well ? PortalResult<bool>(true)
                                        : PortalResult<bool>(Failure{Failure::Kind::NotSent, 0, "", {}, {}})};
    return at(now_ + dice_.between(10, well ? 300 : 3000), Event::Kind::ProbeBack, s.index);
  }
  if (std::holds_alternative<Courier::FetchRoster>(action)) return fetch_roster(s);
  s.carry_waits = true;
  const Tick until = std::get<Courier::Wait>(action).until;
  const Ms wait = std::max<Ms>(1, (until - clock(s).tick).count());
  at(now_ + wait, Event::Kind::CarryWakes, s.index, ++s.carry_wait);
}

}  // namespace usher::sim
