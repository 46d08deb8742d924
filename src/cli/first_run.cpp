#include "first_run.hpp"
#include "camera_source.hpp"

#include <memory>
#include <thread>

#include "doctor_facts.hpp"
#include "usher/core/log.hpp"
#include "usher/scan/source/camera.hpp"
#include "usher/scan/source/sources.hpp"
#include "usher/scan/watch.hpp"

namespace usher {

namespace {

constexpr milliseconds kLook{500};
constexpr seconds kFirstLookPatience{8};

/// Asks the portal whatever the page wants to know, away from the drawing.
void ask_portals(std::stop_token stop, SetupJoints& joints) {
  std::uint64_t seen = 0;
  while (!stop.stop_requested()) {
    const auto question = joints.questions.next(seen, stop, kLook);
    if (!question) continue;
    ReadinessFacts facts;
    facts.settings.portal = question->portal;
    SetupAnswer answer{.number = question->number, .findings = {}, .events = {}};
    answer.events = look_at_portal(facts, kFirstLookPatience);
    facts.now = clock_now();
    answer.findings = portal_findings(judge_readiness(facts));
    joints.answers.put(std::move(answer));
  }
}

/// Looks through the camera that is chosen, and lets go of it for another one.
void look_through_cameras(std::stop_token stop, SetupJoints& joints) {
  std::uint64_t seen = 0;
  std::jthread watcher;
  while (!stop.stop_requested()) {
    const auto chosen = joints.camera.next(seen, stop, kLook);
    if (!chosen) continue;
    watcher = {};  // a camera has one owner: the one before lets go first
    watcher = std::jthread([&joints, camera = *chosen](std::stop_token own) {
      watch(
          own, [&] { return open_source(camera); }, joints.station);
    });
  }
}

std::vector<std::string> cameras_here() {
  std::vector<std::string> sources{"auto"};
  for (const std::string& device : capture_devices()) sources.push_back(device);
  sources.emplace_back("none");
  return sources;
}

}  // namespace

bool set_up(SetupOptions options, const Overrides& overrides) {
  SetupJoints joints;
  const std::jthread asker([&](std::stop_token stop) { ask_portals(stop, joints); });
  const std::jthread looker([&](std::stop_token stop) { look_through_cameras(stop, joints); });
  options.cameras = cameras_here();
  options.path = setup_path(overrides, options.settings);
  options.write = [&](const Settings& chosen) -> std::string {
    try {
      write_config(options.path, chosen);
      log_info("the setup wrote " + options.path);
      return {};
    } catch (const std::exception& error) {
      return error.what();
    }
  };
  return show_setup({}, joints, options);
}

}  // namespace usher
