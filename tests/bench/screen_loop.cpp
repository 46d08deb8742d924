// The CPU of the whole loop as the station runs it, told apart by thread.

#include "screen_bench.hpp"

#include <GL/gl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "stage/gallery/samples.hpp"
#include "usher/screen/show.hpp"

namespace usher::screen {
namespace {

namespace fs = std::filesystem;

/// Seconds of CPU so far. llvmpipe is a graphics card played by the processor, in threads of its own; the
/// thread that draws is ours, and does the card's work on corners beside our own.
struct Spent {
  double drawing = 0, card = 0;
};

Spent spent() {
  Spent all;
  for (const auto& task : fs::directory_iterator("/proc/self/task")) {
    std::ifstream stat(task.path() / "stat");
    std::string line;
    std::getline(stat, line);
    const std::string name = line.substr(0, line.rfind(')'));
    std::istringstream fields(line.substr(name.size() + 2));
    std::string skipped;
    for (int i = 3; i < 14; ++i) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    const double seconds_spent = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
    if (task.path().filename() == std::to_string(getpid())) all.drawing += seconds_spent;
    if (name.find("llvmpipe") != std::string::npos) all.card += seconds_spent;
  }
  return all;
}

enum class At { Nobody, Guests, Dimmed };

/// 30 pictures a second in; a guest every four seconds, or none for ten minutes.
void feed(const std::stop_token& stop, Joints& joints, At at) {
  Frame frame = *sample_frame();
  Errands errands;
  errands.link = Errands::Link::Up;
  errands.registered = 200;
  for (std::uint64_t i = 1; !stop.stop_requested(); ++i) {
    const Tick now = clock_now().tick;
    frame.number = i;
    joints.frames.put(std::make_shared<const Frame>(frame));
    joints.camera.put({.state = CameraReport::State::Watching, .at = now});
    errands.at = now;
    joints.errands.put(errands);
    if (i == 1 || (at == At::Guests && i % 120 == 0)) {
      DeskReport desk;
      desk.stage = at == At::Guests ? DeskReport::Stage::Decided : DeskReport::Stage::Idle;
      desk.scan = i;
      desk.decoded = desk.at = at == At::Dimmed ? now - seconds{600} : now;
      desk.verdict.kind = Verdict::Kind::Grant;
      joints.desk.put(desk);
    }
    std::this_thread::sleep_for(milliseconds{33});
  }
}

void run(const char* name, At at) {
  constexpr double kSettleMs = 4'000;  // the warm-up is over by then
  constexpr double kLengthMs = 10'000;
  Joints joints;
  std::jthread world([&](const std::stop_token& stop) { feed(stop, joints, at); });
  std::uint64_t frames = 0;
  Spent before;
  double began = 0;
  const auto start = std::chrono::steady_clock::now();
  ShowOptions options;
  options.screen.fullscreen = false;
  options.sound.volume = 0;
  double length = 0;
  Spent after;
  options.finished = [&] {
    const double now = ms_since(start);
    if (began == 0 && now > kSettleMs) {
      began = now;
      before = spent();
    }
    if (began > 0) ++frames;
    if (now < kSettleMs + kLengthMs) return false;
    length = (now - began) / 1000;
    after = spent();
    return true;
  };
  show({}, joints, options);
  std::printf(
      "  %-28s %4.1f frames a second; the thread that draws %4.1f %% of a core, the card's part (llvmpipe) "
      "%4.1f %%\n",
      name, static_cast<double>(frames) / length, 100 * (after.drawing - before.drawing) / length,
      100 * (after.card - before.card) / length);
  std::fflush(stdout);
}

}  // namespace

void measure_loop() {
  std::printf("1280x800, the loop `show` at 30 frames a second, a new camera picture for each\n");
  run("nobody there", At::Nobody);
  run("nobody for ten minutes, dim", At::Dimmed);
  run("a guest each 4 s", At::Guests);
}

}  // namespace usher::screen
