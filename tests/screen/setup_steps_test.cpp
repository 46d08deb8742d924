#include "screen/setup/setup_steps.hpp"

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::screen;

namespace {

constexpr Wall kNow{milliseconds{1'781'515'800'000}};

Event event(const std::string& id, std::chrono::hours from_now) {
  Event one{.id = id, .name = "Event " + id, .url_slug = "event-" + id};
  one.starts = kNow + from_now;
  return one;
}

/// Somebody at the first run, and a portal that answers what it is told to.
struct FirstRun {
  Setup setup = begin_setup(Settings{}, {"auto", "/dev/video7", "none"});
  SetupWork work;

  void press(Act act, int value = 0) {
    work = {};
    touch(setup, act, value, work);
  }
  void type(const std::string& text) {
    for (const char letter : text) press(Act::Letter, letter);
  }
  void answer(Finding::State licence) {
    hear(setup,
         {.number = setup.asked,
          .findings = {{"portal", Finding::State::Ready, "", ""},
                       {"licence", licence, "is not active", "ask"},
                       {"clock", Finding::State::NotReady, "is off", "set it"}},
          .events = {event("2", std::chrono::hours{20}), event("3", std::chrono::hours{-90}),
                     event("1", std::chrono::hours{-1})}},
         kNow);
  }
};

}  // namespace

TEST_CASE("the first run asks for everything a station needs, and ends with settings to write") {
  FirstRun run;
  run.type("12a34");
  CHECK(run.setup.settings.portal.id == "1234");  // digits only
  run.press(Act::Confirm);
  CHECK(run.work.ask);
  run.answer(Finding::State::Ready);
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Event);
  run.press(Act::Confirm);
  CHECK_FALSE(run.setup.sentence.empty());  // an event has to be chosen
  CHECK(run.setup.events[0].id == "1");     // the one that has begun
  run.press(Act::Pick, 0);
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Camera);
  CHECK(run.work.camera);
  run.press(Act::Pick, 1);
  CHECK(run.work.camera);
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Lane);
  for (int i = 0; i < 20; ++i) run.press(Act::Erase);
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Lane);  // not without a name
  run.type("Door 3");
  run.press(Act::Toggle);
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Pin);
  run.type("2468");
  run.press(Act::Confirm);
  run.type("2468");
  run.press(Act::Confirm);
  REQUIRE(run.setup.step == SetupStep::Finish);
  CHECK_FALSE(run.setup.done);
  run.press(Act::Confirm);
  CHECK(run.setup.done);
  const Settings& chosen = run.setup.settings;
  CHECK(chosen.station.event == "1");
  CHECK(chosen.camera.source == "/dev/video7");
  CHECK(chosen.station.name == "Door 3");
  CHECK(chosen.screen.pin == "2468");
  CHECK(chosen.admission.only_station);
}

TEST_CASE("a portal without a licence is no way on, and a wrong clock is only said") {
  FirstRun run;
  run.type("1234");
  run.press(Act::Confirm);
  run.answer(Finding::State::NotReady);
  CHECK_FALSE(portal_is_good(run.setup));
  run.press(Act::Confirm);
  CHECK(run.setup.step == SetupStep::Portal);
  CHECK(run.work.ask);  // asked again instead
  run.answer(Finding::State::Ready);
  CHECK(portal_is_good(run.setup));
}

TEST_CASE("what the portal said of one id is forgotten with the first letter of another") {
  FirstRun run;
  run.type("1234");
  run.press(Act::Confirm);
  const SetupAnswer late{.number = run.setup.asked};
  run.type("5");
  hear(run.setup, late, kNow);
  CHECK(run.setup.answer.number == 0);
}

TEST_CASE("a PIN is typed twice, has four digits, or is left out on purpose") {
  FirstRun run;
  run.setup.step = SetupStep::Pin;
  run.type("123");
  run.press(Act::Confirm);
  CHECK_FALSE(run.setup.sentence.empty());
  run.type("4");
  run.press(Act::Confirm);
  run.type("1235");
  run.press(Act::Confirm);
  CHECK(run.setup.step == SetupStep::Pin);
  CHECK(run.setup.settings.screen.pin.empty());  // from the beginning
  run.press(Act::Skip);
  CHECK(run.setup.step == SetupStep::Finish);
  CHECK(run.setup.settings.screen.pin.empty());
}

TEST_CASE(
    "events that are on or coming stand before those that are over, and what was configured is chosen") {
  FirstRun run;
  run.setup.settings.station.event = "event-2";
  run.type("1");
  run.press(Act::Confirm);
  run.answer(Finding::State::Ready);
  std::string order;
  for (const Event& one : run.setup.events) order += one.id;
  CHECK(order == "123");
  CHECK(run.setup.settings.station.event == "2");
}
