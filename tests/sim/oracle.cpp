// What no station can see: whose commit it was, who was shown what, who was turned away. It judges every
// screen and, long after the faults stopped, every row.

#include <algorithm>

#include "desk/engine/mutant.hpp"
#include "world.hpp"

namespace usher::sim {

namespace {

bool is_listed(const CheckIn& row) {
  return row.state == CheckIn::State::Exception || (!row.closed_by.empty() && !row.undone);
}

}  // namespace

const char* sometimes_word(Sometimes what) {
  constexpr const char* kWords[] = {"grant by the portal",
                                    "grant queued",
                                    "already in by our journal",
                                    "already in by the portal",
                                    "deny",
                                    "wrong event",
                                    "not found",
                                    "hold",
                                    "hold: earlier attempt undecided",
                                    "not a pass",
                                    "grant by echo",
                                    "closed ECHO",
                                    "DUPLICATE",
                                    "LATE_DENY",
                                    "UNKNOWN",
                                    "NOT_RECORDED",
                                    "PARKED",
                                    "CONFIRMED",
                                    "attempt without entry recorded",
                                    "attempt without entry over",
                                    "crash",
                                    "power cut",
                                    "crash while asking",
                                    "lost answer",
                                    "request arrived after its asker gave up",
                                    "stale write",
                                    "disk trouble",
                                    "link down",
                                    "recorded long after its asker gave up",
                                    "answer doubled on its way",
                                    "link down for a minute and more",
                                    "429",
                                    "403",
                                    "answer about somebody else",
                                    "another guest's good answer",
                                    "a look that says it checked in",
                                    "double admission",
                                    "ambiguous echo",
                                    "another station's lost answer",
                                    "outsider",
                                    "echo told in another boot",
                                    "wrong gate",
                                    "only looked: training, or an ID is asked for",
                                    "checked in by hand",
                                    "taken back",
                                    "too late to take back",
                                    "exception closed by a person",
                                    "event renamed",
                                    "wrong event, for a station that has the old name",
                                    "clock jumped",
                                    "write refused, and on disk all the same",
                                    "crash between commit and screen",
                                    "404 for a pass that the index did not have yet",
                                    "disk slow",
                                    "green later than the hand",
                                    "late green, and somebody else there by then",
                                    "verdict that a frozen screen never drew",
                                    "green drawn after it was given up on"};
  static_assert(std::size(kWords) == static_cast<std::size_t>(Sometimes::Count));
  return kWords[static_cast<std::size_t>(what)];
}

void World::shown(Station& s, const Admission::Show& show) {
  Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
  const Verdict& verdict = show.verdict;
  one.served = true;
  say(s.index, "shows ", verdict_word(verdict.kind), " ", verdict.code);

  // In time, or else the hand was there in time (`scene_at`): only a disk may keep back what comes then.
  const Ms due = one.decoded + s.terms.deadline.count() + 250;
  s.came_late = now_ > due;
  s.on_screen = verdict.kind;
  if (s.came_late && is_entry(verdict)) count(Sometimes::LateGreen);
  if (now_ > due + s.disk_lost - one.disk_lost) violate("I5: a verdict came late");
  if (s.writes > 1 && s.write_before > s.terms.deadline.count())
    violate("I5: a disk that takes all the time was asked twice");
  const bool storage = std::find(verdict.reasons.begin(), verdict.reasons.end(), Reason::StorageTrouble) ==
                       verdict.reasons.end();
  look_at_record(s, show, storage);
  if (one.pass >= 0) return look_at_verdict(s, verdict, storage);
  count(Sometimes::NotAPass);
  if (verdict.kind != Verdict::Kind::NotAPass) violate("not a pass became a verdict");
}

/// I9, and that looking only looks.
void World::look_at_record(const Station& s, const Admission::Show& show, bool storage) {
  const Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
  const auto* record = s.journal.record(show.presentation.id);
  if (one.only_looks) {
    count(Sometimes::OnlyLooked);
    if (record != nullptr) violate("a look left a record");
    if (show.verdict.recorded != Verdict::Recorded::No) violate("a look says that it was recorded");
    return;
  }
  if (one.source == Scan::Source::Hand) count(Sometimes::ByHand);
  // A hint that somebody's link is no pass needs no record when there is no disk to have one.
  if (!storage || (s.journal.broken && show.verdict.kind == Verdict::Kind::NotAPass)) return;
  if (record == nullptr || !record->decided || record->verdict != show.verdict.kind ||
      record->source != one.source) {
    violate(is_entry(show.verdict) ? "I1: GRANT on the screen and not in the journal"
                                   : "I9: no record of what was shown");
  }
}

void World::look_at_verdict(Station& s, const Verdict& verdict, bool storage) {
  const Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
  Pass& pass = passes_[static_cast<std::size_t>(one.pass)];
  if (verdict.code != pass.code) violate("I6: the verdict is about another pass");
  const bool first_ever = pass.presented++ == 0;
  const bool at_its_gate = s.terms.policy.ticket_types.empty() || pass.books.ticket_type == "standard";
  switch (verdict.kind) {
    case Verdict::Kind::Grant:
      look_at_grant(s, one, verdict);
      break;
    case Verdict::Kind::AlreadyIn:
      look_at_already_in(s, pass, verdict);
      break;
    case Verdict::Kind::Deny:
      count(Sometimes::Deny);
      break;
    case Verdict::Kind::WrongEvent: {
      const bool renamed = may_have_old_name(s);
      count(renamed ? Sometimes::WrongEventWhileRenamed : Sometimes::WrongEvent);
      if (pass.kind != Pass::Kind::OtherEvent && !renamed) violate("WRONG EVENT for a pass of ours");
      break;
    }
    case Verdict::Kind::NotFound:
      count(Sometimes::NotFound);
      break;
    case Verdict::Kind::Hold:
      count(Sometimes::Hold);
      if (std::find(verdict.reasons.begin(), verdict.reasons.end(), Reason::EarlierAttemptUndecided) !=
          verdict.reasons.end()) {
        count(Sometimes::HoldUndecided);
        if (told_late_.contains({s.index, one.pass}))
          violate("a guest whose green was drawn late is sent to staff");
      }
      break;
    case Verdict::Kind::WrongGate:
      count(Sometimes::WrongGate);
      if (at_its_gate) violate("WRONG GATE for a ticket of this gate");
      break;
    case Verdict::Kind::NotAPass:
    case Verdict::Kind::kCount:
      violate("a pass was taken for something else");
      break;
  }

  // I8: doing nothing would keep every other promise. The roster knows a pass when it is looked at; another
  // may have come while the portal was asked.
  const auto listed = s.was_listed ? roster_of(s, pass.code) : std::vector<Registration>{};
  const std::pair before(s.index, one.pass);
  const bool good = pass.kind == Pass::Kind::Good && pass.cancelled_at < 0 && at_its_gate &&
                    (pass.committed_by == kNobody || pass.committed_by == s.index) && listed.size() == 1 &&
                    standing_of(listed.front()).kind == Standing::Kind::Eligible;
  const bool own_trouble = !storage || tried_.contains(before);
  tried_.insert(before);
  if (good && first_ever && !own_trouble && verdict.kind != Verdict::Kind::Grant) {
    violate("I8: a good pass was not granted");
  }
  if (one.only_looks && is_entry(verdict)) return confirm_by_hand(one);
  people_react(s, s.in_hand, verdict);
}

void World::look_at_grant(Station& s, const Presentation& one, const Verdict& verdict) {
  Pass& pass = passes_[static_cast<std::size_t>(one.pass)];
  // By the roster as it was then: another may have come while the portal was asked.
  const bool flagged =
      s.terms.policy.unknown_offline == Policy::UnknownOffline::AdmitAndFlag && !s.was_listed;
  if (!pass.ever_eligible && !flagged) violate("I7: a pass that was never eligible got in");
  const bool other = pass.kind == Pass::Kind::OtherEvent || pass.kind == Pass::Kind::Forged;
  if (other && !flagged) violate("I7: another event's or a forged pass got in");
  const bool at_its_gate = s.terms.policy.ticket_types.empty() || pass.books.ticket_type == "standard";
  if (!at_its_gate && !flagged) violate("another gate's ticket got in");
  if (one.only_looks) return;

  count(verdict.recorded == Verdict::Recorded::Portal ? Sometimes::GrantPortal : Sometimes::GrantQueued);
  const auto& rows = s.journal.rows();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const CheckIn& r) { return r.code == pass.code && r.granted; });
  if (row == rows.end()) violate("I1: GRANT on the screen and no row in the journal");
  if (!granted_.insert({s.index, one.pass}).second) violate("I2: one station granted a pass twice");
  if (row != rows.end() && row->reckoning == Reckoning::Echo) count(Sometimes::GrantByEcho);
  if (dice_.chance(5)) {
    at(now_ + dice_.between(200, 5'000), Event::Kind::TakeBack, s.index,
       static_cast<std::uint64_t>(one.pass));
  }
}

