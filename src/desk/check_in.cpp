#include "usher/desk/check_in.hpp"

#include "usher/core/masked.hpp"

namespace usher {

namespace {

/// When the earliest send without an answer left, as a duration where this boot saw it and by the portal's
/// clock where anybody heard that.
void note_first_send(OwnCheckIn& own, const CheckIn& row, const std::string& boot, Tick now) {
  if (!row.first_unanswered) return;
  if (row.first_unanswered->boot == boot && !boot.empty()) {
    const milliseconds age = now - row.first_unanswered->tick;
    if (!own.since_first_send || age > *own.since_first_send) own.since_first_send = age;
  }
  if (row.first_unanswered_by_portal &&
      (!own.first_send_by_portal || *row.first_unanswered_by_portal < *own.first_send_by_portal)) {
    own.first_send_by_portal = row.first_unanswered_by_portal;
  }
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
      return "closed";
  }
  return "waiting";
}

OwnCheckIn own_check_in(const CheckIn& row, const std::string& boot, Tick now) {
  OwnCheckIn own;
  own.at = row.at.wall;
  own.station = row.station;
  own.granted = row.granted;
  own.shown_grant = row.granted && row.shown;
  own.undecided = row.unanswered > 0;
  own.confirmed = row.reckoning == Reckoning::Confirmed || row.reckoning == Reckoning::Echo;
  note_first_send(own, row, boot, now);
  return own;
}

std::optional<OwnCheckIn> own_check_in(const std::vector<CheckIn>& rows, const std::string& boot, Tick now) {
  std::optional<OwnCheckIn> own;
  for (const CheckIn& row : rows) {
    if (row.undone) continue;
    if (!row.granted && row.unanswered == 0) continue;
    const OwnCheckIn one = own_check_in(row, boot, now);
    // An admission outweighs every attempt; among attempts the oldest send counts, as its echo may come last.
    if (!own || (one.granted && !own->shown_grant)) {
      own = one;
    } else if (!own->granted) {
      note_first_send(*own, row, boot, now);
    }
  }
  return own;
}

CheckIn released(CheckIn row) {
  if (row.state != CheckIn::State::Live) return row;
  const bool at_portal = row.reckoning == Reckoning::Confirmed || row.reckoning == Reckoning::Echo;
  const bool over = row.granted ? at_portal : row.unanswered == 0;
  row.state = over ? CheckIn::State::Closed : CheckIn::State::Waiting;
  if (over) row.closed_at = row.at.wall;
  return row;
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

}  // namespace usher
