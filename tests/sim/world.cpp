#include "world.hpp"

#include <algorithm>

#include "desk/engine/mutant.hpp"

namespace usher::sim {

namespace {

std::string code_of(int number) {
  std::string code = "EVT-A00000000000";
  for (std::size_t i = 15; number > 0; --i, number /= 10) code[i] = static_cast<char>('0' + number % 10);
  return code;
}

Registration registration(const std::string& id, const std::string& code) {
  Registration r;
  r.id = id;
  r.code = code;
  r.registration_status = "confirmed";
  r.payment_status = "paid";
  r.attendance_status = "not_arrived";
  return r;
}

}  // namespace

World::World(std::uint64_t seed, bool trace) : dice_(seed), trace_(trace) {
  requests_.reserve(256);
  plan();
}

void World::at(Ms when, Event::Kind kind, int station, std::uint64_t what) {
  const int life = stations_[static_cast<std::size_t>(station)].life;
  if (kind == Event::Kind::Present) ++guests_to_come_;
  queue_.push({when, ++events_, kind, station, life, what});
}

void World::tell(int station, const std::string& line) {
  std::string when = std::to_string(now_);
  when.insert(0, when.size() < 7 ? 7 - when.size() : 0, ' ');
  told_ += when + "  " + (station < 0 ? std::string("-") : std::to_string(station)) + "  " + line + "\n";
}

void World::violate(const std::string& what) {
  if (violation_.empty()) violation_ = what;
  say(-1, "VIOLATION ", what);
}

void World::plan() {
  event_.id = "77";
  event_.name = "Conference";
  event_.starts = Wall(milliseconds(kEpoch));
  // The portal's clock is right by definition; ours may be years away.
  portal_skew_ = dice_.between(-3'600'000, 3'600'000);

  Policy policy;
  policy.decide = dice_.chance(50) ? Policy::Decide::PortalFirst : Policy::Decide::LocalFirst;
  policy.unknown_offline =
      dice_.chance(25) ? Policy::UnknownOffline::AdmitAndFlag : Policy::UnknownOffline::Hold;
  const auto count = static_cast<std::size_t>(dice_.between(1, 3));
  stations_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    Station& s = stations_[i];
    s.index = static_cast<int>(i);
    s.terms.station = "door-" + std::to_string(i);
    s.terms.event = event_;
    s.terms.policy = policy;
    s.terms.deadline = milliseconds(dice_.between(600, 1500));
    s.wall_skew =
        dice_.chance(40) ? dice_.between(-100'000'000'000, 100'000'000'000) : dice_.between(-60'000, 60'000);
    s.journal.syncs = !USHER_MUTANT(CommitWithoutSync);
  }
  for (std::size_t i = 0; i < count; ++i) at(0, Event::Kind::Start, static_cast<int>(i));
  const auto passes = static_cast<int>(dice_.between(3, 8));
  plan_staff();
  for (int i = 0; i < passes; ++i) plan_pass(i);
  if (dice_.chance(10)) plan_group(passes);
  plan_faults();
}

