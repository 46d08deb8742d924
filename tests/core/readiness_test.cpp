#include "usher/core/readiness.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace usher;
using std::chrono::hours;

namespace {

const Wall kSixPm{milliseconds{1'781'546'400'000}};

/// A station an hour before doors, with all as it should be.
ReadinessFacts well() {
  ReadinessFacts f;
  f.settings.station.name = "North door 1";
  f.settings.portal.id = "12345678";
  f.now.wall = kSixPm;
  f.licensed = true;
  f.portal_took = milliseconds{80};
  f.clock_ahead = milliseconds{-400};
  f.event = Event{.id = "77", .name = "Winter Gala", .status = "published", .starts = kSixPm + hours(1)};
  f.event->capacity_current = 200;
  f.event_by_portal = true;
  f.has_roster = true;
  f.roster_event = "77";
  f.roster_rows = 201;
  f.roster_registered = 190;
  f.roster_fetched = kSixPm - seconds(90);
  f.free_megabytes = 9000;
  f.fsync_ms = 6;
  f.camera_fps = 30;
  f.test_code = "EVT-…Y456";
  return f;
}

const Finding& named(const std::vector<Finding>& findings, const std::string& name) {
  for (const Finding& finding : findings) {
    if (finding.name == name) return finding;
  }
  FAIL("no check named ", name);
  return findings.front();
}

Failure failure(Failure::Kind kind, int status) {
  return {kind, status, "a reason", std::nullopt, std::nullopt};
}

}  // namespace

TEST_CASE("a station with all as it should be is ready, and no check is left out") {
  const auto findings = judge_readiness(well());
  CHECK(findings.size() == 16);
  CHECK(all_ready(findings));
  for (const Finding& finding : findings) {
    CAPTURE(finding.name);
    CHECK(finding.state == Finding::State::Ready);
    CHECK_FALSE(finding.sentence.empty());
    CHECK(finding.mend.empty());
  }
}

TEST_CASE("a station that found out nothing is not ready, and each check says how to mend it") {
  ReadinessFacts nothing;
  const auto findings = judge_readiness(nothing);
  CHECK_FALSE(all_ready(findings));
  for (const char* name :
       {"portal", "tls", "licence", "event", "roster", "clock", "camera", "test code", "disk"}) {
    CAPTURE(name);
    CHECK(named(findings, name).state == Finding::State::NotReady);
    CHECK_FALSE(named(findings, name).mend.empty());
  }
}

