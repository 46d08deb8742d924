// The first run, among the samples.

#include "samples.hpp"

namespace usher::screen {
namespace {

constexpr std::chrono::hours kHour{1};

Event an_event(const std::string& id, const std::string& name, Wall starts, const std::string& place) {
  Event event{.id = id, .name = name};
  event.starts = starts;
  event.ends = starts + 8 * kHour;
  event.place = place;
  event.city = "Amsterdam";
  return event;
}

/// Somebody who typed the portal's id, and a portal that says it is well, or not.
Setup asked(bool good) {
  Setup setup =
      begin_setup(Settings{}, {"auto", "/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0", "none"});
  setup.path = "/var/lib/usher/station.toml";
  setup.settings.portal.id = "12345678";
  setup.settings.station.name = "North door 1";
  ReadinessFacts facts;
  facts.settings = setup.settings;
  facts.now = sample_now();
  facts.portal_took = milliseconds{84};
  facts.clock_ahead = milliseconds{300};
  if (good) {
    facts.licensed = true;
  } else {
    facts.portal_failure = Failure{Failure::Kind::NotAuthorised, 403, "not authorised", {}, {}};
  }
  const Wall now = sample_now().wall;
  setup.asked = 1;
  hear(
      setup,
      {.number = 1,
       .findings = portal_findings(judge_readiness(facts)),
       .events = {an_event("501", "Annual Member Conference", now - kHour / 2, "Convention Center Amsterdam"),
                  an_event("502", "Workshop: Governance for Small Associations", now + 29 * kHour,
                           "Room 3.14"),
                  an_event("499", "Board dinner", now - 40 * kHour, "Restaurant De Kas")}},
      now);
  return setup;
}

void add(std::vector<Sample>& all, const std::string& name, Setup setup) {
  Sample sample{"setup-" + name, sample_view(), nullptr, std::make_shared<const Setup>(std::move(setup))};
  sample.view.setup = sample.setup.get();
  sample.view.reports.camera = CameraReport{.state = CameraReport::State::Watching, .fps = 30};
  sample.view.reports.sighting = sample_sighting(sample_now().tick);
  all.push_back(std::move(sample));
}

}  // namespace

void add_setup_samples(std::vector<Sample>& all) {
  Setup setup = begin_setup(Settings{}, {"auto", "none"});
  setup.settings.portal.id = "123456";
  add(all, "portal", setup);
  add(all, "portal-refused", asked(false));
  setup = asked(true);
  add(all, "portal-good", setup);
  setup.step = SetupStep::Event;
  setup.settings.station.event = "501";
  setup.event_name = "Annual Member Conference";
  add(all, "event", setup);
  setup.step = SetupStep::Camera;
  add(all, "camera", setup);
  setup.step = SetupStep::Lane;
  setup.settings.admission.only_station = true;
  add(all, "lane", setup);
  setup.step = SetupStep::Pin;
  setup.pin = "24";
  add(all, "pin", setup);
  setup.settings.screen.pin = "2468";
  setup.step = SetupStep::Finish;
  add(all, "finish", setup);
}

}  // namespace usher::screen
