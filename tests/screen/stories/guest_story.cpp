// Guests who come with a code, without one, or with a mistake in their record.

#include <doctest/doctest.h>

#include "door_world.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

std::size_t registered_with(const Door& door, const std::string& email) {
  const auto list = door.list_at_portal();
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [&](const Registration& row) { return row.email == email; }));
}

void fills_in(const Person& person, const std::string& first, const std::string& last,
              const std::string& email) {
  person.touches("Walk-in");
  person.touches("First name");
  person.types(first);
  person.touches("Last name");
  person.types(last);
  person.touches("E-mail");
  person.types(email);
}

}  // namespace

TEST_CASE("what a hand scanner types at the door is a guest let in, here and at the portal" *
          doctest::test_suite("everyday")) {
  Door door;
  door.play([&](const Person& person) {
    person.sees("Hold your code here");
    person.scans(kSarah);
    person.sees("Welcome");
    person.sees("Sarah Johnson");
    person.sees_that("the portal has it", [&] { return door.is_in_at_portal(kSarah); });
    person.scans(kSarah);
    person.sees("Already checked in");
  });
  CHECK(door.row_of(kSarah).granted);
  const auto shown = door.presentations();
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].source == Scan::Source::Wedge);
  CHECK(shown[0].verdict == Verdict::Kind::Grant);
  CHECK(shown[1].verdict == Verdict::Kind::AlreadyIn);
}

TEST_CASE("staff find a guest by a piece of the name without its accents, and let them in by hand" *
          doctest::test_suite("everyday")) {
  Door door;
  door.play([&](const Person& person) {
    unlocks(person);
    person.types("j");
    person.sees("Sarah Johnson");  // one letter is enough
    person.sees("José Ángel Núñez");
    person.presses("BackSpace");
    person.types("unez");  // nor need it be the beginning
    person.sees("José Ángel Núñez");
    person.sees_no("Sarah Johnson");
    person.keeps_picture("search");
    person.touches("José Ángel Núñez");
    for (const char* words : {"Contact", "Registration", "Ticket", "Payment", "Checked in", "Refund"})
      person.sees(words);
    person.sees("jose@example.com");
    person.keeps_picture("guest");
    person.touches_twice("Check in");
    person.sees("Welcome");  // in the same language: a chip for another one stands where the button was
    person.sees("José Ángel Núñez");
    person.sees_that("the portal has it", [&] { return door.is_in_at_portal(kJose); });
    person.sees("Hold your code here");
  });
  CHECK(door.row_of(kJose).granted);
  REQUIRE(door.presentations().size() == 1);
  CHECK(door.presentations()[0].source == Scan::Source::Hand);
}

TEST_CASE("a walk-in is typed on the screen's own keys, registered once with the ticket chosen, and let in") {
  Door door;
  std::string code;
  door.play([&](const Person& person) {
    unlocks(person);
    person.touches("Walk-in");
    person.sees("Free of charge");
    person.sees("32 places left");
    person.touches("Register");
    person.sees("First name, last name and e-mail are needed.");
    person.taps("Ana");  // names begin with a capital by themselves
    person.touches("Last name");
    person.taps("Walker");
    person.touches("E-mail");
    person.taps("ana");
    person.touches("Register");
    person.sees("no e-mail address");
    person.taps("_w@x.example");
    person.touches("vip");
    person.keeps_picture("walk-in");
    person.touches("Register");
    person.sees("Registered");
    person.keeps_picture("walk-in-made");
    for (const Registration& row : door.list_at_portal()) {
      if (row.email == "ana_w@x.example") code = row.code;
    }
    person.touches("Check in now");
    person.sees("Welcome");
    person.sees_that("the portal has it", [&] { return door.is_in_at_portal(code); });
  });
  CHECK(registered_with(door, "ana_w@x.example") == 1);
  REQUIRE(door.at_portal(code).has_value());
  CHECK(door.at_portal(code)->attendee_name == "Ana Walker");
  CHECK(door.at_portal(code)->ticket_type == "vip");
  CHECK(door.row_of(code).granted);
}

TEST_CASE("a walk-in who has to pay is told so, and is not called let in") {
  Door door({.price = "45"});
  door.play([&](const Person& person) {
    unlocks(person);
    person.touches("Walk-in");
    person.sees("45 EUR");
    fills_in(person, "Ana", "Walker", "ana@x.example");
    person.touches("Register");
    person.sees("Payment not received");
    person.keeps_picture("walk-in-to-pay");
  });
  CHECK(registered_with(door, "ana@x.example") == 1);
  CHECK(door.rows().empty());
}

