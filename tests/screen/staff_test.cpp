// Where staff are, and where a touch leads them.

#include <doctest/doctest.h>

#include "shift.hpp"

using namespace usher;
using namespace usher::screen;

TEST_CASE("only the PIN opens the staff side, and five wrong ones bar it for longer and longer") {
  Shift shift;
  shift.press(Act::Open);
  for (int i = 0; i < 5; ++i) shift.type("1111");
  CHECK(shift.staff.page == StaffPage::Pin);
  shift.type("2468");
  CHECK(shift.staff.page == StaffPage::Pin);  // barred: the right one is not even looked at
  shift.world.now += seconds{31};
  shift.type("0000");
  shift.world.now += seconds{31};
  shift.type("2468");
  CHECK(shift.staff.page == StaffPage::Pin);  // the sixth costs a minute
  shift.world.now += seconds{31};
  shift.type("2468");
  CHECK(shift.staff.page == StaffPage::Search);
}

TEST_CASE("closing and coming back does not forget wrong PINs") {
  Shift shift;
  for (int i = 0; i < 5; ++i) {
    shift.press(Act::Open);
    shift.type("1111");
    shift.press(Act::Close);
  }
  shift.press(Act::Open);
  shift.type("2468");
  CHECK(shift.staff.page == StaffPage::Pin);
}

TEST_CASE("a screen that nobody touches locks itself and forgets whom it showed") {
  Shift shift;
  shift.unlock();
  shift.type("jo");
  shift.world.now += seconds{89};
  pass_time(shift.staff, shift.world, shift.work);
  CHECK(shift.staff.open());
  shift.world.now += seconds{2};
  pass_time(shift.staff, shift.world, shift.work);
  CHECK_FALSE(shift.staff.open());
  CHECK(shift.staff.query.empty());
}

TEST_CASE("each letter asks the desk, and only the newest answer counts") {
  Shift shift;
  shift.unlock();
  shift.type("jo");
  REQUIRE(shift.work.requests.size() == 2);
  CHECK(shift.work.requests[1].text == "jo");
  StaffReport late{.number = shift.work.requests[0].number};
  late.found = {guest_with("EVT-AAAAAAAAAAAA")};
  hear(shift.staff, late, shift.world.now, shift.work);
  CHECK(shift.staff.answer.found.empty());
  shift.answer({guest_with("EVT-BBBBBBBBBBBB")});
  CHECK(shift.staff.answer.found.size() == 1);
}

TEST_CASE("a check-in by hand is a scan of the guest's code, and the screen goes back to the door") {
  Shift shift;
  shift.unlock();
  shift.type("s");
  shift.answer({guest_with("EVT-ABC123DEF456")});
  shift.press(Act::Pick, 0);
  CHECK(shift.staff.page == StaffPage::Guest);
  shift.press(Act::CheckIn);
  REQUIRE(shift.work.admit.size() == 1);
  CHECK(shift.work.admit[0] == "EVT-ABC123DEF456");
  CHECK_FALSE(shift.staff.open());
}

TEST_CASE("a walk-in is let in alone, whomever staff looked at before") {
  Shift shift;
  shift.unlock();
  shift.type("s");
  shift.answer({guest_with("EVT-AAAA00000001")});
  shift.press(Act::Pick, 0);
  shift.press(Act::Back);
  shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  shift.staff.made = guest_with("EVT-BBBB00000002");
  shift.press(Act::CheckIn);
  CHECK(shift.work.admit == std::vector<std::string>{"EVT-BBBB00000002"});
}

TEST_CASE("a ticket type that the event has no more cannot be chosen") {
  Shift shift;
  shift.unlock();
  shift.world.ticket_types = {"standard"};
  shift.press(Act::TicketType, 1);
  CHECK(shift.staff.ticket_type.empty());
  shift.press(Act::Gate, 1);
  CHECK_FALSE(shift.staff.mode.gate.has_value());
}

TEST_CASE("a code scanned into the search field is a scan, not a search") {
  Shift shift;
  shift.unlock();
  shift.type("EVT-ABC123DEF456");
  shift.press(Act::Enter);
  REQUIRE(shift.work.admit.size() == 1);
  CHECK(shift.staff.query.empty());
}

TEST_CASE("of a group only those who may enter can be chosen_codes") {
  Shift shift;
  shift.unlock();
  shift.type("s");
  shift.answer({guest_with("EVT-AAAAAAAAAAAA")});
  shift.press(Act::Pick, 0);
  shift.press(Act::OpenGroup);
  CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Group);
  CHECK(shift.work.requests.back().text == "office@b.example");
  Registration cancelled = guest_with("EVT-BBBBBBBBBBBB");
  cancelled.registration_status = "cancelled";
  shift.answer({guest_with("EVT-AAAAAAAAAAAA"), cancelled, guest_with("EVT-CCCCCCCCCCCC")});
  shift.press(Act::Toggle, 1);
  CHECK(shift.staff.chosen_codes.empty());
  shift.press(Act::ToggleAll);
  shift.press(Act::Toggle, 0);
  shift.press(Act::Admit);
  REQUIRE(shift.staff.to_admit.size() == 1);
  CHECK(shift.staff.to_admit.front() == "EVT-CCCCCCCCCCCC");
}