TEST_CASE("each trouble is found by its own check") {
  using State = Finding::State;
  const struct {
    const char* name;
    const char* check;
    State state;
    std::function<void(ReadinessFacts&)> break_it;
  } cases[] = {
      {"a bad file", "configuration", State::NotReady,
       [](auto& f) { f.configuration_trouble = "line 3: no"; }},
      {"no network", "portal", State::NotReady,
       [](auto& f) { f.licensed.reset(), f.portal_failure = failure(Failure::Kind::NotSent, 0); }},
      {"no network, so TLS unknown", "tls", State::NotReady,
       [](auto& f) { f.licensed.reset(), f.portal_failure = failure(Failure::Kind::NotSent, 0); }},
      {"somebody else's certificate", "tls", State::NotReady,
       [](auto& f) {
         f.licensed.reset(), f.portal_failure = failure(Failure::Kind::NotSent, 0);
         f.portal_failure->detail = "SSL certificate problem: certificate has expired";
       }},
      {"a login page of the venue", "portal", State::NotReady,
       [](auto& f) { f.licensed.reset(), f.portal_failure = failure(Failure::Kind::MaybeSent, 200); }},
      {"a portal in trouble", "portal", State::NotReady,
       [](auto& f) { f.licensed.reset(), f.portal_failure = failure(Failure::Kind::MaybeSent, 503); }},
      {"a slow portal", "portal", State::Mind, [](auto& f) { f.portal_took = milliseconds{1400}; }},
      {"no licence", "licence", State::NotReady, [](auto& f) { f.licensed = false; }},
      {"no licence, said with 403", "licence", State::NotReady,
       [](auto& f) { f.portal_failure = failure(Failure::Kind::LicenceInactive, 403); }},
      {"another's portal id", "authorisation", State::NotReady,
       [](auto& f) { f.portal_failure = failure(Failure::Kind::NotAuthorised, 403); }},
      {"a blocked station", "authorisation", State::NotReady,
       [](auto& f) { f.portal_failure = failure(Failure::Kind::Blocked, 401); }},
      {"no such event", "event", State::NotReady, [](auto& f) { f.event.reset(); }},
      {"last week's event", "event", State::NotReady,
       [](auto& f) { f.event->starts = kSixPm - hours(7 * 24); }},
      {"next week's event", "event", State::Mind, [](auto& f) { f.event->starts = kSixPm + hours(7 * 24); }},
      {"a cancelled event", "event", State::NotReady, [](auto& f) { f.event->status = "cancelled"; }},
      {"an event nobody confirmed", "event", State::Mind, [](auto& f) { f.event_by_portal = false; }},
      {"no roster", "roster", State::NotReady, [](auto& f) { f.has_roster = false; }},
      {"an empty roster", "roster", State::NotReady, [](auto& f) { f.roster_rows = 0; }},
      {"yesterday's roster", "roster", State::NotReady,
       [](auto& f) { f.roster_fetched = kSixPm - hours(20); }},
      {"a roster of tomorrow", "roster", State::Mind, [](auto& f) { f.roster_fetched = kSixPm + hours(20); }},
      {"a roster that cannot be read", "roster", State::NotReady,
       [](auto& f) { f.roster_trouble = "is damaged"; }},
      {"another event's roster", "roster", State::NotReady, [](auto& f) { f.roster_event = "78"; }},
      {"a roster cut at a page", "roster", State::Mind, [](auto& f) { f.roster_rows = 100; }},
      {"a clock of last year", "clock", State::NotReady, [](auto& f) { f.clock_ahead = -hours(24 * 365); }},
      {"a clock two minutes ahead", "clock", State::NotReady,
       [](auto& f) { f.clock_ahead = milliseconds{120'001}; }},
      {"no camera", "camera", State::NotReady, [](auto& f) { f.camera_trouble = "cannot be opened"; }},
      {"a camera at eight frames", "camera", State::NotReady, [](auto& f) { f.camera_fps = 8; }},
      {"a blurred lens", "focus", State::NotReady, [](auto& f) { f.lens_trouble = "is out of focus"; }},
      {"no code shown", "test code", State::NotReady, [](auto& f) { f.test_code.clear(); }},
      {"no speaker", "sound", State::NotReady, [](auto& f) { f.sound_trouble = "no device"; }},
      {"muted by choice", "sound", State::Mind, [](auto& f) { f.settings.sound.volume = 0; }},
      {"no screen", "display", State::NotReady, [](auto& f) { f.display_trouble = "no X11"; }},
      {"a kiosk's screen, looked at from outside", "display", State::Mind,
       [](auto& f) { f.display_trouble = "no X11", f.screen_plugged_in = "HDMI-A-1"; }},
      {"a full disk", "disk", State::NotReady, [](auto& f) { f.free_megabytes = 12; }},
      {"a folder that others may read", "disk", State::Mind, [](auto& f) { f.open_to_others = "/s (0755)"; }},
      {"a slow card", "disk", State::NotReady, [](auto& f) { f.fsync_ms = 240; }},
      {"a folder of another user's", "disk", State::NotReady,
       [](auto& f) { f.state_trouble = "cannot be written"; }},
      {"a journal that cannot be read", "queue", State::NotReady,
       [](auto& f) { f.queue_trouble = "the journal is damaged"; }},
      {"check-ins waiting", "queue", State::Mind, [](auto& f) { f.waiting = 3; }},
      {"an exception nobody closed", "queue", State::NotReady, [](auto& f) { f.exceptions = 1; }},
      {"too little voltage", "power", State::NotReady, [](auto& f) { f.under_voltage_now = true; }},
      {"a low battery", "power", State::NotReady,
       [](auto& f) { f.on_mains = false, f.battery_percent = 31; }},
      {"too little voltage once", "power", State::Mind, [](auto& f) { f.under_voltage_since_boot = true; }},
      {"a full battery, unplugged", "power", State::Mind,
       [](auto& f) { f.on_mains = false, f.battery_percent = 96; }},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    ReadinessFacts facts = well();
    c.break_it(facts);
    const auto findings = judge_readiness(facts);
    const Finding& finding = named(findings, c.check);
    CHECK(finding.state == c.state);
    CHECK_FALSE(finding.mend.empty());
    CHECK(all_ready(findings) == (c.state == State::Mind));
  }
}

TEST_CASE("a refused certificate is not taken for a cable that is out") {
  ReadinessFacts facts = well();
  facts.licensed.reset();
  facts.portal_failure = failure(Failure::Kind::NotSent, 0);
  facts.portal_failure->detail = "certificate has expired";
  const auto findings = judge_readiness(facts);
  CHECK(named(findings, "portal").mend.find("cable") == std::string::npos);
  CHECK(named(findings, "tls").sentence.find("certificate has expired") != std::string::npos);
  CHECK(named(findings, "tls").mend.find("clock") != std::string::npos);
}

TEST_CASE("without a configuration nothing is called ready that nobody could ask") {
  ReadinessFacts nothing;
  nothing.configuration_trouble = "portal.id is missing; give the HubSpot portal id";
  const auto findings = judge_readiness(nothing);
  const Finding& configuration = named(findings, "configuration");
  CHECK(configuration.sentence == "portal.id is missing");
  CHECK(configuration.mend.rfind("give the HubSpot portal id", 0) == 0);
  CHECK(configuration.mend.find("usher run --setup") != std::string::npos);
  for (const char* name : {"portal", "tls", "licence", "authorisation", "event", "clock"}) {
    CAPTURE(name);
    CHECK(named(findings, name).state == Finding::State::NotReady);
    CHECK(named(findings, name).sentence.find("cannot be reached") == std::string::npos);
    CHECK(named(findings, name).mend.find("configuration") != std::string::npos);
  }
}

TEST_CASE("a line says once what is wrong, and its mend is the one of whoever found it") {
  ReadinessFacts facts = well();
  facts.camera_trouble = "camera: /dev/video7 is not there; plug the camera in, or name another one";
  facts.event.reset();
  facts.event_sentence = "no published event is called \"Gala\"; set station.event to one of: \"Ball\"";
  const auto findings = judge_readiness(facts);
  CHECK(named(findings, "camera").sentence == "/dev/video7 is not there");
  CHECK(named(findings, "camera").mend == "plug the camera in, or name another one");
  CHECK(named(findings, "event").sentence == "no published event is called \"Gala\"");
  CHECK(named(findings, "event").mend == "set station.event to one of: \"Ball\"");
}

TEST_CASE("what the lens suffers from and what to do about it are two lines") {
  ReadinessFacts facts = well();
  facts.lens_trouble = "The camera sees only darkness: uncover its lens, or switch a light on.";
  const Finding dark = named(judge_readiness(facts), "focus");
  CHECK(dark.sentence == "the camera sees only darkness");
  CHECK(dark.mend == "uncover its lens, or switch a light on");
  facts.lens_trouble = "The picture is out of focus. Turn the lens until a printed code is sharp.";
  const Finding soft = named(judge_readiness(facts), "focus");
  CHECK(soft.sentence == "the picture is out of focus");
  CHECK(soft.mend == "turn the lens until a printed code is sharp");
}

TEST_CASE("another's portal id is no lapsed licence") {
  ReadinessFacts facts = well();
  facts.licensed = false;
  facts.portal_failure = failure(Failure::Kind::NotAuthorised, 403);
  const auto findings = judge_readiness(facts);
  CHECK(named(findings, "licence").mend.find("renew") == std::string::npos);
  CHECK(named(findings, "authorisation").mend.find("portal.id") != std::string::npos);
}

TEST_CASE("tonight's event is judged by the portal's clock when ours is wrong") {
  for (const auto off : {hours(24 * 3), -hours(24 * 1000)}) {
    ReadinessFacts facts = well();
    facts.clock_ahead = off;
    facts.now.wall += off;
    facts.roster_fetched = facts.now.wall - seconds(90);
    const auto findings = judge_readiness(facts);
    CHECK(named(findings, "clock").state == Finding::State::NotReady);
    CHECK(named(findings, "event").state == Finding::State::Ready);
    CHECK(named(findings, "roster").sentence.find("-") == std::string::npos);
  }
}

TEST_CASE("a disk that keeps nothing is mended by space when it is full, and by its owner when it is not") {
  ReadinessFacts facts = well();
  facts.state_trouble = "does not keep what is written to /var/lib/usher";
  facts.free_megabytes = 0;
  CHECK(named(judge_readiness(facts), "disk").mend.find("space") != std::string::npos);
  facts.free_megabytes = 9000;
  CHECK(named(judge_readiness(facts), "disk").mend.find("sudo -u usher") != std::string::npos);
}
