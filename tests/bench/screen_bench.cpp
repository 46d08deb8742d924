// What a frame costs: our own work on the processor, and with drawing by the card or by whoever plays one.

#include "screen_bench.hpp"

#include <GL/gl.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "screen/render/window.hpp"
#include "screen/warm_up.hpp"
#include "stage/gallery/samples.hpp"
#include "usher/screen/show.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

constexpr std::string_view kScenes[] = {"ready-found", "checking",     "grant",      "grant-queued",
                                        "already-in",  "staff-search", "staff-guest"};

bool is_hostile(const std::string& name) {
  return name.find("hostile") != std::string::npos;
}

bool is_named(const std::string& name) {
  return is_hostile(name) || std::find(std::begin(kScenes), std::end(kScenes), name) != std::end(kScenes);
}

struct Costs {
  std::vector<double> ours, whole;  ///< CPU of this thread; and the clock, until the card has finished
};

/// Draws it once. Ours is what the processor does on any machine: layout, text, textures, the draw list.
void draw_frame(Window& window, const View& view, Costs& costs) {
  const auto start = std::chrono::steady_clock::now();
  window.frame(
      [&](ImDrawList& list) {
        const double before = cpu_ms();
        Canvas canvas(list, window.textures(), window.size());
        draw(canvas, view);
        costs.ours.push_back(cpu_ms() - before);
        return canvas.base();
      },
      [] { glFinish(); });
  costs.whole.push_back(ms_since(start));
}

/// As the station does it before anybody comes: a piece a turn.
void warm_up(Window& window) {
  WarmUp warm;
  std::vector<double> pieces;
  for (bool more = true; more;) {
    const double before = cpu_ms();
    more = warm.step(window, kEnglish);
    glFinish();
    pieces.push_back(cpu_ms() - before);
  }
  double all = 0;
  for (const double piece : pieces) all += piece;
  std::printf("  warmed up in %zu turns: %.0f ms of CPU, a piece p50 %.1f, longest %.1f ms\n", pieces.size(),
              all, part(pieces, 0.5), part(pieces, 1));
}

/// The first frame of every scene, in the order of the gallery: what is made on first use is made here.
void measure_first_frames(Size size, bool warm) {
  Window window(Window::Mode::Windowed, size);
  if (warm) warm_up(window);
  Preview preview;
  preview.show(sample_frame());
  Costs all, hostile;
  std::string slowest;
  for (Sample& sample : samples()) {
    sample.view.preview = &preview;
    const double longest = all.ours.empty() ? 0 : part(all.ours, 1);
    draw_frame(window, sample.view, all);
    if (all.ours.back() > longest) slowest = sample.name;
    if (is_hostile(sample.name)) hostile.ours.push_back(all.ours.back());
  }
  std::printf(
      "  first frames, %-10s %zu scenes: ours p50 %5.2f  p99 %5.2f  longest %5.2f ms (%s); of %zu hostile "
      "ones longest "
      "%5.2f ms\n",
      warm ? "warmed up:" : "cold:", all.ours.size(), part(all.ours, 0.5), part(all.ours, 0.99),
      part(all.ours, 1), slowest.c_str(), hostile.ours.size(), part(hostile.ours, 1));
}

/// Each frame has a new picture from the camera, as at a door; the first frame is among the others.
Costs costs_of(Window& window, Sample sample) {
  constexpr int kFrames = 100;
  Preview preview;
  Frame frame = *sample_frame();
  Costs costs;
  sample.view.preview = &preview;
  for (int i = 0; i < kFrames; ++i) {
    frame.number = static_cast<std::uint64_t>(i + 1);
    sample.view.scene.age = milliseconds{i * 33 % 2'500};
    sample.view.now.tick += milliseconds{33};
    const auto copy = std::make_shared<const Frame>(frame);
    const double before = cpu_ms();
    if (sample.view.scene.kind == Scene::Kind::Ready) preview.show(copy);
    const double upload = cpu_ms() - before;
    draw_frame(window, sample.view, costs);
    costs.ours.back() += upload;
  }
  return costs;
}

void print(const std::string& name, const Costs& costs) {
  std::printf(
      "  %-28s ours first %5.2f  p50 %5.2f  p99 %5.2f ms   with drawing first %6.2f  p50 %6.2f  p99 %6.2f "
      "ms\n",
      name.c_str(), costs.ours.front(), part(costs.ours, 0.5), part(costs.ours, 0.99), costs.whole.front(),
      part(costs.whole, 0.5), part(costs.whole, 0.99));
  std::fflush(stdout);
}

void measure_frames(Size size) {
  measure_first_frames(size, false);
  measure_first_frames(size, true);
  Window window(Window::Mode::Windowed, size);
  warm_up(window);
  Costs all;
  for (const Sample& sample : samples()) {
    if (!is_named(sample.name)) continue;
    const Costs costs = costs_of(window, sample);
    print(sample.name, costs);
    all.ours.insert(all.ours.end(), costs.ours.begin(), costs.ours.end());
    all.whole.insert(all.whole.end(), costs.whole.begin(), costs.whole.end());
  }
  print("all of these, 100 each", all);
}

}  // namespace

/// usage: screen_bench [frames|search|loop]
int main(int argc, char** argv) {
  std::string why_not;
  if (!display_available(why_not)) {
    std::printf("no display (%s): run me under xvfb-run\n", why_not.c_str());
    return 0;
  }
  const auto wanted = [&](std::string_view name) { return argc < 2 || name == argv[1]; };
  if (wanted("frames")) {
    for (const Size size : {Size{1280, 800}, Size{1920, 1080}}) {
      std::printf("%dx%d; ours is CPU time of the one thread that draws\n", size.width, size.height);
      measure_frames(size);
    }
  }
  if (wanted("search")) measure_search();
  if (wanted("loop")) measure_loop();
  return 0;
}
