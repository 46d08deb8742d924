#include "usher/desk/engine/check_in.hpp"

#include "mutant.hpp"
#include "usher/core/masked.hpp"

namespace usher {

namespace {

// Sends less than this apart are kept as one stretch: the minutes in which each of them may be recorded touch
// (core/verdict.cpp), so that the stretch explains no more than they do.
constexpr milliseconds kOneStretch{60'000};
// A row stays within a page of its file. No morning has so many stretches; the last is made longer then.
constexpr std::size_t kMostStretches = 8;

/// As durations where this boot saw them leave, and by the portal's clock where anybody heard that.
LostSends lost(const UnansweredSends& sends, const std::string& boot, Tick now) {
  LostSends lost;
  if (sends.first.boot == boot && !boot.empty()) lost.age = now - sends.first.tick;
  lost.by_portal = sends.first_by_portal;
  if (sends.last) lost.lasted = *sends.last - sends.first.tick;
  if (USHER_MUTANT(EchoNeverEnds)) lost.lasted.reset();
  if (USHER_MUTANT(WallClock)) {
    lost.age.reset();
    lost.by_portal = sends.first.wall;
  }
  return lost;
}

std::string who(const CheckIn& row) {
  return row.guest.empty() ? masked_code(row.code) : row.guest + " (" + masked_code(row.code) + ")";
}

}  // namespace

std::string_view state_word(CheckIn::State state) {
  switch (state) {
    case CheckIn::State::Live:
    case CheckIn::State::Waiting:
      return "waiting";
    case CheckIn::State::Exception:
      return "exception";
    case CheckIn::State::Closed:
    case CheckIn::State::kCount:
      return "closed";
  }
  return "waiting";
}

bool is_at_portal(const CheckIn& row) {
  return row.reckoning == Reckoning::Confirmed || row.reckoning == Reckoning::Echo;
}

bool is_about(const Answer& answer, const CheckIn& row) {
  return !answer.registration || row.registration.empty() || answer.registration->id == row.registration;
}

void note_verdict(Presentation& record, const Verdict& verdict) {
  record.verdict = verdict.kind;
  record.basis = verdict.basis;
  record.recorded = verdict.recorded;
  record.reasons = verdict.reasons;
  record.checked_in_at = verdict.checked_in_at;
  record.where = verdict.checked_in_where;
  if (verdict.kind == Verdict::Kind::WrongEvent) record.event = verdict.other_event;
  if (!verdict.registration) return;
  record.registration = verdict.registration->id;
  record.attendee_name = display_name(*verdict.registration);
  record.company = verdict.registration->company;
  record.ticket_type = verdict.registration->ticket_type;
}

Verdict verdict_of(const Presentation& record) {
  Verdict verdict;
  verdict.kind = record.verdict;
  verdict.basis = record.basis;
  verdict.recorded = record.recorded;
  verdict.reasons = record.reasons;
  verdict.code = record.code;
  verdict.checked_in_at = record.checked_in_at;
  verdict.checked_in_where = record.where;
  verdict.registration = Registration{.id = record.registration,
                                      .attendee_name = record.attendee_name,
                                      .company = record.company,
                                      .ticket_type = record.ticket_type};
  return verdict;
}

void note_send(CheckIn& row, const Moment& now, const std::optional<Wall>& portal) {
  ++row.attempts;
  if (!row.unanswered.empty()) {
    UnansweredSends& newest = row.unanswered.back();
    const bool near = newest.last && now.tick - *newest.last <= kOneStretch;
    if (newest.first.boot == now.boot && (near || row.unanswered.size() >= kMostStretches)) {
      newest.last = now.tick;
      return;
    }
  }
  row.unanswered.push_back({now, now.tick, portal});
}

void note_portal_clock(CheckIn& row,
                       const std::function<std::optional<milliseconds>(const std::string&)>& offset) {
  for (UnansweredSends& sends : row.unanswered) {
    sends.first_by_portal.reset();
    if (const auto known = offset(sends.first.boot)) {
      sends.first_by_portal = Wall(sends.first.tick.time_since_epoch() + *known);
    }
  }
}

OwnCheckIn own_check_in(const CheckIn& row, const std::string& boot, Tick now) {
  OwnCheckIn own;
  own.at = row.at.wall;
  own.station = row.station;
  own.granted = row.granted;
  own.shown_grant = row.granted && row.shown;
  own.confirmed = is_at_portal(row);
  for (const UnansweredSends& sends : row.unanswered) own.unanswered.push_back(lost(sends, boot, now));
  return own;
}

std::optional<OwnCheckIn> own_check_in(const std::vector<CheckIn>& rows, const std::string& boot, Tick now) {
  std::optional<OwnCheckIn> own;
  for (const CheckIn& row : rows) {
    if (row.undone) continue;
    if (!row.granted && row.unanswered.empty()) continue;
    const OwnCheckIn one = own_check_in(row, boot, now);
    // An admission outweighs every attempt; of attempts each may have an echo.
    if (!own || (one.granted && !own->shown_grant)) {
      own = one;
    } else if (!own->granted) {
      own->unanswered.insert(own->unanswered.end(), one.unanswered.begin(), one.unanswered.end());
    }
  }
  return own;
}

CheckIn released(CheckIn row) {
  if (row.state != CheckIn::State::Live) return row;
  const bool over = row.granted ? is_at_portal(row) : row.unanswered.empty();
  row.state = over ? CheckIn::State::Closed : CheckIn::State::Waiting;
  if (over) row.closed_at = row.at.wall;
  return row;
}

bool take_back(CheckIn& row, const std::string& who, const std::string& note, Wall at) {
  if (!may_be_taken_back(row)) return false;
  row.state = CheckIn::State::Closed;
  row.undone = true;
  row.granted = false;
  row.closed_by = who;
  row.closed_at = at;
  row.note = "taken back before the portal had it: " + note;
  return true;
}

bool close_exception(CheckIn& row, const std::string& who, const std::string& note, Wall at) {
  const bool says_nothing = note.find_first_not_of(" \t\r\n") == std::string::npos;
  if (row.state != CheckIn::State::Exception || says_nothing) return false;
  row.state = CheckIn::State::Closed;
  row.closed_by = who;
  row.closed_at = at;
  row.note += (row.note.empty() ? "" : " — ") + note;
  return true;
}

std::string sentence_about(const CheckIn& row) {
  const std::string at = local_clock(row.at.wall) + (row.at.clock_unsure ? " (clock unsure)" : "");
  if (row.state == CheckIn::State::Closed) {
    return who(row) + " at " + at + ": " + (row.note.empty() ? "delivered" : row.note);
  }
  if (row.state == CheckIn::State::Exception) return who(row) + " at " + at + ": " + row.note;
  if (!row.granted)
    return who(row) + " at " + at + ": an attempt without entry, to be looked up at the portal";
  if (row.attempts == 0) return who(row) + " admitted at " + at + ": not yet sent to the portal";
  return who(row) + " admitted at " + at + ": sent " + std::to_string(row.attempts) +
         (row.attempts == 1 ? " time" : " times") + ", not yet confirmed by the portal";
}

std::string last_answer(const CheckIn& row) {
  if (row.attempts == 0) return "not sent yet";
  if (!row.unanswered.empty()) return "no answer came";
  if (!row.reckoning) return "the portal could not be reached";
  switch (*row.reckoning) {
    case Reckoning::Unknown:
      return "the portal does not know the code yet";
    case Reckoning::NotRecorded:
      return "the portal answered, and recorded nothing";
    case Reckoning::Blocked:
      return "the portal refuses this station";
    case Reckoning::Paced:
      return "the portal was asked too often";
    case Reckoning::Retry:
      return "the portal could not be reached";
    case Reckoning::Confirmed:
    case Reckoning::Echo:
    case Reckoning::Duplicate:
    case Reckoning::LateDeny:
    case Reckoning::Parked:
    case Reckoning::kCount:
      break;
  }
  return "the portal answered";
}

bool may_be_taken_back(const CheckIn& row) {
  const bool refused_unread = !row.reckoning || *row.reckoning == Reckoning::Blocked ||
                              *row.reckoning == Reckoning::Paced || *row.reckoning == Reckoning::Retry;
  return row.granted && !row.undone && row.state == CheckIn::State::Waiting &&
         ((row.unanswered.empty() && refused_unread) || USHER_MUTANT(TakesBackWhatWasSent));
}

bool needs_the_crm(const CheckIn& row) {
  const bool settled = row.state == CheckIn::State::Waiting || row.state == CheckIn::State::Closed;
  return row.granted && !row.undone && settled && row.closed_by.empty() && !may_be_taken_back(row);
}

}  // namespace usher