void World::look_at_already_in(const Station& s, const Pass& pass, const Verdict& verdict) {
  count(verdict.basis == Verdict::Basis::Journal ? Sometimes::AlreadyInOwn : Sometimes::AlreadyInPortal);
  if (pass.granted_anywhere) return;
  if (pass.committed_by == s.index) violate("I3: a guest whose own lost answer did it was told ALREADY IN");
  if (pass.committed_by == kNobody) violate("I3: ALREADY IN, and nobody ever was");
  // Another station lost its answer and sent the guest away: without a ledger nobody here can know.
  if (pass.committed_by >= 0) count(Sometimes::ForeignLostAnswer);
}

/// Until its next roster a station takes the event's new name for another event's; and answers with the old
/// one may be on their way when it comes.
bool World::may_have_old_name(const Station& s) const {
  constexpr Ms kOnItsWay = 12'000;
  return renamed_at_ >= 0 && (s.event_learnt < renamed_at_ || now_ < s.event_learnt + kOnItsWay);
}

/// A pass of ours is not set aside as another event's, once the station had the time to hear its event's
/// name.
void World::look_at_parked(const Station& s, const Change& change) {
  const CheckIn& row = *change.check_in;
  if (row.state != CheckIn::State::Exception || row.note.find("it is a pass of") == std::string::npos) return;
  const auto pass =
      std::find_if(passes_.begin(), passes_.end(), [&](const Pass& p) { return p.code == row.code; });
  if (pass->kind != Pass::Kind::OtherEvent && !may_have_old_name(s))
    violate("our own event was taken for another");
}

