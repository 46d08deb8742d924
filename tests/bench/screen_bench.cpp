// What a frame costs, and what the screen costs at 30 frames a second. Prints; never passes or fails.

#include <GL/gl.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>

#include "samples.hpp"
#include "usher/screen/show.hpp"
#include "window.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds_of = [](timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

constexpr std::string_view kScenes[] = {"ready-found", "checking",     "grant",      "grant-queued",
                                        "already-in",  "staff-search", "staff-guest"};

double part(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

struct Costs {
  std::vector<double> ours, whole;  ///< milliseconds
};

/// Ours is what the processor does on any machine: layout, text, textures, the draw list. The rest is
/// drawing, by the card or by whoever plays one. Each frame has a new picture from the camera, as at a door;
/// a verdict has its first frame among the others.
Costs costs_of(Window& window, Size size, Sample sample) {
  constexpr int kFrames = 300;
  Preview preview;
  Frame frame = *sample_frame();
  Costs costs;
  for (int i = 0; i < kFrames; ++i) {
    frame.number = static_cast<std::uint64_t>(i + 1);
    const auto copy = std::make_shared<const Frame>(frame);
    sample.view.preview = &preview;
    sample.view.scene.age = milliseconds{i * 33 % 2'500};
    sample.view.now.tick += milliseconds{33};
    double ours = 0;
    const auto start = Clock::now();
    if (sample.view.scene.kind == Scene::Kind::Ready) preview.show(copy);
    window.frame(
        [&](ImDrawList& list) {
          Canvas canvas(list, window.textures(), size);
          draw(canvas, sample.view);
          ours = ms_since(start);
          return canvas.base();
        },
        [] { glFinish(); });
    costs.ours.push_back(ours);
    costs.whole.push_back(ms_since(start));
  }
  return costs;
}

void print(const std::string& name, const Costs& costs) {
  std::printf(
      "  %-24s ours first %5.2f  p50 %5.2f  p99 %5.2f ms   with drawing first %6.2f  p50 %6.2f  p99 %6.2f "
      "ms\n",
      name.c_str(), costs.ours.front(), part(costs.ours, 0.5), part(costs.ours, 0.99), costs.whole.front(),
      part(costs.whole, 0.5), part(costs.whole, 0.99));
}

bool is_hostile(const std::string& name) {
  return name.find("hostile") != std::string::npos;
}

void measure_frames(Size size) {
  Window window(Window::Mode::Windowed, size);
  const auto start = Clock::now();
  for (std::size_t piece = 0; window.textures().typesetter().warm_up(piece);) ++piece;
  std::printf("%dx%d, %d frames each, finished on the card (%s); warming the fonts up took %.0f ms\n",
              size.width, size.height, 300, reinterpret_cast<const char*>(glGetString(GL_RENDERER)),
              ms_since(start));
  Costs all;
  for (const Sample& sample : samples()) {
    const bool named = std::find(std::begin(kScenes), std::end(kScenes), sample.name) != std::end(kScenes);
    if (!named && !is_hostile(sample.name)) continue;
    const Costs costs = costs_of(window, window.size(), sample);
    print(sample.name, costs);
    all.ours.insert(all.ours.end(), costs.ours.begin(), costs.ours.end());
    all.whole.insert(all.whole.end(), costs.whole.begin(), costs.whole.end());
  }
  print("all of these", all);
}

/// The whole loop as the station runs it: 30 pictures a second in, a guest every four seconds.
void measure_loop(bool with_guests) {
  constexpr seconds kLength{10};
  Joints joints;
  Errands errands;
  errands.link = Errands::Link::Up;
  errands.registered = 200;
  std::jthread world([&](const std::stop_token& stop) {
    Frame frame = *sample_frame();
    for (std::uint64_t i = 1; !stop.stop_requested(); ++i) {
      const Tick now = clock_now().tick;
      frame.number = i;
      joints.frames.put(std::make_shared<const Frame>(frame));
      joints.camera.put({.state = CameraReport::State::Watching, .at = now});
      errands.at = now;
      joints.errands.put(errands);
      if (i == 1 || (with_guests && i % 120 == 0)) {
        DeskReport desk;
        desk.stage = with_guests ? DeskReport::Stage::Decided : DeskReport::Stage::Idle;
        desk.scan = i;
        desk.decoded = desk.at = now;
        desk.verdict.kind = Verdict::Kind::Grant;
        joints.desk.put(desk);
      }
      std::this_thread::sleep_for(milliseconds{33});
    }
  });
  std::uint64_t frames = 0;
  const auto start = Clock::now();
  const double before = cpu_seconds();
  ShowOptions options;
  options.screen.fullscreen = false;
  options.sound.volume = 0;
  options.finished = [&] {
    ++frames;
    return Clock::now() - start > kLength;
  };
  show({}, joints, options);
  const double wall = ms_since(start) / 1000;
  std::printf("  loop, %-18s %.1f frames a second, %.0f %% of one core over %.0f s\n",
              with_guests ? "a guest each 4 s" : "nobody there", static_cast<double>(frames) / wall,
              100 * (cpu_seconds() - before) / wall, wall);
}

}  // namespace

int main() {
  std::string why_not;
  if (!display_available(why_not)) {
    std::printf("no display (%s): run me under xvfb-run\n", why_not.c_str());
    return 0;
  }
  measure_frames({1280, 800});
  measure_frames({1920, 1080});
  std::printf("1280x800, the loop `show` with a new camera picture for each frame\n");
  measure_loop(false);
  measure_loop(true);
  return 0;
}
