// What the courier makes of an answer: docs/door.md, Reckoning.

#include <algorithm>
#include <utility>

#include "mutant.hpp"
#include "usher/core/backoff.hpp"
#include "usher/desk/engine/courier.hpp"

namespace usher {

namespace {

// A fresh registration reaches the portal's search index within seconds; after these tries nobody will find
// it.
constexpr seconds kLookAgain[] = {seconds(2),  seconds(5),  seconds(10),
                                  seconds(30), seconds(60), seconds(120)};
constexpr int kMismatches = 5;

std::string portal_clock(const std::optional<Answer>& answer) {
  if (!answer || !answer->registration || !answer->registration->checked_in_at) return "at an unknown time";
  return "at " + local_clock(*answer->registration->checked_in_at);
}

/// Admitted here and checked in before: by whom, as far as anybody can tell.
std::string twice(const CheckIn& row, const Answer& answer, const OwnCheckIn& own) {
  const std::string here = "admitted here at " + local_clock(row.at.wall) + ", and checked in ";
  if (echo_of(answer, own) == Echo::CannotTell)
    return here + "at the portal " + portal_clock(answer) +
           "; nobody can tell whether by our own lost answer";
  return here + "by somebody else " + portal_clock(answer);
}

std::string reasons_of(const Answer& answer) {
  if (!answer.registration) return "";
  std::string text;
  for (const Reason reason : refusal_reasons(*answer.registration)) {
    if (!text.empty()) text += ", ";
    text += reason_text(reason);
  }
  return text.empty() ? "no reason given" : text;
}

}  // namespace

Courier::Action Courier::after_check_in(Item& item, const PortalResult<Answer>& answer, Now now) {
  if (USHER_MUTANT(AnyHttp200) && !answer && answer.failure().status == 200) {
    return close(item, Reckoning::Confirmed, std::nullopt, "", now);
  }
  if (!answer) return after_trouble(item, answer.failure(), true, now);
  CheckIn& row = item.row;
  if (!is_about(*answer, row)) return about_somebody_else(item, *answer, now);
  // This very send has its answer, unless that says that the portal did only half of it.
  const bool half_done = answer->decision == Answer::Decision::Grant && !answer->checked_in;
  if (!half_done) row.unanswered = unanswered_before_;
  const OwnCheckIn own = own_check_in(row, terms_.boot, now.tick);
  const Reckoning reckoning = reckon(answer, own);
  switch (reckoning) {
    case Reckoning::Confirmed:
    case Reckoning::Echo:
      return close(item, reckoning, *answer, "", now);
    case Reckoning::Duplicate:
      return except(item, reckoning, *answer, twice(row, *answer, own), now);
    case Reckoning::LateDeny:
      return except(item, reckoning, *answer, "admitted here, but the portal refuses: " + reasons_of(*answer),
                    now);
    case Reckoning::NotRecorded:
      if (++item.not_recorded > 1) {
        return except(item, reckoning, *answer, "the portal grants it and does not record it", now);
      }
      item.verify_next = true;
      return put_off(item, reckoning, seconds(1), now);
    case Reckoning::Unknown:
      return not_found(item, now);
    case Reckoning::Blocked:
    case Reckoning::Paced:
    case Reckoning::Retry:
    case Reckoning::Parked:
    case Reckoning::kCount:
      break;
  }
  return put_off(item, reckoning, next_wait(item), now);
}

Courier::Action Courier::after_verify(Item& item, const PortalResult<Answer>& answer,
                                      const std::string& listed_as, Now now) {
  if (!answer) return after_trouble(item, answer.failure(), false, now);
  CheckIn& row = item.row;
  if (answer->decision == Answer::Decision::NotFound) {
    return row.granted ? not_found(item, now) : after_attempt(item, *answer, now);
  }
  if (!is_about(*answer, row)) return about_somebody_else(item, *answer, now);
  // A guest whom our list knows by another code lends their registration to nobody.
  const bool anothers = !row.vouched && !listed_as.empty() && listed_as != row.code;
  if (anothers && !USHER_MUTANT(AnothersRegistration)) return about_somebody_else(item, *answer, now);
  if (!row.vouched) {
    if (!answer->has_event) {
      return except(item, Reckoning::Parked, *answer, "admitted here, but the portal names no event for it",
                    now);
    }
    if (is_other_event(*answer, terms_.event)) {
      return except(item, Reckoning::Parked, *answer,
                    "admitted here, but it is a pass of \"" + answer->event_name + "\"; nothing was written",
                    now);
    }
    row.vouched = true;
  }
  // From now on an answer about another registration is somebody else's.
  if (row.registration.empty() && answer->registration) {
    row.registration = answer->registration->id;
    row.guest = display_name(*answer->registration);
  }
  if (!row.granted) return after_attempt(item, *answer, now);
  OwnCheckIn own = own_check_in(row, terms_.boot, now.tick);
  if (USHER_MUTANT(VerifyIsNeverOurs)) own.unanswered.clear();
  switch (answer->decision) {
    case Answer::Decision::Grant:
      item.verify_next = false;
      stage_ = Stage::Vouching;
      return write(row);
    case Answer::Decision::AlreadyIn: {
      const bool ours = is_echo(*answer, own);
      return ours ? close(item, Reckoning::Echo, *answer, "", now)
                  : except(item, Reckoning::Duplicate, *answer, twice(row, *answer, own), now);
    }
    case Answer::Decision::Deny:
      return except(item, Reckoning::LateDeny, *answer,
                    "admitted here, but the portal refuses: " + reasons_of(*answer), now);
    case Answer::Decision::NotFound:
      break;
  }
  return not_found(item, now);
}

/// What was sent may have been recorded, on whomever: it stays unanswered.
Courier::Action Courier::about_somebody_else(Item& item, const Answer& answer, Now now) {
  if (++item.mismatches < kMismatches) return put_off(item, Reckoning::Retry, next_wait(item), now);
  return except(item, Reckoning::Parked, answer, "the portal keeps answering about another registration",
                now);
}

/// An attempt whose guest was not admitted: what did the portal make of it?
Courier::Action Courier::after_attempt(Item& item, const Answer& answer, Now now) {
  const OwnCheckIn own = own_check_in(item.row, terms_.boot, now.tick);
  if (answer.decision == Answer::Decision::AlreadyIn) {
    switch (echo_of(answer, own)) {
      case Echo::Yes:
        return except(item, Reckoning::Echo, answer,
                      "the portal recorded our attempt " + portal_clock(answer) +
                          ", but the guest was not shown GRANT; they will be on the next presentation",
                      now);
      case Echo::CannotTell:
        return except(
            item, Reckoning::Duplicate, answer,
            "checked in at the portal " + portal_clock(answer) +
                "; nobody can tell whether by our attempt, after which the guest was not shown GRANT",
            now);
      case Echo::No:
        return close(item, Reckoning::Duplicate, answer, "not admitted; checked in by somebody else", now);
    }
  }
  // Bytes that we gave up on may still arrive: it is over only when there was time for that.
  if (now.tick - item.since < pace_.attempt_settles) {
    return put_off(item, std::nullopt, pace_.attempt_settles - (now.tick - item.since), now);
  }
  return close(item, Reckoning::NotRecorded, answer, "not admitted; the portal has recorded nothing", now);
}

Courier::Action Courier::after_trouble(Item& item, const Failure& failure, bool sent, Now now) {
  CheckIn& row = item.row;
  if (sent && !is_undecided(failure.kind)) row.unanswered = unanswered_before_;
  switch (failure.kind) {
    case Failure::Kind::NotSent:
    case Failure::Kind::MaybeSent:
      if (USHER_MUTANT(GivesUp) && item.retries >= 4)
        return close(item, Reckoning::Retry, std::nullopt, "gave up", now);
      return put_off(item, row.reckoning, next_wait(item), now);
    case Failure::Kind::LicenceInactive:
    case Failure::Kind::NotAuthorised:
    case Failure::Kind::Blocked:
      return put_off(item, Reckoning::Blocked, milliseconds{0}, now);
    case Failure::Kind::Paced:
      return put_off(item, row.reckoning, milliseconds{0}, now);
    case Failure::Kind::Refused:
    case Failure::Kind::kCount:
      break;
  }
  if (!row.granted && row.unanswered.empty())
    return close(item, Reckoning::Parked, std::nullopt, failure.detail, now);
  return except(item, Reckoning::Parked, std::nullopt, "the portal refuses the question: " + failure.detail,
                now);
}

Courier::Action Courier::not_found(Item& item, Now now) {
  const auto tries = static_cast<std::size_t>(item.unknowns++);
  if (tries < std::size(kLookAgain)) return put_off(item, Reckoning::Unknown, kLookAgain[tries], now);
  return except(item, Reckoning::Unknown, std::nullopt, "admitted here, but the portal knows no such code",
                now);
}

Courier::Action Courier::close(Item& item, Reckoning reckoning, const std::optional<Answer>& answer,
                               std::string note, Now now) {
  CheckIn row = item.row;
  row.state = CheckIn::State::Closed;
  row.reckoning = reckoning;
  if (answer && answer->registration) row.portal_time = answer->registration->checked_in_at;
  if (!note.empty()) row.note = std::move(note);
  row.closed_at = now.wall;
  stage_ = Stage::Settling;
  return write(row);
}

Courier::Action Courier::except(Item& item, Reckoning reckoning, const std::optional<Answer>& answer,
                                std::string note, Now) {
  CheckIn row = item.row;
  row.state = USHER_MUTANT(ExceptionClosesItself) ? CheckIn::State::Closed : CheckIn::State::Exception;
  row.reckoning = reckoning;
  if (answer && answer->registration) row.portal_time = answer->registration->checked_in_at;
  row.note = std::move(note);
  stage_ = Stage::Settling;
  return write(row);
}

Courier::Action Courier::put_off(Item& item, std::optional<Reckoning> reckoning, milliseconds delay,
                                 Now now) {
  CheckIn row = item.row;
  row.reckoning = reckoning;
  item.due = now.tick + delay;
  stage_ = Stage::Settling;
  return write(row);
}

/// 0.5 s · 2ⁿ up to half a minute, a little different for each row.
milliseconds Courier::next_wait(Item& item) const {
  return backoff(item.retries++, pace_.first_retry, pace_.longest_retry, item.row.id);
}

}  // namespace usher
