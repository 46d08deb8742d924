// create-registration and update-registration, sentence by sentence, on both sides.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "sides.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;

namespace {

const WalkIn kGuest{.first_name = "Ángel",
                    .last_name = "O'Neill-Øst",
                    .email = "angel@example.com",
                    .phone = "+31 6 1",
                    .company = "Acme \"Corp\"",
                    .job_title = "Engineer",
                    .ticket_type = "vip",
                    .special_requirements = "Two lines\nof needs"};

Event main_event(Side& side) {
  const auto events = side.portal.events(kPatience);
  REQUIRE(events);
  for (const Event& event : *events) {
    if (event.name == kSampleEventName) return event;
  }
  FAIL("no main event");
  return {};
}

std::optional<Registration> row_with(Side& side, const std::string& id) {
  std::optional<Registration> found;
  REQUIRE(side.portal.roster(
      kSampleEventName,
      [&](Registration&& row) {
        if (row.id == id) found = std::move(row);
      },
      kPatience));
  return found;
}

}  // namespace

CONTRACT_CASE(
    "create-registration creates the record and its link to the event, and increments capacity_current", 60) {
  const Event before = main_event(side);
  const auto created = side.portal.register_guest(before.id, kGuest, kPatience);
  REQUIRE(created);
  CHECK(created->email == kGuest.email);
  CHECK(main_event(side).capacity_current == before.capacity_current + 1);

  const auto row = row_with(side, created->id);
  REQUIRE(row);
  CHECK(row->code == created->code);
  CHECK(row->attendee_name == "Ángel O'Neill-Øst");  // firstName + ' ' + lastName
  CHECK(row->first_name == kGuest.first_name);
  CHECK(row->last_name == kGuest.last_name);
  CHECK(row->phone == kGuest.phone);
  CHECK(row->company == kGuest.company);
  CHECK(row->job_title == kGuest.job_title);
  CHECK(row->ticket_type == "vip");
  CHECK(row->special_requirements == kGuest.special_requirements);
  CHECK(row->attendance_status == "not_arrived");
  CHECK(row->registered_at);
  // "Equals the attendee's email for self-registration".
  CHECK(row->purchaser_email == kGuest.email);
}

CONTRACT_CASE("qr_code: EVT- and twelve uppercase alphanumerics, and check-in-by-qr knows it", 60) {
  const auto created = side.portal.register_guest(main_event(side).id, kGuest, kPatience);
  REQUIRE(created);
  const auto pass = parse_pass(created->code);
  REQUIRE(pass);
  CHECK(pass->code == created->code);
  const auto answer = side.portal.verify(*pass, kPatience);
  REQUIRE(answer);
  CHECK(answer->registration->id == created->id);
  CHECK(answer->event_name == kSampleEventName);
}

CONTRACT_CASE("ticketType defaults to standard if not provided", 60) {
  WalkIn guest = kGuest;
  guest.ticket_type.clear();
  const auto created = side.portal.register_guest(main_event(side).id, guest, kPatience);
  REQUIRE(created);
  CHECK(row_with(side, created->id)->ticket_type == "standard");
}

CONTRACT_CASE("eventId is a numeric id or a url_slug", 60) {
  CHECK(side.portal.register_guest(kSampleEventSlug, kGuest, kPatience));
  // A name is neither (docs/events-api.md, Trap 4).
  CHECK(!side.portal.register_guest(kSampleEventName, kGuest, kPatience));
}

CONTRACT_CASE("at full capacity the registration is rejected with 400 'Event is at full capacity'", 5) {
  const Event event = main_event(side);
  const int room = event.capacity_total - event.capacity_current;
  for (int i = 0; i < room; ++i) REQUIRE(side.portal.register_guest(event.id, kGuest, kPatience));
  const auto refused = side.portal.register_guest(event.id, kGuest, kPatience);
  REQUIRE(!refused);
  CHECK(refused.failure().status == 400);
  CHECK(refused.failure().kind == Failure::Kind::Refused);
  CHECK(refused.failure().detail.find("Event is at full capacity") != std::string::npos);
}

CONTRACT_CASE("firstName, lastName and email are required", 60) {
  for (std::string WalkIn::*field : {&WalkIn::first_name, &WalkIn::last_name, &WalkIn::email}) {
    WalkIn guest = kGuest;
    (guest.*field).clear();
    const auto refused = side.portal.register_guest(main_event(side).id, guest, kPatience);
    REQUIRE(!refused);
    CHECK(refused.failure().status == 400);
  }
}

CONTRACT_CASE("update-registration updates a single one of the five editable properties", 60) {
  const auto created = side.portal.register_guest(main_event(side).id, kGuest, kPatience);
  REQUIRE(created);
  const struct {
    const char* property;
    std::string Registration::*member;
    std::string value;
  } cases[] = {{"attendee_name", &Registration::attendee_name, "Angela \\ Ø"},
               {"job_title", &Registration::job_title, "CTO"},
               {"company", &Registration::company, "株式会社"},
               {"email", &Registration::email, "new@example.com"},
               {"phone", &Registration::phone, "+1"}};
  for (const auto& c : cases) {
    CHECK(*side.portal.correct(created->id, c.property, c.value, kPatience));
    CHECK((*row_with(side, created->id)).*c.member == c.value);
  }
  // attendee_name alone changed (docs/events-api.md, Trap 20).
  CHECK(row_with(side, created->id)->first_name == kGuest.first_name);
}

CONTRACT_CASE("pass an empty string to clear the field", 60) {
  const auto created = side.portal.register_guest(main_event(side).id, kGuest, kPatience);
  REQUIRE(created);
  CHECK(side.portal.correct(created->id, "company", "", kPatience));
  CHECK(row_with(side, created->id)->company.empty());
}

CONTRACT_CASE("only these five values are accepted", 60) {
  const auto created = side.portal.register_guest(main_event(side).id, kGuest, kPatience);
  REQUIRE(created);
  for (const char* property :
       {"attendance_status", "check_in_datetime", "payment_status", "qr_code", "", "Email"}) {
    const auto refused = side.portal.correct(created->id, property, "checked_in", kPatience);
    REQUIRE(!refused);
    CHECK(refused.failure().kind == Failure::Kind::Refused);
  }
  CHECK(row_with(side, created->id)->attendance_status == "not_arrived");
}
