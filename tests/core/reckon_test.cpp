#include "usher/core/reckon.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

const Wall kReckonedNoon{milliseconds{1'781'524'800'000}};

Answer late_answer(Answer::Decision decision) {
  Answer a;
  a.decision = decision;
  a.registration = Registration{.id = "1"};
  a.portal_date = kReckonedNoon;
  return a;
}

Answer already_in_since(milliseconds ago) {
  Answer a = late_answer(Answer::Decision::AlreadyIn);
  a.registration->checked_in_at = kReckonedNoon - ago;
  return a;
}

OwnCheckIn undecided_for(milliseconds age) {
  return {.unanswered = {{.age = age, .lasted = seconds{0}}}};
}

}  // namespace

TEST_CASE("an ALREADY IN younger than our unanswered first send is our own echo") {
  CHECK(reckon(already_in_since(seconds{30}), undecided_for(seconds{30})) == Reckoning::Echo);
  CHECK(reckon(already_in_since(seconds{32}), undecided_for(seconds{30})) == Reckoning::Echo);  // the grace
}

TEST_CASE("an ALREADY IN older than our first send was somebody else") {
  CHECK(reckon(already_in_since(milliseconds{32'001}), undecided_for(seconds{30})) == Reckoning::Duplicate);
}

TEST_CASE("an ALREADY IN of more than a minute after our lost send was somebody else") {
  CHECK(reckon(already_in_since(seconds{40}), undecided_for(seconds{100})) == Reckoning::Echo);
  CHECK(reckon(already_in_since(milliseconds{39'999}), undecided_for(seconds{100})) == Reckoning::Duplicate);
}

TEST_CASE("each stretch of lost sends explains what falls into it, and nothing in between") {
  const OwnCheckIn own{.unanswered = {{.age = seconds{1000}, .lasted = seconds{100}},
                                      {.age = seconds{200}, .lasted = seconds{0}}}};
  CHECK(reckon(already_in_since(seconds{1000}), own) == Reckoning::Echo);
  CHECK(reckon(already_in_since(seconds{840}), own) == Reckoning::Echo);
  CHECK(reckon(already_in_since(seconds{500}), own) == Reckoning::Duplicate);
  CHECK(reckon(already_in_since(seconds{200}), own) == Reckoning::Echo);
}

TEST_CASE("where nobody knows when the last send left, an echo may come for ever") {
  const OwnCheckIn own{.unanswered = {{.age = seconds{1000}}}};
  CHECK(reckon(already_in_since(seconds{1}), own) == Reckoning::Echo);
}

TEST_CASE("without an unanswered attempt of ours every ALREADY IN was somebody else") {
  OwnCheckIn own = undecided_for(seconds{30});
  own.unanswered.clear();
  CHECK(reckon(already_in_since(seconds{1}), own) == Reckoning::Duplicate);
}

TEST_CASE("an echo needs both durations; what cannot be compared is not claimed as ours") {
  Answer no_date = already_in_since(seconds{1});
  no_date.portal_date.reset();
  CHECK(reckon(no_date, undecided_for(seconds{30})) == Reckoning::Duplicate);

  Answer no_time = late_answer(Answer::Decision::AlreadyIn);
  CHECK(reckon(no_time, undecided_for(seconds{30})) == Reckoning::Duplicate);
}

TEST_CASE("GRANT is confirmed only with checkedIn") {
  Answer grant = late_answer(Answer::Decision::Grant);
  CHECK(reckon(grant, {}) == Reckoning::NotRecorded);
  grant.checked_in = true;
  CHECK(reckon(grant, {}) == Reckoning::Confirmed);
}

TEST_CASE("each other answer has its class") {
  CHECK(reckon(late_answer(Answer::Decision::Deny), {}) == Reckoning::LateDeny);
  CHECK(reckon(late_answer(Answer::Decision::NotFound), {}) == Reckoning::Unknown);
  const struct {
    Failure::Kind kind;
    Reckoning expected;
  } cases[] = {
      {Failure::Kind::NotSent, Reckoning::Retry},
      {Failure::Kind::MaybeSent, Reckoning::Retry},
      {Failure::Kind::LicenceInactive, Reckoning::Blocked},
      {Failure::Kind::NotAuthorised, Reckoning::Blocked},
      {Failure::Kind::Blocked, Reckoning::Blocked},
      {Failure::Kind::Paced, Reckoning::Paced},
      {Failure::Kind::Refused, Reckoning::Parked},
  };
  for (const auto& c : cases) {
    CAPTURE(failure_word(c.kind));
    CHECK(reckon(Failure{.kind = c.kind}, {}) == c.expected);
  }
}
