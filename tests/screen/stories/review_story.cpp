// What happened, what waits, and what a person has to put right.

#include <doctest/doctest.h>

#include "door_world.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

bool is_row(const Door& door, const std::string& code, CheckIn::State state) {
  const CheckIn row = door.row_of(code);
  return !row.id.empty() && row.state == state;
}

}  // namespace

TEST_CASE(
    "an admission that the portal cannot have is taken back with a reason, and the pass may enter again") {
  Door door;
  door.play([&](const Person& person) {
    person.sees("Hold your code here");
    door.portal_leaves();
    person.scans(kSarah);
    person.sees("Welcome");
    unlocks(person);
    person.touches("Recent");
    person.sees("Sarah Johnson");
    person.keeps_picture("recent");
    person.touches("Take back");
    person.sees("Why is this admission taken back?");
    person.types("her sister");
    person.keeps_picture("take-back");
    person.touches("Save");
    person.sees("this pass may enter again");
    person.sees_no("Take back");  // a small screen has no room for the words that stand there elsewhere
    person.touches(Act::Close);
    person.sees("Hold your code here");
  });
  const CheckIn row = door.row_of(kSarah);
  CHECK(row.undone);
  CHECK_FALSE(row.granted);
  CHECK(row.note.find("her sister") != std::string::npos);
}

TEST_CASE("a mistake that the portal has becomes a task for the CRM, which a person closes with words") {
  Door door;
  door.play([&](const Person& person) {
    person.sees("Hold your code here");
    person.scans(kSarah);
    person.sees("Welcome");
    person.sees_that("it is delivered", [&] { return is_row(door, kSarah, CheckIn::State::Closed); });
    unlocks(person);
    person.touches("Recent");
    // The button stands only where the portal has it; a small screen has no room for the words beside it.
    person.touches("A mistake…");
    person.types("it was her sister");
    person.touches("Save");
    person.sees("Noted for the CRM");
    person.touches("Review 1");
    person.sees("her sister");
    person.keeps_picture("review");
    person.touches("Close…");
    person.presses("Return");  // not by silence
    person.sees("This closes the exception");
    person.types("set back in the CRM");
    person.touches("Save");
    person.sees("Nothing to review.");
  });
  const CheckIn row = door.row_of(kSarah);
  CHECK(row.state == CheckIn::State::Closed);
  CHECK(row.closed_by == "staff");
  CHECK(row.note.find("set back in the CRM") != std::string::npos);
}

TEST_CASE("who entered without the portal waits in the queue, and leaves it when the portal is back") {
  Door door;
  door.play([&](const Person& person) {
    person.sees("Hold your code here");
    door.portal_leaves();
    person.scans(kSarah);
    person.sees("Welcome");
    person.sees("Sarah Johnson");
    person.scans(kJose);
    person.sees("José Ángel Núñez");
    unlocks(person);
    person.touches("Review");
    person.sees("Nothing to review.");
    person.touches("Waiting for the portal  2");
    person.sees("Sarah Johnson");
    person.sees("José Ángel Núñez");
    person.sees("No link to the portal");
    person.keeps_picture("queue");
    door.portal_returns();
    person.sees("The portal has everything.");
  });
  CHECK(door.is_in_at_portal(kSarah));
  CHECK(door.is_in_at_portal(kJose));
}

TEST_CASE("before doors one page says what is ready, and what has to be mended") {
  Door door;
  door.play([&](const Person& person) {
    unlocks(person);
    person.touches("Door");
    person.touches("Before doors: is everything ready?");
    for (const char* check : {"Portal", "Licence", "Event", "Camera", "Disk"}) person.sees(check);
    person.keeps_picture("readiness");
    door.portal_leaves();
    person.touches("Look again");
    person.sees("to mend before doors");
    person.keeps_picture("readiness-trouble");
    person.touches("Back");
    person.sees("This door admits");
  });
}
