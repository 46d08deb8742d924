#pragma once

#include <deque>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "usher/scan/watch.hpp"

// A door in virtual time: nothing sleeps, and the desk answers while the loop waits.
namespace usher::fake {

inline const std::string kAda = "EVT-ADA000000001";
inline const std::string kBob = "EVT-BOB000000002";

inline Symbol symbol(const std::string& payload, float x = 640, float side = 120) {
  const float h = side / 2, y = 360;
  return {.payload = payload, .corners = {{{x - h, y - h}, {x + h, y - h}, {x + h, y + h}, {x - h, y + h}}}};
}

/// What one call of read() does.
struct Step {
  std::vector<std::string> payloads;  ///< held up side by side in this frame
  std::string throws;                 ///< the camera is gone: what it says
  milliseconds takes{33};
};

class Script {
 public:
  void show(const std::vector<std::string>& payloads, int frames) {
    for (int i = 0; i < frames; ++i) steps.push_back({.payloads = payloads});
  }
  void fail(const std::string& sentence, milliseconds after) {
    steps.push_back({.throws = sentence, .takes = after});
  }

  std::deque<Step> steps;
};

/// The world of one loop `watch`: its clock, its cameras, and a desk that needs `desk_takes` for each scan.
struct World {
  Script script;
  Joints joints;
  bool live = true;
  bool stills = false;
  milliseconds desk_takes{40};
  bool desk_dead = false;
  milliseconds reading_takes{0};
  milliseconds frames_lay{0};  ///< in the driver, before read() gave them to us
  Tick now{seconds{1000}};
  std::stop_source stop;
  Tick give_up = now + seconds{3600};

  std::vector<std::string> scanned;  ///< payloads in the order of their numbers
  std::vector<std::string> served;   ///< payloads the desk has decided
  std::vector<CameraReport> reports;
  std::vector<Tick> opened;

  /// Runs the loop until the script is done.
  void run() {
    watch(stop.get_token(), [this] { return open(); }, joints,
          {.clock = [this] { return now; },
           .sleep_for = [this](std::stop_token, milliseconds time) { pass(time); },
           .make_reader = [this](const Camera&) -> WatchWorld::Read {
             return [this](const Frame& frame) {
               pass(reading_takes);
               std::vector<Symbol> symbols;
               for (const std::string& payload : in_frame[frame.number])
                 symbols.push_back(symbol(payload, 400 + 300 * static_cast<float>(symbols.size())));
               return symbols;
             };
           }});
    note();
  }

  void pass(milliseconds time) {
    for (milliseconds done{0}; done < time; ++done) {
      ++now;
      desk();
    }
    note();
    if (now > give_up) stop.request_stop();
  }

  std::function<void()> on_open = [] {};
  std::function<void(std::uint64_t)> on_frame = [](std::uint64_t) {
  };                                            ///< with its number, before it is given
  std::function<Frame(std::uint64_t)> picture;  ///< what frames show; else something small that changes
  std::map<std::uint64_t, std::vector<std::string>> in_frame;

 private:
  struct Eye : Camera {
    explicit Eye(World& w) : world(w) {}
    FramePtr read(std::stop_token) override {
      if (world.script.steps.empty()) {
        if (world.live) world.stop.request_stop();
        return nullptr;
      }
      const Step step = world.script.steps.front();
      world.script.steps.pop_front();
      world.pass(step.takes);
      if (!step.throws.empty()) throw std::runtime_error(step.throws);
      Frame frame{.width = 8, .height = 8};
      if (world.picture) {
        frame = world.picture(world.frames);
      } else {
        frame.grey.assign(64, static_cast<std::uint8_t>(world.frames * 37 % 251));
      }
      frame.number = ++world.frames;
      world.on_frame(frame.number);
      frame.taken = world.now - world.frames_lay;
      frame.position = milliseconds{33} * (world.frames - 1);
      world.in_frame[frame.number] = step.payloads;
      return std::make_shared<const Frame>(std::move(frame));
    }
    bool live() const override { return world.live; }
    bool stills() const override { return world.stills; }
    World& world;
  };

  std::unique_ptr<Camera> open() {
    opened.push_back(now);
    on_open();
    return std::make_unique<Eye>(*this);
  }

  void desk() {
    const auto scan = joints.scans.latest();
    if (!scan || desk_dead) return;
    if (scan->number != serving) {
      serving = scan->number;
      served_at = now + desk_takes;
      decided = false;
      scanned.push_back(scan->payload);
      joints.desk.put({.stage = DeskReport::Stage::Checking, .scan = serving});
    }
    if (!decided && now >= served_at) {
      decided = true;
      served.push_back(scan->payload);
      joints.desk.put({.stage = DeskReport::Stage::Decided, .scan = serving});
    }
  }

  void note() {
    const auto report = joints.camera.latest();
    if (report && joints.camera.version() != noted) reports.push_back(*report);
    noted = joints.camera.version();
  }

  std::uint64_t frames = 0;
  std::uint64_t serving = 0;
  std::uint64_t noted = 0;
  Tick served_at{};
  bool decided = true;
};

}  // namespace usher::fake
