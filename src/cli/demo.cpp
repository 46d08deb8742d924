#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "commands.hpp"
#include "options.hpp"
#include "signals.hpp"
#include "station.hpp"
#include "usher/core/log.hpp"
#include "usher/screen/show.hpp"
#include "usher/stage/demo/demo_cast.hpp"
#include "usher/stage/demo/demo_props.hpp"
#include "usher/stage/demo/demo_review.hpp"
#include "usher/stage/foyer/virtual_camera.hpp"
#include "usher/stage/sandbox/sample_event.hpp"
#include "verdict_text.hpp"

namespace usher {

namespace {

struct DemoOptions {
  int guests = 0;  ///< 0: the whole cast once
  double speed = 1;
  double seconds = 0;  ///< 0: until everybody was there
  bool headless = false;
  bool windowed = false;
  std::string shots;
};

/// Prints each verdict as it falls, and pulls the portal when the play says so.
void direct(std::stop_token stop, const DemoCast& cast, const Joints& joints, DemoPortal& portal) {
  std::uint64_t seen = 0;
  std::uint64_t told = 0;
  bool away = false;
  while (!stop.stop_requested()) {
    const auto report = joints.desk.next(seen, stop, seconds{1});
    if (!report || report->stage != DeskReport::Stage::Decided || report->scan == told) continue;
    told = report->scan;
    std::cout << local_clock(clock_now().wall) << "    " << verdict_text("?", report->verdict) << std::endl;

    const auto served = static_cast<int>(report->presentations);
    if (!away && cast.outage_after > 0 && served >= cast.outage_after && served < cast.back_after) {
      std::cout << "         -- the portal is gone --" << std::endl;
      portal.pull();
      away = true;
    } else if (away && served >= cast.back_after) {
      portal.plug_in();
      std::cout << "         -- the portal is back --" << std::endl;
      away = false;
    }
  }
}

Settings settings_of(const DemoOptions& options, const DemoPortal& portal,
                     const std::filesystem::path& folder) {
  Settings s;
  s.station = {.name = "Demo door", .event = kSampleEventName, .state = (folder / "state").string()};
  s.portal.url = portal.origin();
  s.portal.id = portal.id();
  s.admission.ticket_types = demo_gate();
  s.screen.fullscreen = !options.windowed;
  return s;
}

/// Everybody was there, the last verdict has been read, and all that waited is delivered.
bool is_over(const Station& station, std::optional<Tick>& ended, Tick now) {
  if (!station.camera_ended()) return false;
  if (!ended) ended = now;
  constexpr seconds kPatience{30};
  const auto errands = station.joints().errands.latest();
  const auto desk = station.joints().desk.latest();
  const bool delivered = errands && errands->waiting == 0;
  const bool read = !desk || now - desk->at > seconds{2};
  return (delivered && read) || now - *ended > kPatience;
}

int demo(const DemoOptions& options) {
  std::string why_not;
  const bool display = !options.headless && display_available(why_not);
  if (!options.headless && !display)
    std::cout << "No display (" << why_not << "), so the demo runs headless.\n";

  expect_shots(options.shots, display);
  const Signals signals;  // before any thread starts, so that none of them takes the signal
  const TemporaryFolder folder;
  DemoPortal portal((folder.path() / "portal.db").string());
  const DemoCast cast = make_demo_cast(options.guests);
  const Settings settings = settings_of(options, portal, folder.path());
  const auto guests = before_camera(cast);
  std::vector<std::string> by_hand;
  for (const auto& turn : cast.turns)
    if (turn.by_hand) by_hand.push_back(turn.guest.payload);

  std::cout << "The sandbox portal is at " << portal.origin() << "; " << cast.turns.size()
            << " guests are coming." << std::endl;
  bool whole = true;
  {
    Station station(settings);
    const std::jthread director([&](std::stop_token stop) { direct(stop, cast, station.joints(), portal); });
    station.start([&] { return make_virtual_camera(guests, {.speed = options.speed}); }, nullptr,
                  display ? Station::Screen::Drawn : Station::Screen::None);

    HandScanner scanner(by_hand, station.joints());
    const Tick begin = clock_now().tick;
    std::optional<Tick> ended;
    const auto finished = [&](milliseconds wait) {
      const Tick now = clock_now().tick;
      const bool cut = signals.came(wait) ||
                       (options.seconds > 0 && now - begin > std::chrono::duration<double>(options.seconds));
      if (cut) whole = station.camera_ended();
      const bool through = station.camera_ended() && scanner.done(now);
      return cut || (through && is_over(station, ended, now)) || !station.refused().empty();
    };
    if (display) {
      ShowOptions show_options{.screen = settings.screen,
                               .sound = settings.sound,
                               .station = settings.station.name,
                               .gate = settings.admission.ticket_types,
                               .shots = options.shots};
      show_options.finished = [&] { return finished(milliseconds{0}); };
      show({}, station.joints(), show_options);
      if (!ended) whole = false;  // the window was closed
    } else {
      while (!finished(milliseconds{33})) {
      }
    }
    if (!station.refused().empty()) throw std::runtime_error(station.refused());
    station.stop();
  }
  return finish_output(review_demo(cast, settings.station.state, whole));
}

}  // namespace

Command add_demo(const Command& usher) {
  auto o = std::make_shared<DemoOptions>();
  const Command command =
      usher.command("demo", "The whole station with nothing to set up: sandbox portal, virtual camera");
  command.option("--guests", o->guests, "how many step up, at most 100; 0 is one of each kind")
      .takes("N")
      .within(0, 100);
  command.option("--speed", o->speed, "how quick they are, from 0.1 to 20")
      .takes("X")
      .within(0.1, 20.0)
      .shows_default();
  command.option("--seconds", o->seconds, "end after so long; 0 is when everybody was there")
      .takes("S")
      .within(0.0, 86'400.0);
  command.flag("--headless", o->headless, "without a window");
  command.flag("--windowed", o->windowed, "in a window instead of full-screen");
  command.option("--shots", o->shots, "a folder for a PNG of each new scene").takes("DIR");
  command.example("usher demo --windowed --speed 2");
  command.does([o] { return demo(*o); });
  return command;
}

}  // namespace usher
