#include "usher/core/settings.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

Settings good() {
  Settings s;
  s.portal.id = "12345678";
  s.station.event = "annual-member-conference";
  return s;
}

}  // namespace

TEST_CASE("defaults need only the portal and the event") {
  CHECK_FALSE(complaint_about(good()));
  CHECK(complaint_about(Settings{}));
}

TEST_CASE("a command is asked only for what it needs") {
  Settings s;
  CHECK_FALSE(complaint_about(s, Need::Nothing));
  CHECK(complaint_about(s, Need::Portal));
  s.portal.id = "12345678";
  CHECK_FALSE(complaint_about(s, Need::Portal));
  CHECK(complaint_about(s, Need::Event));
}

TEST_CASE("each bad value is named with its mend") {
  const struct {
    const char* key;
    void (*spoil)(Settings&);
  } cases[] = {
      {"portal.id", [](Settings& s) { s.portal.id = "12a"; }},
      {"station.event", [](Settings& s) { s.station.event.clear(); }},
      {"station.name", [](Settings& s) { s.station.name.clear(); }},
      {"station.state", [](Settings& s) { s.station.state.clear(); }},
      {"portal.deadline_ms", [](Settings& s) { s.portal.deadline = milliseconds{5}; }},
      {"camera.width", [](Settings& s) { s.camera.width = 0; }},
      {"camera.height", [](Settings& s) { s.camera.height = 100'000; }},
      {"camera.fps", [](Settings& s) { s.camera.fps = 0; }},
      {"admission.decide", [](Settings& s) { s.admission.decide = "me-first"; }},
      {"admission.unknown_offline", [](Settings& s) { s.admission.unknown_offline = "deny"; }},
      {"screen.language", [](Settings& s) { s.screen.language = "xx"; }},
      {"sound.volume", [](Settings& s) { s.sound.volume = 101; }},
  };
  for (const auto& c : cases) {
    CAPTURE(c.key);
    Settings s = good();
    c.spoil(s);
    const auto complaint = complaint_about(s);
    REQUIRE(complaint);
    CHECK(complaint->starts_with(c.key));
  }
}

TEST_CASE("auto decides locally only where the station is declared the only one") {
  CHECK(policy_of({}).decide == Policy::Decide::PortalFirst);
  CHECK(policy_of({.only_station = true}).decide == Policy::Decide::LocalFirst);
  CHECK(policy_of({.decide = "portal-first", .only_station = true}).decide == Policy::Decide::PortalFirst);
}
