// The first run: from nothing configured to a door that opens.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "cli/first_run.hpp"
#include "door_world.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

/// A machine on which nothing is configured but where the portal is and where the journal lies.
struct FreshStation {
  explicit FreshStation(Door& door) {
    overrides.config = door.folder() + "/station.toml";
    std::ofstream(overrides.config) << "[station]\nstate = \"" << door.folder()
                                    << "/fresh\"\n[portal]\nurl = \"" << door.settings().portal.url
                                    << "\"\n[camera]\nsource = \"none\"\n[sound]\nvolume = 0\n";
  }

  /// Plays the setup; true when it was gone through.
  bool play(const std::function<void(const Person&)>& story) const {
    bool written = false;
    screen::play(story, [&](Stage& stage) {
      const auto settings = settings_to_complete(overrides, false);
      REQUIRE(settings.has_value());
      SetupOptions options{.settings = *settings};
      options.finished = [&] { return stage.over.load(); };
      options.drawn = [&](const Canvas& canvas) { stage.person.look_at(canvas); };
      written = set_up(options, overrides);
    });
    return written;
  }

  Overrides overrides;
};

}  // namespace

TEST_CASE("the first run writes a configuration, and the next start opens the door with it" *
          doctest::test_suite("everyday")) {
  Door door;
  const FreshStation fresh(door);
  const bool written = fresh.play([&](const Person& person) {
    person.sees("Which portal?");
    person.types("12345678");
    person.sees("12345678");
    person.keeps_picture("setup-portal");
    person.touches("Ask the portal");
    person.sees("Licence");
    person.keeps_picture("setup-portal-asked");
    person.touches("Next");
    person.sees("Which event?");
    person.touches("Next");
    person.sees("Choose the event of this door.");
    person.sees("has begun");
    person.keeps_picture("setup-event");
    person.touches(kGathering);
    person.touches("Next");
    person.sees("Does the camera see?");
    person.touches("No camera: hand scanners");
    person.keeps_picture("setup-camera");
    person.touches("Next");
    person.sees("What is this lane called?");
    person.presses("BackSpace", 20);
    person.types("West gate");
    person.sees("West gate");
    person.keeps_picture("setup-lane");
    person.touches("Next");
    person.sees("A PIN for staff");
    person.types(kPin);
    person.keeps_picture("setup-pin");
    person.touches("Next");
    person.sees("Once more");
    for (const char* key : {"2", "4", "6", "8"}) person.touches(key);
    person.touches("Next");
    person.sees("Ready to begin");
    person.sees("West gate");
    person.keeps_picture("setup-summary");
    person.touches("Begin");
    person.sees_that("it is written", [&] {
      std::ifstream file(fresh.overrides.config);
      return std::string(std::istreambuf_iterator<char>(file), {}).find("West gate") != std::string::npos;
    });
  });
  CHECK(written);
  const Settings settings = load_settings(fresh.overrides, Need::Event);
  CHECK(settings.station.name == "West gate");
  CHECK(settings.screen.pin == kPin);
  door.settings() = settings;
  door.play([&](const Person& person) {
    person.sees(kGathering);
    person.sees("West gate");
    unlocks(person);
    person.presses("Escape");
    person.scans(kSarah);
    person.sees("Welcome");
    person.sees_that("the portal has it", [&] { return door.is_in_at_portal(kSarah); });
  });
}

TEST_CASE("a portal without a licence or the app says so in words, and is no way on") {
  for (const char* fault : {"unlicensed", "unauthorised"}) {
    CAPTURE(fault);
    Door door({.faults = std::string(R"({"faults": [{"fault": ")") + fault + R"("}]})"});
    const FreshStation fresh(door);
    const bool written = fresh.play([&](const Person& person) {
      person.sees("Which portal?");
      person.types("12345678");
      person.touches("Ask the portal");
      person.touches("Ask again");
      person.sees("Ask again");
      person.keeps_picture(std::string("setup-") + fault);
      person.sees_no("Next");
    });
    CHECK_FALSE(written);
  }
}
