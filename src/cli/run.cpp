#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "camera_source.hpp"
#include "commands.hpp"
#include "event_stream.hpp"
#include "first_run.hpp"
#include "mistake.hpp"
#include "options.hpp"
#include "sd_service.hpp"
#include "signals.hpp"
#include "station.hpp"
#include "undecided.hpp"
#include "usher/core/log.hpp"
#include "usher/scan/source/camera.hpp"
#include "usher/screen/show.hpp"

namespace usher {

namespace {

struct RunOptions {
  Overrides overrides;
  bool headless = false;
  bool windowed = false;
  bool setup = false;
  std::string shots;
};

/// What systemd reads of us; no guest in it. A turning screen is ready: one that waits for its portal says so
/// to people, and starting it again would not bring the network.
void report_to(SdService& service, const Joints& joints) {
  service.ready();
  const auto errands = joints.errands.latest();
  if (!errands || !joints.desk.latest()) return service.status("waiting for its event");
  service.status((errands->event ? errands->event->name : std::string("no event")) + ", " +
                 std::to_string(errands->admitted_here) + " admitted here, " +
                 std::to_string(errands->waiting) + " waiting, " + std::to_string(errands->exceptions) +
                 " exceptions");
}

/// In a kiosk nobody reads the log: what keeps the station from opening stands on its screen, and the next
/// start tries again.
constexpr seconds kTroubleShown{10};

void show_trouble(const std::string& sentence, const Signals& signals, SdService& service) {
  Joints joints;
  const Tick until = clock_now().tick + kTroubleShown;
  ShowOptions options;
  options.sound.volume = 0;
  options.finished = [&] {
    joints.desk.put(DeskReport{.at = clock_now().tick, .trouble = sentence});
    return signals.came(milliseconds{0}) || clock_now().tick >= until;
  };
  options.turned = [&] {
    service.ready();
    service.status(sentence);
    service.turned(clock_now().tick);
  };
  show({}, joints, options);
}

/// The first run, where there is a screen for it. False when it was left before it was done.
bool complete(const RunOptions& options, const Signals& signals, SdService& service) {
  std::string why_not;
  if (!display_available(why_not)) {
    if (options.setup) throw Mistake("--setup needs a display: " + why_not);
    return true;
  }
  const auto settings = settings_to_complete(options.overrides, options.setup);
  if (!settings) return true;
  SetupOptions setup{.settings = *settings, .fullscreen = settings->screen.fullscreen && !options.windowed};
  setup.finished = [&] { return signals.came(milliseconds{0}); };
  setup.turned = [&] {
    service.ready();
    service.status("is being set up");
    service.turned(clock_now().tick);
  };
  return set_up(setup, options.overrides);
}

/// A device may be plugged in later. A recording that cannot be played now never will be.
void expect_camera(const CameraSettings& camera) {
  if (const auto complaint = complaint_about_camera(camera)) throw Mistake(*complaint);
  if (!camera.source.starts_with("file:") && !camera.source.starts_with("images:")) return;
  try {
    open_source(camera);
  } catch (const std::runtime_error& error) {
    throw Mistake(error.what());
  }
}

/// What the file and the options say, complete and possible.
Settings settings_of(const RunOptions& options) {
  Settings settings = load_settings(options.overrides, Need::Event);
  expect_camera(settings.camera);
  if (settings.screen.pin.empty()) settings.screen.pin = credential("pin");
  if (options.windowed) settings.screen.fullscreen = false;
  return settings;
}

bool is_headless(const RunOptions& options, const SdService& service) {
  std::string why_not;
  if (options.headless || display_available(why_not)) return options.headless;
  // A kiosk without its screen is no station: started again, it may find one.
  if (service.listening()) throw std::runtime_error("no display: " + why_not);
  log_warning("no display (" + why_not + "), so this station runs headless");
  return true;
}

/// The same turns as the screen's, without the drawing; until the recording is through or somebody says stop.
void turn_headless(const Station& station, const Signals& signals, const std::function<void()>& turned) {
  constexpr milliseconds kTurn{33};
  while (!signals.came(kTurn) && !station.camera_ended() && station.refused().empty() &&
         station.damaged().empty())
    turned();
}

void turn_on_screen(Station& station, const Settings& settings, const RunOptions& options,
                    const Signals& signals, const std::function<void()>& turned) {
  ShowOptions show_options{.screen = settings.screen,
                           .sound = settings.sound,
                           .station = settings.station.name,
                           .gate = settings.admission.ticket_types,
                           .mirror = settings.camera.mirror,
                           .deadline = settings.portal.deadline,
                           .shots = options.shots};
  show_options.finished = [&] { return signals.came(milliseconds{0}) || !station.damaged().empty(); };
  show_options.turned = turned;
  show({}, station.joints(), show_options);
}

int serve(const RunOptions& options, const Signals& signals, SdService& service) {
  if (options.headless && options.setup) throw Mistake("--setup needs the window: leave --headless out");
  if (!options.headless && !complete(options, signals, service)) return 0;
  const Settings settings = settings_of(options);
  const bool headless = is_headless(options, service);
  expect_shots(options.shots, !headless);
  std::optional<EventSink> sink;
  if (!settings.output.events.empty()) sink.emplace(settings.output.events);

  Station station(settings);
  const std::int64_t before = newest_presentation(settings.station.state);
  station.start([&] { return open_source(settings.camera); }, sink ? &*sink : nullptr,
                headless ? Station::Screen::None : Station::Screen::Drawn);
  const auto turned = [&] {
    report_to(service, station.joints());
    service.turned(clock_now().tick);
  };
  if (headless)
    turn_headless(station, signals, turned);
  else
    turn_on_screen(station, settings, options, signals, turned);
  const bool is_through = headless && station.camera_ended();
  service.stopping();
  // On a screen a refusal is read by people, who mend it while the station asks again.
  std::string why = headless && station.damaged().empty() ? station.refused() : station.damaged();
  station.stop();
  // Whoever stops a station knows how it stands; a script that plays a recording to its end asks by this.
  if (why.empty() && is_through) why = undecided_since(settings.station.state, before);
  if (why.empty()) return finish_output(0);
  log_error(why);
  return 1;
}

int run(const RunOptions& options) {
  const Signals signals;  // before any thread starts, so that none of them takes the signal
  forbid_core_dumps();
  SdService service(take_notify_socket());
  const auto trouble = [&](const std::exception& error) {
    std::string why_not;
    if (options.headless || !service.listening() || !display_available(why_not)) return;
    log_error(error.what());
    show_trouble(error.what(), signals, service);
  };
  try {
    return serve(options, signals, service);
  } catch (const std::exception& error) {
    trouble(error);
    throw;
  }
}

}  // namespace

Command add_run(const Command& usher) {
  auto o = std::make_shared<RunOptions>();
  const Command command = usher.command("run", "The station: camera, desk and screen until stopped");
  add_overrides(command, o->overrides);
  command.flag("--headless", o->headless, "the full station without a window");
  command.flag("--windowed", o->windowed, "in a window instead of full-screen");
  command.flag("--setup", o->setup, "first ask for portal, event, camera, lane and PIN");
  command.option("--shots", o->shots, "a folder for a PNG of each new scene").takes("DIR");
  command.example("usher run --windowed --camera virtual --event annual-member-conference");
  command.does([o] { return run(*o); });
  return command;
}

}  // namespace usher
