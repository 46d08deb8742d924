// license-status, fetch-events, fetch-event-details, fetch-user-registrations: sentence by sentence, on both
// sides.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "sides.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;

namespace {

std::vector<Registration> roster_of(Side& side, const std::string& name, RosterHead* head = nullptr) {
  std::vector<Registration> rows;
  auto answer = side.portal.roster(
      name, [&](Registration&& row) { rows.push_back(std::move(row)); }, kPatience);
  REQUIRE(answer);
  CHECK(answer->rows == rows.size());
  CHECK(answer->bad_rows == 0);
  if (head != nullptr) *head = std::move(*answer);
  return rows;
}

}  // namespace

CONTRACT_CASE("license-status says whether a portal has an active licence", 60) {
  CHECK(*side.portal.licensed(kPatience));
  side.faults(R"([{"fault":"unlicensed"}])");
  CHECK(!*side.portal.licensed(kPatience));
}

CONTRACT_CASE("license-status does not require OAuth install", 60) {
  side.faults(R"([{"fault":"unauthorised"}])");
  CHECK(side.portal.licensed(kPatience));
  CHECK(!side.portal.events(kPatience));
}

CONTRACT_CASE("if the license has expired, 403 with code LICENSE_INACTIVE", 60) {
  side.faults(R"([{"fault":"unlicensed"}])");
  const auto answer = side.portal.check_in(guest_who("free"), kPatience);
  REQUIRE(!answer);
  CHECK(answer.failure().status == 403);
  CHECK(answer.failure().kind == Failure::Kind::LicenceInactive);
  const auto events = side.portal.events(kPatience);
  REQUIRE(!events);
  CHECK(events.failure().kind == Failure::Kind::LicenceInactive);
}

CONTRACT_CASE("without a completed install, 403 with 'Portal <id> not authorised for events'", 60) {
  side.faults(R"([{"fault":"unauthorised"}])");
  const auto answer = side.portal.check_in(guest_who("free"), kPatience);
  REQUIRE(!answer);
  CHECK(answer.failure().status == 403);
  CHECK(answer.failure().kind == Failure::Kind::NotAuthorised);
  CHECK(answer.failure().detail.find("Portal 12345678 not authorised for events") != std::string::npos);
}

CONTRACT_CASE("only published events are returned, sorted by start_datetime ascending", 60) {
  const auto events = side.portal.events(kPatience);
  REQUIRE(events);
  REQUIRE(events->size() == 3);
  for (const Event& event : *events) CHECK(event.status == "published");
  CHECK(std::is_sorted(events->begin(), events->end(),
                       [](const Event& a, const Event& b) { return a.starts < b.starts; }));
}

CONTRACT_CASE("upcomingOnly: false includes past events", 60) {
  const auto events = side.portal.events(kPatience);
  REQUIRE(events);
  const Wall now = clock_now().wall;
  const auto began =
      std::count_if(events->begin(), events->end(), [&](const Event& e) { return e.starts < now; });
  CHECK(began == 2);  // the spring event, and the main one, on since an hour ago
}

CONTRACT_CASE("each event in the array contains all events object properties", 60) {
  const auto events = side.portal.events(kPatience);
  REQUIRE(events);
  const auto main = std::find_if(events->begin(), events->end(),
                                 [](const Event& event) { return event.name == kSampleEventName; });
  REQUIRE(main != events->end());
  CHECK(main->url_slug == kSampleEventSlug);
  CHECK(!main->id.empty());
  CHECK(main->ends);
  CHECK(!main->place.empty());
  CHECK(!main->street.empty());
  CHECK(!main->city.empty());
  CHECK(main->ticket_types == std::vector<std::string>{"standard", "vip", "student", "press"});
  CHECK(main->price_amount == "95");
  CHECK(main->price_currency == "EUR");
  CHECK(main->capacity_total == 110);
  CHECK(main->capacity_current == 60);
  CHECK(!main->online);
  CHECK(!main->contact.empty());
}

CONTRACT_CASE("fetch-event-details: full details and all registered attendees", 60) {
  RosterHead head;
  const auto rows = roster_of(side, kSampleEventName, &head);
  CHECK(head.event.name == kSampleEventName);
  REQUIRE(rows.size() == 60);
  const auto cast = sample_guests(60);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].code == cast[i].code);
    CHECK(rows[i].attendee_name == cast[i].name);
    CHECK(rows[i].ticket_type == cast[i].ticket_type);
    CHECK(rows[i].registered_at);
    CHECK(!rows[i].email.empty());
    CHECK(!rows[i].purchaser_email.empty());
    ids.insert(rows[i].id);
  }
  CHECK(ids.size() == 60);
}

CONTRACT_CASE(
    "fetch-event-details: the exact name before a partial one, and a partial one all the same (trap 4)", 60) {
  RosterHead head;
  roster_of(side, "Member Conference", &head);
  CHECK(head.event.name == kSampleEventName);  // which is why the caller compares the id
  const auto nothing = side.portal.roster(
      "No such event", [](Registration&&) {}, kPatience);
  REQUIRE(!nothing);
  CHECK(nothing.failure().status == 404);
  CHECK(nothing.failure().kind == Failure::Kind::Refused);
}

CONTRACT_CASE("isNameLookup skips the url_slug lookup", 60) {
  CHECK(!side.portal.roster(
      kSampleEventSlug, [](Registration&&) {}, kPatience));
}

CONTRACT_CASE("what the roster says of a guest is what check-in-by-qr says", 60) {
  for (const Registration& row : roster_of(side, kSampleEventName)) {
    const auto answer = side.portal.verify(Pass{row.code}, kPatience);
    REQUIRE(answer);
    CAPTURE(row.id);
    if (answer->registration->id != row.id)
      continue;  // one code, two registrations: the portal takes the first
    CHECK(answer->registration->registration_status == row.registration_status);
    CHECK(answer->registration->payment_status == row.payment_status);
    CHECK(answer->registration->attendance_status == row.attendance_status);
    CHECK(answer->registration->checked_in_at == row.checked_in_at);
    CHECK(answer->registration->special_requirements == row.special_requirements);
    const auto standing = standing_of(row).kind;
    CHECK((standing == Standing::Kind::AlreadyIn) == (answer->decision == Answer::Decision::AlreadyIn));
    CHECK((standing == Standing::Kind::Eligible) == (answer->decision == Answer::Decision::Grant));
  }
}
