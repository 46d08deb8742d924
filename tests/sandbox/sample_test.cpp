#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "usher/core/event.hpp"
#include "usher/core/pass.hpp"
#include "usher/stage/sandbox/sample_event.hpp"
#include "usher/stage/sandbox/sandbox.hpp"
#include "wire.hpp"

using namespace usher;
using nlohmann::json;

namespace {

json post(const Sandbox& sandbox, const std::string& endpoint, json body) {
  body["portalId"] = "12345678";
  const wire::Reply reply = wire::call(sandbox.port(), "POST", "/apps/events/" + endpoint, body.dump());
  REQUIRE(reply.whole);
  return json::parse(reply.body);
}

}  // namespace

TEST_CASE("the sample event is on, and a station finds it by its slug") {
  const Sandbox sandbox({.guests = 30});
  const json list = post(sandbox, "fetch-events", {{"upcomingOnly", false}});
  CHECK(list["total"] == 3);  // the draft is not shown
  const json details = post(sandbox, "fetch-event-details", {{"eventId", kSampleEventSlug}});
  CHECK(details["event"]["name"] == kSampleEventName);
  CHECK(details["registrations"].size() == 30);
  CHECK(details["event"].size() == 39);             // id, and 38 properties
  CHECK(details["registrations"][0].size() == 19);  // id, and 18
}

TEST_CASE("what the cast says about each guest is what the portal says about its code") {
  constexpr int kGuests = 120;
  const Sandbox sandbox({.guests = kGuests});
  std::map<Verdict::Kind, int> seen;
  for (const SampleGuest& guest : sample_guests(kGuests)) {
    CAPTURE(guest.code);
    CAPTURE(guest.story);
    CHECK(parse_pass(guest.code));
    ++seen[guest.verdict];
    const json answer = post(sandbox, "check-in-by-qr", {{"qrCode", guest.code}});
    const std::string decision = answer["accessDecision"];
    switch (guest.verdict) {
      case Verdict::Kind::Grant:
        CHECK(decision == "GRANT");
        break;
      case Verdict::Kind::AlreadyIn:
        CHECK(decision == "ALREADY_IN");
        break;
      case Verdict::Kind::Deny:
        CHECK(decision == "DENY");
        break;
      case Verdict::Kind::NotFound:
        CHECK(decision == "ERROR");
        break;
      case Verdict::Kind::WrongEvent:
        CHECK(answer["event"]["name"] == guest.event);
        break;
      case Verdict::Kind::Hold:  // two with one code: the portal takes the first it finds
      case Verdict::Kind::WrongGate:
      case Verdict::Kind::NotAPass:
      case Verdict::Kind::kCount:
        break;
    }
    if (guest.verdict != Verdict::Kind::NotFound && guest.verdict != Verdict::Kind::WrongEvent) {
      CHECK(answer["event"]["name"] == kSampleEventName);
      if (guest.verdict != Verdict::Kind::Hold) CHECK(answer["registration"]["attendeeName"] == guest.name);
    }
  }
  for (const auto kind : {Verdict::Kind::Grant, Verdict::Kind::AlreadyIn, Verdict::Kind::Deny,
                          Verdict::Kind::WrongEvent, Verdict::Kind::NotFound, Verdict::Kind::Hold}) {
    CHECK(seen[kind] > 1);
  }
  CHECK(seen[Verdict::Kind::Grant] > kGuests / 2);
}

TEST_CASE("the cast is the same every time, and its codes are its own") {
  const auto first = sample_guests(200), again = sample_guests(200), more = sample_guests(1000);
  std::set<std::string> codes;
  for (std::size_t at = 0; at < 200; ++at) {
    CHECK(first[at].code == again[at].code);
    CHECK(first[at].code == more[at].code);
    codes.insert(first[at].code);
  }
  CHECK(codes.size() == 198);  // two pairs share a code, on purpose
}
