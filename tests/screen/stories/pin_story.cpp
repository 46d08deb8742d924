// The lock between guests and the staff pages.

#include <doctest/doctest.h>

#include "door_world.hpp"

using namespace usher;
using namespace usher::screen;

TEST_CASE("a wrong PIN opens nothing and says so, the right one opens the staff pages" *
          doctest::test_suite("everyday")) {
  Door door;
  door.play([](const Person& person) {
    person.sees("Hold your code here");
    person.touches(Act::Open);
    person.sees("Staff PIN");
    person.types("1357");
    person.sees("Wrong PIN");
    person.keeps_picture("pin-wrong");
    for (const char* key : {"2", "4", "6", "8"}) person.touches(key);
    person.sees("One letter is enough.");
    person.touches(Act::Close);
    person.sees("Hold your code here");
    person.presses("F2");  // at a keyboard
    person.sees("Staff PIN");
    person.presses("Escape");
    person.sees("Hold your code here");
  });
}

TEST_CASE("five wrong PINs bar the staff pages: the right one opens nothing until the time is over") {
  Door door;
  door.play([](const Person& person) {
    person.sees("Hold your code here");
    person.touches(Act::Open);
    person.types("13571357135713571357");
    person.sees("Locked for");
    person.keeps_picture("pin-locked");
    person.types(kPin);
    person.touches(Act::Close);  // leaving and coming back does not help
    person.sees("Hold your code here");
    person.touches(Act::Open);
    person.sees("Locked for");
    person.types(kPin);
    person.sees("Staff PIN", seconds{60});
    person.types(kPin);
    person.sees("One letter is enough.");
  });
}

TEST_CASE("staff pages that nobody touches lock themselves, and what was looked up is gone") {
  Door door;
  door.play([](const Person& person) {
    unlocks(person);
    person.types("sarah");
    person.sees("Sarah Johnson");
    person.sees("Hold your code here", seconds{120});
    person.touches(Act::Open);
    person.sees("Staff PIN");
    person.types(kPin);
    person.sees("One letter is enough.");
  });
}
