#include "usher/desk/walk_in.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

using namespace usher;

namespace {

const Event kEvent{.id = "42", .name = "Member Conference"};
const WalkIn kGuest{.first_name = "Sarah", .last_name = "Johnson", .email = "sarah@example.com"};
const Registration kNew{.id = "7", .code = "EVT-ABC123DEF456", .email = "sarah@example.com"};

Failure failure(Failure::Kind kind) {
  return {.kind = kind, .detail = "because"};
}

/// A portal that keeps one list, and does to create-registration what the script says.
struct ScriptedPortal : Portal {
  std::vector<Registration> list;
  Event listed = kEvent;
  bool list_answers = true;
  std::optional<Failure> loses_with;  ///< create-registration fails like that
  bool records = true;                ///< and has recorded it all the same
  std::deque<Answer::Decision> says{Answer::Decision::Grant};
  std::vector<std::string> calls;

  PortalResult<RosterHead> roster(const std::string& name, const RegistrationSink& sink,
                                  milliseconds) override {
    calls.push_back("roster " + name);
    if (!list_answers) return failure(Failure::Kind::MaybeSent);
    for (Registration row : list) sink(std::move(row));
    return RosterHead{.event = listed, .rows = list.size()};
  }
  PortalResult<Registration> register_guest(const std::string& event, const WalkIn&, milliseconds) override {
    calls.push_back("register " + event);
    if (records) list.push_back(kNew);
    if (loses_with) return *loses_with;
    return kNew;
  }
  PortalResult<Answer> verify(const Pass& pass, milliseconds) override {
    calls.push_back("verify " + pass.code);
    if (says.empty()) return failure(Failure::Kind::NotSent);
    Answer answer{.decision = says.front()};
    says.pop_front();
    return answer;
  }
  PortalResult<Answer> check_in(const Pass&, milliseconds) override {
    return failure(Failure::Kind::NotSent);
  }
  PortalResult<bool> licensed(milliseconds) override { return true; }
  PortalResult<std::vector<Event>> events(milliseconds) override { return std::vector<Event>{}; }
  PortalResult<bool> correct(const std::string&, const std::string&, const std::string&,
                             milliseconds) override {
    return true;
  }
  PortalResult<std::vector<std::string>> events_of_contact(const std::string&, milliseconds) override {
    return std::vector<std::string>{};
  }

  int times(const std::string& call) const {
    return static_cast<int>(std::count(calls.begin(), calls.end(), call));
  }
};

struct WalkInDesk {
  ScriptedPortal portal;
  std::vector<seconds> pauses;

  WalkInOutcome walk_in() {
    return register_walk_in(portal, kEvent, kGuest, seconds(1),
                            [this](seconds wait) { pauses.push_back(wait); });
  }
};

}  // namespace

TEST_CASE("a walk-in is looked up, registered once, and verified") {
  WalkInDesk desk;
  const auto outcome = desk.walk_in();
  CHECK(outcome.kind == WalkInOutcome::Kind::Registered);
  CHECK(outcome.registration.code == "EVT-ABC123DEF456");
  REQUIRE(outcome.verified);
  CHECK(outcome.verified->decision == Answer::Decision::Grant);
  CHECK(desk.portal.calls ==
        std::vector<std::string>{"roster Member Conference", "register 42", "verify EVT-ABC123DEF456"});
  CHECK(desk.pauses.empty());
}

TEST_CASE("who is on the list is not registered again, however the address is written") {
  WalkInDesk desk;
  desk.portal.list = {{.id = "1", .email = "other@example.com"},
                      {.id = "2", .code = "EVT-000000000002", .email = "Sarah@Example.COM"}};
  const auto outcome = desk.walk_in();
  CHECK(outcome.kind == WalkInOutcome::Kind::AlreadyRegistered);
  CHECK(outcome.registration.id == "2");
  CHECK(desk.portal.times("register 42") == 0);
}

TEST_CASE("who cancelled may come after all") {
  WalkInDesk desk;
  desk.portal.list = {{.id = "2", .email = "sarah@example.com", .registration_status = "cancelled"}};
  CHECK(desk.walk_in().kind == WalkInOutcome::Kind::Registered);
}

TEST_CASE("without a list of this event nobody is registered blindly") {
  WalkInDesk desk;
  SUBCASE("no list") {
    desk.portal.list_answers = false;
  }
  SUBCASE("another event's list") {
    desk.portal.listed.id = "43";
  }
  const auto outcome = desk.walk_in();
  CHECK(outcome.kind == WalkInOutcome::Kind::NotRegistered);
  CHECK(outcome.failure);
  CHECK(desk.portal.times("register 42") == 0);
}

TEST_CASE("a lost answer is looked up, never sent again") {
  WalkInDesk desk;
  desk.portal.loses_with = failure(Failure::Kind::MaybeSent);
  SUBCASE("it was recorded") {
    const auto outcome = desk.walk_in();
    CHECK(outcome.kind == WalkInOutcome::Kind::Registered);
    CHECK(outcome.registration.id == "7");
    CHECK(outcome.verified);
  }
  SUBCASE("it was not, or nobody knows yet") {
    desk.portal.records = false;
    CHECK(desk.walk_in().kind == WalkInOutcome::Kind::Undecided);
  }
  CHECK(desk.portal.times("register 42") == 1);
}

TEST_CASE("a refusal is final and says why") {
  WalkInDesk desk;
  desk.portal.records = false;
  for (const auto kind :
       {Failure::Kind::Refused, Failure::Kind::NotSent, Failure::Kind::Paced, Failure::Kind::LicenceInactive,
        Failure::Kind::NotAuthorised, Failure::Kind::Blocked}) {
    desk.portal.loses_with = failure(kind);
    const auto outcome = desk.walk_in();
    CHECK(outcome.kind == WalkInOutcome::Kind::NotRegistered);
    CHECK(outcome.failure->kind == kind);
  }
  CHECK(desk.portal.times("register 42") == 6);
}

TEST_CASE("a code that the index does not know yet is asked for again, three times at most") {
  WalkInDesk desk;
  using Decision = Answer::Decision;
  SUBCASE("it comes") {
    desk.portal.says = {Decision::NotFound, Decision::NotFound, Decision::Deny};
    CHECK(desk.walk_in().verified->decision == Decision::Deny);
    CHECK(desk.pauses == std::vector<seconds>{seconds(2), seconds(5)});
  }
  SUBCASE("it does not come") {
    desk.portal.says = {Decision::NotFound, Decision::NotFound, Decision::NotFound, Decision::NotFound};
    CHECK(desk.walk_in().verified->decision == Decision::NotFound);
    CHECK(desk.pauses.size() == 3);
  }
  SUBCASE("the portal does not say") {
    desk.portal.says.clear();
    const auto outcome = desk.walk_in();
    CHECK(outcome.kind == WalkInOutcome::Kind::Registered);
    CHECK(!outcome.verified);
  }
}
