// How the door works for now, and in which language.

#include <doctest/doctest.h>

#include "door_world.hpp"
#include "screen/language/language.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

void opens_door_page(const Person& person) {
  unlocks(person);
  person.touches("Door");
  person.sees("This door admits");
}

}  // namespace

TEST_CASE("training looks like the door, says that it is none, and writes nothing here or at the portal") {
  Door door;
  door.play([&](const Person& person) {
    opens_door_page(person);
    person.touches("Training");
    person.sees("TRAINING");
    person.keeps_picture("training-switched");
    person.touches(Act::Close);
    person.sees("Hold your code here");
    person.sees("TRAINING");
    person.scans(kSarah);
    person.sees("Welcome");
    person.sees("TRAINING");
    person.keeps_picture("training");
    unlocks(person);
    person.touches("Walk-in");
    person.touches("First name");
    person.types("Ana");
    person.touches("Last name");
    person.types("Walker");
    person.touches("E-mail");
    person.types("ana@x.example");
    person.touches("Register");
    person.sees("This is training: nothing is written.");
    person.touches("Door");
    person.touches("Training");
    person.sees_no("TRAINING");
  });
  CHECK(door.rows().empty());
  CHECK(door.presentations().empty());
  CHECK_FALSE(door.is_in_at_portal(kSarah));
  for (const Registration& row : door.list_at_portal()) CHECK(row.email != "ana@x.example");
}

TEST_CASE("where an ID is asked for nothing is recorded before staff confirm it") {
  Door door;
  door.play([&](const Person& person) {
    opens_door_page(person);
    person.touches("Ask for an ID");
    person.touches(Act::Close);
    person.sees("ID check");
    person.scans(kSarah);
    person.sees("Please show your ID");
    person.sees("Sarah Johnson");
    person.keeps_picture("ask-for-id");
    person.touches("Not this person");
    person.sees("Hold your code here");
    if (!door.rows().empty() || door.is_in_at_portal(kSarah)) throw Person::Stuck("written before the ID");
    person.scans(kSarah);
    person.touches("ID matches: check in");
    person.sees("Welcome");
    person.sees_that("the portal has it", [&] { return door.is_in_at_portal(kSarah); });
  });
  CHECK(door.row_of(kSarah).granted);
  CHECK(door.rows().size() == 1);
}

TEST_CASE("a gate chosen at the screen turns other tickets away, without a word to the portal") {
  Door door;
  door.play([&](const Person& person) {
    opens_door_page(person);
    person.touches("vip");
    person.keeps_picture("door-page");
    person.touches(Act::Close);
    person.sees("Gate: vip");
    person.scans(kSarah);
    person.sees("Other entrance");
    person.sees("standard");
    person.scans(kJose);
    person.sees("José Ángel Núñez");
    person.sees("Welcome");
    opens_door_page(person);
    person.touches("All tickets");
    person.touches(Act::Close);
    person.scans(kSarah);
    person.sees("Welcome");
  });
  const auto shown = door.presentations();
  REQUIRE(shown.size() == 3);
  CHECK(shown[0].verdict == Verdict::Kind::WrongGate);
  CHECK(shown[0].check_in.empty());
  CHECK(shown[1].verdict == Verdict::Kind::Grant);
  CHECK(shown[2].verdict == Verdict::Kind::Grant);
}

TEST_CASE("staff mute the door without leaving it, and see how loud it is") {
  Door door;
  door.settings().sound = {.volume = 60, .device = "null"};
  door.play([](const Person& person) {
    opens_door_page(person);
    person.sees("60 %");
    person.touches("Louder");
    person.sees("70 %");
    person.touches("Mute");
    person.sees("muted");
    person.keeps_picture("muted");
    person.touches(Act::Close);
    opens_door_page(person);
    person.touches("Unmute");
    person.sees("60 %");
  });
}

TEST_CASE("a guest's touch changes the language of what guests read, and of the verdict after it") {
  Door door;
  door.play([](const Person& person) {
    person.sees("Hold your code here");
    for (const Language* language : languages()) {
      std::string chip(language->code);
      for (char& letter : chip) letter = static_cast<char>(letter - 'a' + 'A');
      person.touches(chip);
      person.sees(std::string((*language)(Say::HoldCodeHere)));
      person.keeps_picture("ready-" + chip);
    }
    person.touches("DE");
    person.sees("Code bitte hierher halten");
    person.scans(kSarah);
    person.sees("Willkommen");
    person.sees("Code bitte hierher halten");  // and stays for whoever comes with them
  });
}
