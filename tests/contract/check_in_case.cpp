// check-in-by-qr, sentence by sentence. Each case runs twice: see sides.hpp.
#include <doctest/doctest.h>

#include "sides.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;

namespace {

using Decision = Answer::Decision;

/// As the portal has it now: the read-only answer changes nothing.
Answer now_of(Side& side, const Pass& pass) {
  const auto answer = side.portal.verify(pass, kPatience);
  REQUIRE(answer);
  return *answer;
}

}  // namespace

CONTRACT_CASE("GRANT: not yet checked in, confirmed, and paid, free or complimentary", 60) {
  for (const char* story :
       {"paid, special requirements", "complimentary", "free", "was marked as a no-show"}) {
    const std::string who = story;
    CAPTURE(who);
    const Answer answer = now_of(side, guest_who(story));
    CHECK(answer.decision == Decision::Grant);
    CHECK(answer.registration->registration_status == "confirmed");
  }
}

CONTRACT_CASE("DENY: not confirmed (pending, waitlisted, cancelled), or payment is not settled", 100) {
  for (const char* story : {"registration not confirmed", "has not paid", "on the waiting list", "cancelled",
                            "got the money back", "no payment status"}) {
    const std::string who = story;
    CAPTURE(who);
    CHECK(now_of(side, guest_who(story, 100)).decision == Decision::Deny);
  }
}

CONTRACT_CASE("ALREADY_IN: attendance_status is checked_in, evaluated first", 60) {
  CHECK(now_of(side, guest_who("came in earlier")).decision == Decision::AlreadyIn);
  const Answer cancelled = now_of(side, guest_who("came in earlier, then cancelled"));
  CHECK(cancelled.decision == Decision::AlreadyIn);
  CHECK(cancelled.registration->registration_status == "cancelled");
  CHECK(cancelled.registration->has_check_in_time);
}

CONTRACT_CASE("ERROR: no registration matches the provided QR code (404 response)", 60) {
  for (const Pass& pass : {guest_who("nobody has this code"), Pass{"EVT-000000000000"}}) {
    const auto answer = side.portal.check_in(pass, kPatience);
    REQUIRE(answer);
    CHECK(answer->decision == Decision::NotFound);
  }
}

CONTRACT_CASE("'checkin' sets attendance_status: checked_in and records check_in_datetime", 60) {
  const Pass pass = guest_who("complimentary");
  const auto answer = side.portal.check_in(pass, kPatience);
  REQUIRE(answer);
  CHECK(answer->decision == Decision::Grant);
  CHECK(answer->checked_in);
  CHECK(answer->registration->attendance_status == "checked_in");
  REQUIRE(answer->registration->checked_in_at);
  REQUIRE(answer->portal_date);
  // The portal's time, a second coarse in the header.
  CHECK(abs(*answer->registration->checked_in_at - *answer->portal_date) < seconds(30));

  const Answer after = now_of(side, pass);
  CHECK(after.decision == Decision::AlreadyIn);
  CHECK(after.registration->checked_in_at == answer->registration->checked_in_at);
}

CONTRACT_CASE("omitting action is a read-only verification that doesn't mutate the record", 60) {
  const Pass pass = guest_who("free");
  for (int i = 0; i < 3; ++i) {
    const Answer answer = now_of(side, pass);
    CHECK(answer.decision == Decision::Grant);
    CHECK(!answer.checked_in);
    CHECK(answer.registration->attendance_status == "not_arrived");
    CHECK(!answer.registration->has_check_in_time);
  }
}

CONTRACT_CASE("checkedIn is true only when 'checkin' was passed and the decision was GRANT", 60) {
  const Pass pass = guest_who("complimentary");
  CHECK(!now_of(side, pass).checked_in);
  CHECK(side.portal.check_in(pass, kPatience)->checked_in);
  CHECK(!side.portal.check_in(pass, kPatience)->checked_in);
  CHECK(!side.portal.check_in(guest_who("cancelled"), kPatience)->checked_in);
}

CONTRACT_CASE("on DENY or ALREADY_IN, the record is not modified regardless of the action", 60) {
  for (const char* story :
       {"cancelled", "has not paid", "came in earlier", "came in earlier, then cancelled"}) {
    const std::string who = story;
    CAPTURE(who);
    const Pass pass = guest_who(story);
    const Answer before = now_of(side, pass);
    const auto answer = side.portal.check_in(pass, kPatience);
    REQUIRE(answer);
    CHECK(answer->decision == before.decision);
    const Answer after = now_of(side, pass);
    CHECK(after.registration->attendance_status == before.registration->attendance_status);
    CHECK(after.registration->checked_in_at == before.registration->checked_in_at);
  }
}

CONTRACT_CASE("the answer names the registration and its event", 60) {
  for (const SampleGuest& guest : sample_guests(60)) {
    if (guest.event.empty() || guest.verdict == Verdict::Kind::Hold) continue;
    CAPTURE(guest.code);
    const Answer answer = now_of(side, Pass{guest.code});
    CHECK(answer.registration->attendee_name == guest.name);
    CHECK(answer.registration->ticket_type == guest.ticket_type);
    CHECK(!answer.registration->id.empty());
    CHECK(answer.has_event);
    CHECK(answer.event_name == guest.event);
    CHECK(answer.event_starts);
  }
}

CONTRACT_CASE("a pass of any event is looked up: the API knows no bound event (trap 3)", 60) {
  const auto answer = side.portal.check_in(guest_who("guest of another event"), kPatience);
  REQUIRE(answer);
  CHECK(answer->checked_in);
  CHECK(!same_event_name(answer->event_name, kSampleEventName));
}
