#include "usher/desk/assist.hpp"

#include <doctest/doctest.h>

#include "fakes.hpp"

using namespace usher;

namespace {

/// A door with two guests of one purchaser, and staff who ask.
struct StaffedDoor : Door {
  explicit StaffedDoor(Policy::Decide decide = Policy::Decide::PortalFirst) : Door(decide) {
    for (const auto& [code, name] : {std::pair{kSarah, "Sarah Johnson"}, std::pair{kAna, "Ana Silva"}}) {
      Registration one = guest(code, name);
      one.purchaser_email = "office@acme.example";
      portal.add(one);
    }
    sync();
  }
  StaffReport ask(const StaffRequest& request) {
    return answer(request, DeskPlan{folder.path, terms, {}}, *journal, *roster, portal, wall,
                  [this](seconds time) { pass(time); });
  }
};

StaffRequest walk_in(const std::string& email) {
  Registration ana = guest("", "Ana New");
  ana.email = email;
  return {.kind = StaffRequest::Kind::Register, .guest = ana};
}

}  // namespace

TEST_CASE("staff see who was let in here, even where the roster does not know it yet") {
  StaffedDoor door;
  door.portal.always = Failure::Kind::NotSent;
  REQUIRE(door.present(kSarah).kind == Verdict::Kind::Grant);
  const StaffReport report = door.ask({.kind = StaffRequest::Kind::Search, .number = 7, .text = "joh"});
  CHECK(report.number == 7);
  REQUIRE(report.found.size() == 1);
  CHECK(report.found[0].attendance_status == "checked_in");
  CHECK(report.found[0].checked_in_at == door.wall);
}

TEST_CASE("a group is everybody of one purchaser") {
  StaffedDoor door;
  CHECK(door.ask({.kind = StaffRequest::Kind::Group, .text = "office@acme.example"}).found.size() == 2);
  CHECK(door.ask({.kind = StaffRequest::Kind::Group, .text = "office@acme"}).found.empty());
}

TEST_CASE("an admission whose every send came to nothing can be taken back, one that may be there cannot") {
  StaffedDoor door;
  door.portal.faults = {Failure::Kind::NotSent, Failure::Kind::MaybeSent};
  door.present(kSarah);
  door.present(kAna);
  door.desk->displayed();
  const auto recent = door.ask({.kind = StaffRequest::Kind::Recent}).recent;
  REQUIRE(recent.size() == 2);
  CHECK_FALSE(recent[0].undoable);
  CHECK(recent[1].undoable);
  CHECK(door.ask({.kind = StaffRequest::Kind::Undo, .text = "wrong person", .id = recent[1].check_in}).ok);
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
}

TEST_CASE("an admission that was never sent can be taken back, once, and the pass enters again") {
  StaffedDoor door(Policy::Decide::LocalFirst);
  door.portal.always = Failure::Kind::NotSent;
  door.present(kSarah);
  door.desk->displayed();
  StaffReport report = door.ask({.kind = StaffRequest::Kind::Recent});
  REQUIRE(report.recent.size() == 1);
  CHECK(report.recent[0].guest == "Sarah Johnson");
  REQUIRE(report.recent[0].undoable);
  const std::string id = report.recent[0].check_in;
  report = door.ask({.kind = StaffRequest::Kind::Undo, .text = "wrong person", .id = id});
  CHECK(report.ok);
  CHECK_FALSE(report.recent[0].undoable);
  CHECK_FALSE(door.ask({.kind = StaffRequest::Kind::Undo, .text = "again", .id = id}).ok);
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
}

TEST_CASE("an admission whose sends never reached the portal can be taken back, one that may have cannot") {
  StaffedDoor door(Policy::Decide::LocalFirst);
  door.portal.always = Failure::Kind::NotSent;
  door.present(kSarah);
  door.desk->displayed();
  REQUIRE(door.replay().left_waiting == 1);
  StaffReport report = door.ask({.kind = StaffRequest::Kind::Waiting});
  REQUIRE(report.waiting.size() == 1);
  CHECK(report.waiting[0].attempts == 1);
  CHECK(report.waiting[0].sentence == "the portal could not be reached");
  CHECK(door.ask({.kind = StaffRequest::Kind::Recent}).recent[0].undoable);

  door.portal.always = Failure::Kind::MaybeSent;
  REQUIRE(door.replay().left_waiting == 1);
  CHECK(door.ask({.kind = StaffRequest::Kind::Waiting}).waiting[0].sentence == "no answer came");
  report = door.ask({.kind = StaffRequest::Kind::Recent});
  CHECK_FALSE(report.recent[0].undoable);
  CHECK(report.recent[0].flaggable);
}