TEST_CASE("a full event refuses a walk-in in words, and nobody is registered") {
  Door door({.taken = 40});
  door.play([&](const Person& person) {
    unlocks(person);
    person.touches("Walk-in");
    person.sees("full");
    fills_in(person, "Ana", "Walker", "ana@x.example");
    person.touches("Register");
    person.sees("Not registered: the event is full.");
    person.keeps_picture("walk-in-full");
  });
  CHECK(registered_with(door, "ana@x.example") == 0);
}

TEST_CASE("a walk-in whose answer is lost on the way is found on the list, not registered again") {
  Door door(
      {.faults = R"({"faults": [{"fault": "drop_after", "endpoint": "create-registration", "count": 1}]})"});
  door.play([&](const Person& person) {
    unlocks(person);
    fills_in(person, "Ana", "Walker", "ana@x.example");
    person.touches("Register");
    person.sees("Registered");
  });
  CHECK(registered_with(door, "ana@x.example") == 1);
}

TEST_CASE("a walk-in of whom nobody knows is looked for, and never sent a second time meanwhile") {
  Door door({.faults = R"({"faults": [
      {"fault": "latency", "endpoint": "create-registration", "ms": 4000, "after": true}]})"});
  door.play([&](const Person& person) {
    unlocks(person);
    fills_in(person, "Ana", "Walker", "ana@x.example");
    person.touches("Register");
    person.sees_that("the portal has written it",
                     [&] { return registered_with(door, "ana@x.example") == 1; });
    door.portal_leaves();  // and nobody here has heard of it, nor can look it up
    person.sees("the registration may exist");
    person.keeps_picture("walk-in-undecided");
    person.touches(Act::Close);  // forgetting the page forgets nothing
    unlocks(person);
    door.portal_returns();
    fills_in(person, "Ana", "Walker", "ana@x.example");
    person.touches("Look again");
    person.sees("Registered");
  });
  CHECK(registered_with(door, "ana@x.example") == 1);
}

TEST_CASE("a group is checked in by its purchaser, with a tick for everybody who may enter") {
  Door door;
  door.play([&](const Person& person) {
    unlocks(person);
    person.types("baker");
    person.touches("Ann Baker");
    person.touches("Group");
    person.sees("0 of 3 are here");
    person.touches("Tick all");
    person.sees("Check in 2");  // not the one who cancelled
    person.keeps_picture("group");
    person.touches("Check in 2");
    person.sees("2 of 3 are here");
    person.sees_that("the portal has both",
                     [&] { return door.is_in_at_portal(kBaker) && door.is_in_at_portal(kBowen); });
  });
  CHECK(door.row_of(kBaker).granted);
  CHECK(door.row_of(kBowen).granted);
  CHECK(door.rows().size() == 2);
  CHECK_FALSE(door.is_in_at_portal(kBrandt));
}

TEST_CASE("each of the five properties that may be corrected is corrected at the portal") {
  struct Case {
    const char *button, *before, *after;
    bool on_card = true;
  };
  const Case cases[] = {{"Name", "Sarah Johnson", "Sarah Jonson"},
                        {"Job title", "", "Teacher"},
                        {"Company", "Acme Corp", "Acme Europe"},
                        {"E-mail", "sarah@example.com", "sj@example.com"},
                        {"Phone", "", "+31 6 1234", false}};
  Door door;
  door.play([&](const Person& person) {
    unlocks(person);
    person.types("sarah");
    person.touches("Sarah Johnson");
    for (const Case& c : cases) {
      person.touches(c.button);
      person.sees("Save");
      if (*c.before != 0) {
        person.sees(c.before);
        person.presses("BackSpace", static_cast<int>(std::string(c.before).size()));
      }
      person.types(c.after);
      person.sees(c.after);
      person.keeps_picture("correct");
      person.touches("Save");
      person.sees("Corrected");
      if (c.on_card) person.sees(c.after);  // at once
    }
  });
  const auto row = door.at_portal(kSarah);
  REQUIRE(row.has_value());
  CHECK(row->attendee_name == "Sarah Jonson");
  CHECK(row->job_title == "Teacher");
  CHECK(row->company == "Acme Europe");
  CHECK(row->email == "sj@example.com");
  CHECK(row->phone == "+31 6 1234");
}