/// Who is not let in tries again; who is let in may have a friend with a copy.
void World::people_react(Station& s, int index, const Verdict& verdict) {
  Presentation again = presentations_[static_cast<std::size_t>(index)];
  if (again.tries_left-- <= 0 || !dice_.chance(60)) return;
  again.served = false;
  const bool in = verdict.kind == Verdict::Kind::Grant;
  again.decoded = now_ + (in ? dice_.between(1'000, 60'000) : dice_.between(2'000, 25'000));
  if (dice_.chance(in ? 60 : 20)) {
    again.station = static_cast<int>(dice_.between(0, static_cast<std::int64_t>(stations_.size()) - 1));
  } else {
    again.station = s.index;
  }
  presentations_.push_back(again);
  at(again.decoded, Event::Kind::Present, again.station, presentations_.size() - 1);
}

/// The faults are long over. Every admission is at the portal or on a list; every word the rows say is true.
void World::final_look() {
  for (const auto& [station, index] : granted_) {
    look_at_row(stations_[static_cast<std::size_t>(station)], passes_[static_cast<std::size_t>(index)]);
  }
  for (const Station& s : stations_) {
    for (const CheckIn& row : s.journal.rows()) {
      const auto pass =
          std::find_if(passes_.begin(), passes_.end(), [&](const Pass& p) { return p.code == row.code; });
      const bool may_wait = pass->kind == Pass::Kind::BadRow;
      if (row.state == CheckIn::State::Live) violate("I1: a row is held by nobody: " + row.code);
      if (row.state == CheckIn::State::Waiting && !may_wait) violate("I4: a row still waits: " + row.code);
      if (row.reckoning == Reckoning::Echo) count(Sometimes::Echo);
      if (row.reckoning == Reckoning::Confirmed) count(Sometimes::Confirmed);
      if (!row.granted && is_listed(row)) count(Sometimes::AttemptRecorded);
      if (!row.granted && row.reckoning == Reckoning::NotRecorded) count(Sometimes::AttemptOver);
      if (!is_listed(row)) continue;
      if (row.reckoning == Reckoning::Duplicate) count(Sometimes::Duplicate);
      if (row.reckoning == Reckoning::LateDeny) count(Sometimes::LateDeny);
      if (row.reckoning == Reckoning::Unknown) count(Sometimes::Unknown);
      if (row.reckoning == Reckoning::NotRecorded) count(Sometimes::NotRecorded);
      if (row.reckoning == Reckoning::Parked) count(Sometimes::Parked);
    }
  }
}

void World::look_at_row(const Station& s, const Pass& pass) {
  const auto& rows = s.journal.rows();
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const CheckIn& r) { return r.code == pass.code && r.granted; });
  if (found == rows.end()) return violate("I1: an admission is lost: " + pass.code);
  const CheckIn& row = *found;
  const int index = static_cast<int>(&pass - passes_.data());
  if (pass.committed_by == s.index) {
    // Ours. It may stand on the list only where nobody could tell: sent in a boot that never heard the
    // portal's clock.
    const auto known = [&](const UnansweredSends& sends) {
      return sends.first.boot == s.boot || s.journal.offset(sends.first.boot).has_value();
    };
    const bool could_tell = std::all_of(row.unanswered.begin(), row.unanswered.end(), known);
    if (is_listed(row) && row.reckoning == Reckoning::Duplicate && could_tell) {
      violate("I3: our own check-in was taken for somebody else's: " + pass.code);
    }
    if (row.reckoning == Reckoning::Echo && !row.unanswered.empty() &&
        row.unanswered.front().first.boot != s.boot) {
      count(Sometimes::OtherBootEcho);
    }
    return;
  }
  const bool waits = row.state == CheckIn::State::Waiting && pass.kind == Pass::Kind::BadRow;
  if (pass.committed_by == kNobody) {
    if (!is_listed(row) && !waits)
      violate("I1: admitted, and neither at the portal nor listed: " + pass.code);
    return;
  }
  // Somebody else's check-in, and admitted here: twice.
  count(Sometimes::DoubleAdmission);
  if (is_listed(row)) return;
  // Both lost an answer at the same time, and the portal's document has no word on whose check-in it was.
  if (row.reckoning == Reckoning::Echo && may_be_echo(s.index, index)) return count(Sometimes::AmbiguousEcho);
  violate("I2: a double admission is not listed: " + pass.code);
}

}  // namespace usher::sim