TEST_CASE(
    "a mistake that the portal has becomes a task for the CRM, and stays one until a person closes it") {
  StaffedDoor door;
  door.present(kSarah);
  door.desk->displayed();
  StaffReport report = door.ask({.kind = StaffRequest::Kind::Recent});
  REQUIRE(report.recent[0].flaggable);
  const std::string id = report.recent[0].check_in;
  report = door.ask({.kind = StaffRequest::Kind::Flag, .text = "her sister", .id = id});
  CHECK(report.ok);
  CHECK_FALSE(report.recent[0].flaggable);
  report = door.ask({.kind = StaffRequest::Kind::Exceptions});
  REQUIRE(report.exceptions.size() == 1);
  for (const char* word : {"her sister", "attendance_status", "check_in_datetime"})
    CHECK(report.exceptions[0].sentence.find(word) != std::string::npos);
  // It is neither sent again nor forgotten, and the pass does not enter twice.
  CHECK(door.replay().tried == 0);
  CHECK(door.present(kSarah).kind == Verdict::Kind::AlreadyIn);
  CHECK(door.ask({.kind = StaffRequest::Kind::Resolve, .text = "done in the CRM", .id = id}).ok);
  CHECK_FALSE(door.ask({.kind = StaffRequest::Kind::Recent}).recent.back().flaggable);
}

TEST_CASE("an admission the portal has cannot be taken back here, and the answer says where") {
  StaffedDoor door;
  door.present(kSarah);
  door.desk->displayed();
  const StaffReport report = door.ask({.kind = StaffRequest::Kind::Recent});
  REQUIRE(report.recent.size() == 1);
  CHECK_FALSE(report.recent[0].undoable);
  const StaffReport undone =
      door.ask({.kind = StaffRequest::Kind::Undo, .text = "x", .id = report.recent[0].check_in});
  CHECK_FALSE(undone.ok);
  CHECK(undone.sentence.find("CRM") != std::string::npos);
}

TEST_CASE("a walk-in whose answer was lost is not called a failure: it may exist") {
  StaffedDoor door;
  door.portal.loses_registration = Failure::Kind::MaybeSent;
  StaffReport report = door.ask(walk_in("new@acme.example"));
  CHECK_FALSE(report.ok);
  CHECK(report.sentence.find("may exist") != std::string::npos);
  CHECK(door.portal.registered == 1);  // never a second time
}

TEST_CASE("a walk-in is registered and the door is asked what it would say") {
  StaffedDoor door;
  const StaffReport report = door.ask(walk_in("new@acme.example"));
  CHECK(report.ok);
  CHECK(report.sentence == "Registered. At the door: GRANT.");
  REQUIRE(report.found.size() == 1);
  CHECK(door.portal.books.contains(report.found[0].code));
  CHECK(door.portal.verifies == 1);
  CHECK(door.portal.check_ins == 0);
}

TEST_CASE("a walk-in who is on the portal's list is not registered again, even where ours is older") {
  StaffedDoor door;
  Registration late = guest(code_of(9), "Ana New");
  late.email = "New@acme.example";
  late.payment_status = "pending";
  door.portal.add(late);  // after our roster was fetched
  const StaffReport report = door.ask(walk_in("new@acme.example"));
  CHECK(report.ok);
  CHECK(report.sentence.find("on the list already") != std::string::npos);
  CHECK(report.sentence.find("At the door: DENY") != std::string::npos);
  REQUIRE(report.found.size() == 1);
  CHECK(report.found[0].code == code_of(9));
  CHECK(door.portal.registered == 0);
}