void World::plan_pass(int index) {
  Pass pass;
  pass.code = code_of(index + 1);
  pass.books = registration("r" + std::to_string(index), pass.code);
  const std::int64_t kind = dice_.between(0, 99);
  if (kind < 62) {
    pass.kind = Pass::Kind::Good;
  } else if (kind < 72) {
    pass.kind = Pass::Kind::Refused;
    if (dice_.chance(50)) {
      pass.books.registration_status = "cancelled";
    } else {
      pass.books.payment_status = "pending";
    }
    // Paid at the desk meanwhile: the roster is old, and the portal grants.
    if (dice_.chance(60)) pass.cancelled_at = -2 - dice_.between(0, 60'000);
  } else if (kind < 79) {
    pass.kind = Pass::Kind::OtherEvent;
  } else if (kind < 84) {
    pass.kind = Pass::Kind::Forged;
  } else if (kind < 87) {
    pass.kind = Pass::Kind::Doubled;
    pass.namesake = registration("n" + std::to_string(index), pass.code);
  } else if (kind < 96) {
    pass.kind = Pass::Kind::Late;
    pass.registered = dice_.between(5'000, 90'000);
    pass.appears = pass.registered + dice_.between(0, 15'000);
  } else {
    pass.kind = Pass::Kind::BadRow;
  }
  pass.books.ticket_type = dice_.chance(15) ? "vip" : "standard";
  pass.ever_eligible = standing_of(pass.books).kind == Standing::Kind::Eligible;
  const bool bound = pass.kind != Pass::Kind::OtherEvent && pass.kind != Pass::Kind::Forged;
  if (pass.kind == Pass::Kind::Good && dice_.chance(12)) {
    at(dice_.between(0, 100'000), Event::Kind::Outsider, 0, static_cast<std::uint64_t>(index));
  }
  if (pass.kind == Pass::Kind::Good && dice_.chance(8)) {
    at(dice_.between(0, 100'000), Event::Kind::Cancel, 0, static_cast<std::uint64_t>(index));
  }
  if (pass.cancelled_at < -1) {
    at(-pass.cancelled_at, Event::Kind::Cancel, 0, static_cast<std::uint64_t>(index));  // here: becomes paid
  }
  passes_.push_back(std::move(pass));

  const int copies = bound && dice_.chance(30) ? 2 : 1;
  for (int i = 0; i < copies; ++i) {
    Presentation one;
    one.pass = index;
    one.station = static_cast<int>(dice_.between(0, static_cast<std::int64_t>(stations_.size()) - 1));
    one.decoded = dice_.between(500, 100'000);
    one.tries_left = static_cast<int>(dice_.between(1, 4));
    if (dice_.chance(8)) one.source = Scan::Source::Hand;
    presentations_.push_back(one);
    at(one.decoded, Event::Kind::Present, one.station, presentations_.size() - 1);
    // Trouble is aimed: half of the crashes fall within the two seconds of somebody's attempt.
    if (dice_.chance(15)) {
      at(one.decoded + dice_.between(1, 2000), dice_.chance(50) ? Event::Kind::Crash : Event::Kind::PowerCut,
         one.station);
    }
  }
  if (dice_.chance(10)) {
    Presentation other;
    other.decoded = dice_.between(500, 100'000);
    presentations_.push_back(other);
    at(other.decoded, Event::Kind::Present, 0, presentations_.size() - 1);
  }
}

void World::plan_faults() {
  for (const Station& s : stations_) {
    for (Ms when = dice_.between(0, 10'000); when < kFaultsEnd; when += dice_.between(3'000, 40'000)) {
      // 0: any link. Now and then it is down for so long that nothing sent before can still be under way.
      const bool long_outage = dice_.chance(5);
      if (long_outage) count(Sometimes::LongOutage);
      at(when, Event::Kind::LinkChanges, s.index, long_outage ? 3 : 0);
      if (long_outage) when += dice_.between(60'000, 110'000);
    }
    at(kFaultsEnd, Event::Kind::LinkChanges, s.index);
    if (dice_.chance(20)) {
      const Ms when = dice_.between(1'000, 100'000);
      at(when, Event::Kind::DiskChanges, s.index, 1);
      at(when + dice_.between(500, 15'000), Event::Kind::DiskChanges, s.index, 0);
    }
    if (dice_.chance(10)) {
      const Ms when = dice_.between(1'000, 100'000);
      at(when, Event::Kind::DiskSlows, s.index, static_cast<std::uint64_t>(dice_.between(200, 5'000)));
      at(when + dice_.between(5'000, 40'000), Event::Kind::DiskSlows, s.index, 0);
    }
    if (dice_.chance(15)) {
      at(dice_.between(1'000, 100'000), Event::Kind::ScreenFreezes, s.index,
         static_cast<std::uint64_t>(dice_.chance(50) ? dice_.between(200, 3'000)
                                                     : dice_.between(3'000, 30'000)));
    }
    if (dice_.chance(20)) {
      at(dice_.between(1'000, 110'000), dice_.chance(50) ? Event::Kind::Crash : Event::Kind::PowerCut,
         s.index);
    }
    if (dice_.chance(20)) at(dice_.between(1'000, 110'000), Event::Kind::ClockJump, s.index);
    if (!s.journal.syncs) {
      for (Ms when = 5'000; when < kFaultsEnd; when += 5'000) at(when, Event::Kind::Flush, s.index);
    }
  }
}

/// The faults are over, everybody was here, and nothing is on its way: what follows is the same for ever.
bool World::quiet() const {
  if (faults() || guests_to_come_ > 0) return false;
  const auto is_settled = [](const CheckIn& row) {
    return row.state == CheckIn::State::Closed || row.state == CheckIn::State::Exception;
  };
  return std::all_of(stations_.begin(), stations_.end(), [&](const Station& s) {
    return s.up && !s.busy && !s.to_display && s.carry_waits &&
           std::all_of(s.journal.rows().begin(), s.journal.rows().end(), is_settled);
  });
}

std::string World::run() {
  while (!queue_.empty() && violation_.empty()) {
    const Event event = queue_.top();
    if (event.at > kEnd || quiet()) break;
    queue_.pop();
    now_ = event.at;
    handle(event);
    for (const Station& s : stations_) {
      if (!s.journal.violation.empty()) violate(s.journal.violation);
    }
  }
  if (violation_.empty()) final_look();
  return violation_;
}

void World::handle(const Event& event) {
  Station& s = stations_[static_cast<std::size_t>(event.station)];
  const bool mine = s.up && event.life == s.life;  // of this life of the station
  switch (event.kind) {
    case Event::Kind::Present:
      --guests_to_come_;
      return present(static_cast<int>(event.what));
    case Event::Kind::Attend:
      if (mine) attend(s, s.admission->step(std::exchange(s.next_attend, Admission::Displayed{}), clock(s)));
      return;
    case Event::Kind::AttendWrote:
      if (!mine) return;
      if (s.journal.broken) s.to_reopen = true;
      s.last_write = s.write_takes;
      if (s.write_takes > kQuickWrite) s.disk_lost += s.write_takes;
      return attend(s, s.admission->step(Admission::Wrote{write_down(s, false)}, clock(s)));
    case Event::Kind::Carry:
      if (mine) carry(s, s.courier->step(std::exchange(s.next_carry, Courier::Woke{}), clock(s)));
      return;
    case Event::Kind::CarryWrote: {
      if (!mine) return;
      const Written written = write_down(s, true);
      if (written.kind == Written::Kind::Stale) count(Sometimes::StaleWrite);
      return carry(s, s.courier->step(Courier::Wrote{written}, clock(s)));
    }
    case Event::Kind::CarryWakes:
      if (mine && s.carry_waits && event.what == s.carry_wait) wake_courier(s);
      return;
    case Event::Kind::Arrives:
      return arrives(requests_[event.what]);
    case Event::Kind::AnswerBack:
      return answer_back(event.what);
    case Event::Kind::GivesUp:
      return gives_up(event.what);
    case Event::Kind::RosterBack:
    case Event::Kind::ProbeBack:
      if (mine) carry(s, s.courier->step(std::exchange(s.next_carry, Courier::Woke{}), clock(s)));
      return;
    case Event::Kind::Crash:
      if (mine && faults()) stop(s, false);
      return;
    case Event::Kind::PowerCut:
      if (mine && faults()) stop(s, true);
      return;
    case Event::Kind::Start:
      if (!s.up) start(s);
      return;
    case Event::Kind::Displayed:
      if (mine && !s.busy) s.to_display ? displayed(s) : serve_next(s);
      return;
    case Event::Kind::LinkChanges:
      s.link = !faults()        ? 0
               : event.what > 0 ? static_cast<int>(event.what)
                                : static_cast<int>(dice_.between(0, 7));
      if (s.link == 3) count(Sometimes::LinkDown);
      return say(s.index, "link ", std::to_string(s.link));
    case Event::Kind::DiskChanges:
      s.disk_bad = event.what == 1;
      s.journal.broken = s.disk_bad;
      // After a failed fsync nobody knows: the write that was refused may be on disk all the same.
      s.journal.keeps_refused = s.disk_bad && dice_.chance(50);
      if (s.disk_bad) count(Sometimes::DiskTrouble);
      say(s.index, s.disk_bad ? "disk refuses" : "disk is well");
      return reopen(s);
    case Event::Kind::DiskSlows:
      s.disk_slow = static_cast<Ms>(event.what);
      if (s.disk_slow > 0) count(Sometimes::DiskSlow);
      return say(s.index, "a commit takes up to ", std::to_string(s.disk_slow), " ms");
    case Event::Kind::ScreenFreezes:
      s.frozen_until = now_ + static_cast<Ms>(event.what);
      return say(s.index, "the screen hangs for ", std::to_string(event.what), " ms");
    case Event::Kind::DrawsLate:
      if (mine) draws_late(s, static_cast<int>(event.what));
      return;
    case Event::Kind::Outsider: {
      Pass& pass = passes_[event.what];
      if (standing_of(pass.books).kind == Standing::Kind::Eligible) {
        count(Sometimes::Outsider);
        commit(static_cast<int>(event.what), kOutsider);
      }
      return;
    }
    case Event::Kind::Cancel: {
      Pass& pass = passes_[event.what];
      if (pass.kind == Pass::Kind::Refused) {
        pass.books.registration_status = "confirmed";
        pass.books.payment_status = "paid";
        pass.ever_eligible = true;
      } else {
        pass.books.registration_status = "cancelled";
        pass.cancelled_at = now_;
      }
      pass.listed.reset();
      return say(-1, pass.code, " is now ", pass.books.registration_status);
    }
    case Event::Kind::TakeBack:
      if (s.up) take_back(s, static_cast<int>(event.what));
      return;
    case Event::Kind::ClosesException:
      if (s.up) close_an_exception(s);
      return;
    case Event::Kind::Renames:
      return rename();
    case Event::Kind::Flush:
      return s.journal.flush();
    case Event::Kind::ClockJump:
      count(Sometimes::ClockJumped);
      s.wall_skew += dice_.between(-10'000'000'000, 10'000'000'000);
      return;
  }
}

}  // namespace usher::sim
