// What no station can see: whose commit it was, who was shown what, who was turned away. It judges every
// screen and, long after the faults stopped, every row.

#include <algorithm>

#include "mutant.hpp"
#include "world.hpp"

namespace usher::sim {

namespace {

bool is_listed(const CheckIn& row) {
  return row.state == CheckIn::State::Exception;
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
                                    "double admission",
                                    "ambiguous echo",
                                    "another station's lost answer",
                                    "outsider",
                                    "echo told in another boot"};
  static_assert(std::size(kWords) == static_cast<std::size_t>(Sometimes::Count));
  return kWords[static_cast<std::size_t>(what)];
}

void World::shown(Station& s, const Admission::Show& show) {
  Presentation& one = presentations_[static_cast<std::size_t>(s.in_hand)];
  const Verdict& verdict = show.verdict;
  one.served = true;
  say(s.index, "shows ", verdict_word(verdict.kind), " ", verdict.code);

  if (now_ > one.decoded + s.terms.deadline.count() + 250) violate("I5: a verdict came late");
  const bool storage = std::find(verdict.reasons.begin(), verdict.reasons.end(), Reason::StorageTrouble) ==
                       verdict.reasons.end();
  // A hint that somebody's link is no pass needs no record when there is no disk to have one.
  const bool recordable = storage && !(s.journal.broken && verdict.kind == Verdict::Kind::NotAPass);
  const auto* record = s.journal.record(show.presentation.id);
  if (recordable && (record == nullptr || !record->decided || record->verdict != verdict.kind)) {
    violate(is_entry(verdict) ? "I1: GRANT on the screen and not in the journal"
                              : "I9: no record of what was shown");
  }
  if (one.pass < 0) {
    count(Sometimes::NotAPass);
    if (verdict.kind != Verdict::Kind::NotAPass) violate("not a pass became a verdict");
    return;
  }

  Pass& pass = passes_[static_cast<std::size_t>(one.pass)];
  if (verdict.code != pass.code) violate("I6: the verdict is about another pass");
  const bool first_ever = pass.presented++ == 0;
  const auto before = std::pair(s.index, one.pass);
  switch (verdict.kind) {
    case Verdict::Kind::Grant: {
      count(verdict.recorded == Verdict::Recorded::Portal ? Sometimes::GrantPortal : Sometimes::GrantQueued);
      const auto& rows = s.journal.rows();
      const auto row = std::find_if(rows.begin(), rows.end(),
                                    [&](const CheckIn& r) { return r.code == pass.code && r.granted; });
      if (row == rows.end()) violate("I1: GRANT on the screen and no row in the journal");
      if (!granted_.insert(before).second) violate("I2: one station granted a pass twice");
      const bool flagged = s.terms.policy.unknown_offline == Policy::UnknownOffline::AdmitAndFlag &&
                           roster_of(s, pass.code).empty();
      if (!pass.ever_eligible && !flagged) violate("I7: a pass that was never eligible got in");
      const bool other = pass.kind == Pass::Kind::OtherEvent || pass.kind == Pass::Kind::Forged;
      if (other && !flagged) violate("I7: another event's or a forged pass got in");
      if (row != rows.end() && row->reckoning == Reckoning::Echo) count(Sometimes::GrantByEcho);
      pass.granted_anywhere = true;
      break;
    }
    case Verdict::Kind::AlreadyIn:
      count(verdict.basis == Verdict::Basis::Journal ? Sometimes::AlreadyInOwn : Sometimes::AlreadyInPortal);
      if (!pass.granted_anywhere && pass.committed_by == s.index) {
        violate("I3: a guest whose own lost answer did it was told ALREADY IN");
      }
      if (!pass.granted_anywhere && pass.committed_by == kNobody)
        violate("I3: ALREADY IN, and nobody ever was");
      // Another station lost its answer and sent the guest away: without a ledger nobody here can know.
      if (!pass.granted_anywhere && pass.committed_by >= 0) count(Sometimes::ForeignLostAnswer);
      break;
    case Verdict::Kind::Deny:
      count(Sometimes::Deny);
      break;
    case Verdict::Kind::WrongEvent:
      count(Sometimes::WrongEvent);
      if (pass.kind != Pass::Kind::OtherEvent) violate("WRONG EVENT for a pass of ours");
      break;
    case Verdict::Kind::NotFound:
      count(Sometimes::NotFound);
      break;
    case Verdict::Kind::Hold:
      count(Sometimes::Hold);
      if (std::find(verdict.reasons.begin(), verdict.reasons.end(), Reason::EarlierAttemptUndecided) !=
          verdict.reasons.end()) {
        count(Sometimes::HoldUndecided);
      }
      break;
    case Verdict::Kind::WrongGate:
      violate("WRONG GATE without a gate");
      break;
    case Verdict::Kind::NotAPass:
      violate("a pass was taken for something else");
      break;
  }

  // I8: doing nothing would keep every other promise.
  const auto listed = roster_of(s, pass.code);
  const bool good = pass.kind == Pass::Kind::Good && pass.cancelled_at < 0 &&
                    (pass.committed_by == kNobody || pass.committed_by == s.index) && listed.size() == 1 &&
                    standing_of(listed.front()).kind == Standing::Kind::Eligible;
  const bool own_trouble = !storage || tried_.contains(before);
  tried_.insert(before);
  if (good && first_ever && !own_trouble && verdict.kind != Verdict::Kind::Grant) {
    violate("I8: a good pass was not granted");
  }
  people_react(s, s.in_hand, verdict);
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
