// What the portal does when something goes wrong on the way, seen from both sides of it.
#include <doctest/doctest.h>

#include "sides.hpp"
#include "usher/desk/walk_in.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;

namespace {

using Decision = Answer::Decision;

Event main_event(Side& side) {
  const auto events = side.portal.events(kPatience);
  REQUIRE(events);
  for (const Event& event : *events) {
    if (event.name == kSampleEventName) return event;
  }
  FAIL("no main event");
  return {};
}

}  // namespace

CONTRACT_CASE("a check-in whose answer was lost was recorded, and reads ALREADY_IN (trap 17)", 60) {
  const Pass pass = guest_who("free");
  side.faults(R"([{"fault":"drop_after","endpoint":"check-in-by-qr","count":1}])");
  const auto lost = side.portal.check_in(pass, kPatience);
  REQUIRE(!lost);
  CHECK(lost.failure().kind == Failure::Kind::MaybeSent);
  const auto after = side.portal.verify(pass, kPatience);
  REQUIRE(after);
  CHECK(after->decision == Decision::AlreadyIn);
  // Both are the portal's own times, and their distance needs no clock of ours.
  CHECK(*after->portal_date - *after->registration->checked_in_at < seconds(30));
}

CONTRACT_CASE("a check-in that was dropped before the commit left no trace", 60) {
  const Pass pass = guest_who("free");
  side.faults(R"([{"fault":"drop_before","endpoint":"check-in-by-qr","count":1}])");
  const auto lost = side.portal.check_in(pass, kPatience);
  REQUIRE(!lost);
  CHECK(lost.failure().kind == Failure::Kind::MaybeSent);  // nobody here can tell it from the one above
  CHECK(side.portal.check_in(pass, kPatience)->checked_in);
}

CONTRACT_CASE("trouble after the commit and before it look alike and are classed alike", 60) {
  for (const char* trouble :
       {R"({"fault":"error_before","status":503)", R"({"fault":"error_after","status":500)",
        R"({"fault":"cut")", R"({"fault":"html")", R"({"fault":"html","after":true)",
        R"({"fault":"redirect")"}) {
    const std::string fault = std::string("[") + trouble + R"(,"endpoint":"check-in-by-qr","count":1}])";
    CAPTURE(fault);
    side.faults(fault.c_str());
    const auto answer = side.portal.verify(guest_who("free"), kPatience);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
  }
}

CONTRACT_CASE("429 asks for patience", 60) {
  side.faults(R"([{"fault":"rate_limit","endpoint":"check-in-by-qr","count":1,"retry_after":900}])");
  const auto answer = side.portal.verify(guest_who("free"), kPatience);
  REQUIRE(!answer);
  CHECK(answer.failure().kind == Failure::Kind::Paced);
  CHECK(side.portal.verify(guest_who("free"), kPatience));
}

CONTRACT_CASE("the Date header is the portal's clock, whatever that says", 60) {
  side.faults(R"([{"fault":"clock_offset","seconds":86400}])");
  const auto answer = side.portal.verify(guest_who("free"), kPatience);
  REQUIRE(answer);
  REQUIRE(answer->portal_date);
  const auto ahead = *answer->portal_date - clock_now().wall;
  CHECK(ahead > std::chrono::hours(23));
  CHECK(ahead < std::chrono::hours(25));
}

CONTRACT_CASE("a walk-in is registered once, even when the answer is lost", 60) {
  const WalkIn guest{.first_name = "Walk", .last_name = "In", .email = "walk.in@example.com"};
  const Event event = main_event(side);
  const auto no_pause = [](seconds) {};
  side.faults(R"([{"fault":"drop_after","endpoint":"create-registration","count":1}])");
  const auto first = register_walk_in(side.portal, event, guest, kPatience, no_pause);
  CHECK(first.kind == WalkInOutcome::Kind::Registered);
  CHECK(first.verified);
  const auto again = register_walk_in(side.portal, event, guest, kPatience, no_pause);
  CHECK(again.kind == WalkInOutcome::Kind::AlreadyRegistered);
  CHECK(again.registration.id == first.registration.id);
  CHECK(main_event(side).capacity_current == event.capacity_current + 1);
}