TEST_CASE("gate, ID check and training are changed for now, and survive the lock") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Gate, 1);
  CHECK(shift.work.mode_changed);
  CHECK(*shift.staff.mode.gate == std::vector<std::string>{"vip"});
  shift.press(Act::AskForId);
  shift.press(Act::Close);
  CHECK(shift.staff.mode.ask_for_id);
  CHECK(shift.staff.mode.gate.has_value());
}

TEST_CASE("staff mute the door and turn it up again, and the lock does not forget it") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Volume, 0);
  CHECK(*shift.staff.volume == 0);
  shift.press(Act::Close);
  CHECK(*shift.staff.volume == 0);
  shift.press(Act::Volume, 0);
  CHECK(*shift.staff.volume == shift.world.volume);  // as loud as it was configured
  for (int i = 0; i < 20; ++i) shift.press(Act::Volume, 10);
  CHECK(*shift.staff.volume == 100);
}

TEST_CASE("an ID check waits for staff, and for nobody else's page") {
  Shift shift;
  ask_for_id(shift.staff, guest_with("EVT-AAAAAAAAAAAA"), shift.world.now);
  CHECK(shift.staff.page == StaffPage::Confirm);
  ask_for_id(shift.staff, guest_with("EVT-BBBBBBBBBBBB"),
             shift.world.now);  // the next guest takes their place
  shift.press(Act::Confirm);
  REQUIRE(shift.work.admit.size() == 1);
  CHECK(shift.work.admit[0] == "EVT-BBBBBBBBBBBB");
  ask_for_id(shift.staff, guest_with("EVT-AAAAAAAAAAAA"), shift.world.now);
  shift.world.now += seconds{31};
  pass_time(shift.staff, shift.world, shift.work);
  CHECK_FALSE(shift.staff.open());
}

TEST_CASE("a list that staff watch is asked for again and again, and what they did stays said") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::Queue));
  REQUIRE(shift.work.requests.back().kind == StaffRequest::Kind::Waiting);
  pass_time(shift.staff, shift.world, shift.work);
  shift.answer({});
  shift.staff.sentence = "Taken back.";
  const std::size_t asked = shift.work.requests.size();
  pass_time(shift.staff, shift.world, shift.work);
  shift.world.now += seconds{1};
  pass_time(shift.staff, shift.world, shift.work);
  CHECK(shift.work.requests.size() == asked);
  shift.world.now += seconds{2};
  pass_time(shift.staff, shift.world, shift.work);
  REQUIRE(shift.work.requests.size() == asked + 1);
  CHECK(shift.staff.answer.number != 0);  // the list stays until the new one is here
  pass_time(shift.staff, shift.world, shift.work);
  CHECK(shift.work.requests.size() == asked + 1);  // one question at a time
  shift.answer({});
  CHECK(shift.staff.sentence == "Taken back.");
}

TEST_CASE("readiness is looked at when asked, and Back leads to where one came from") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::Readiness));
  REQUIRE(shift.work.requests.back().kind == StaffRequest::Kind::Readiness);
  shift.answer({});
  const std::size_t asked = shift.work.requests.size();
  shift.world.now += seconds{60};
  pass_time(shift.staff, shift.world, shift.work);
  CHECK(shift.work.requests.size() == asked);
  shift.press(Act::LookAgain);
  CHECK(shift.work.requests.size() == asked + 1);
  shift.press(Act::Back);
  CHECK(shift.staff.page == StaffPage::Door);
}

TEST_CASE("staff choose whether verdicts say what a guest needs, and the lock does not forget it") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Requirements);
  CHECK(*shift.staff.requirements);
  shift.press(Act::Close);
  CHECK(*shift.staff.requirements);
  shift.press(Act::Requirements);
  CHECK_FALSE(*shift.staff.requirements);
}

TEST_CASE("a PIN page that somebody opened and left gives the door back soon, but not while it is barred") {
  Shift shift;
  shift.press(Act::Open);
  const auto passes = [&](seconds time) {
    shift.world.now += time;
    pass_time(shift.staff, shift.world, shift.work);
  };
  SUBCASE("nothing typed") {
    passes(seconds{19});
    CHECK(shift.staff.open());
    passes(seconds{2});
  }
  SUBCASE("five wrong ones") {
    for (int i = 0; i < 5; ++i) shift.type("1111");
    passes(seconds{29});
    CHECK(shift.staff.open());
    passes(seconds{15});
    CHECK(shift.staff.open());  // time enough to type the right one
    passes(seconds{7});
  }
  CHECK_FALSE(shift.staff.open());
}
