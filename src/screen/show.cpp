#include "usher/screen/show.hpp"

#include <chrono>
#include <optional>
#include <string>

#include "controller.hpp"
#include "draw.hpp"
#include "screen/render/frame_timer.hpp"
#include "screen/render/preview.hpp"
#include "screen/render/shots.hpp"
#include "screen/render/window.hpp"
#include "screen/sound/sound.hpp"
#include "warm_up.hpp"

namespace usher {
namespace {

using namespace screen;

Reports gather(const Joints& joints, const ShowOptions& options) {
  Reports reports;
  reports.station = options.station;
  reports.gate = options.gate;
  reports.deadline = options.deadline;
  reports.camera = joints.camera.latest();
  reports.scanner = joints.scanner.latest();
  reports.sighting = joints.sightings.latest();
  // The scan before the report: one that is put in between is served by a later report, and not missed now.
  reports.scan = joints.scans.latest();
  reports.desk = joints.desk.latest();
  reports.errands = joints.errands.latest();
  if (const auto mode = joints.mode.latest(); mode && mode->gate) reports.gate = *mode->gate;
  return reports;
}

/// What this scene sounds like when it begins.
std::optional<Verdict::Kind> heard_in(const Scene& scene) {
  if (scene.kind == Scene::Kind::Verdict) return scene.verdict.kind;
  if (scene.hint_not_a_pass) return Verdict::Kind::NotAPass;
  return std::nullopt;
}

}  // namespace

bool display_available(std::string& why_not) {
  return display_answers(why_not);
}

void show(std::stop_token stop, Joints& joints, const ShowOptions& options) {
  Window window(options.screen.fullscreen ? Window::Mode::Fullscreen : Window::Mode::Windowed, kWindowed);
  WarmUp warm_up;
  Preview preview;
  Shots shots(options.shots);
  Sound sound(options.sound);
  Controller control(joints, options);
  std::uint64_t sounded = 0;
  std::uint64_t drawn = 0;
  int volume = options.sound.volume;
  std::vector<Touch> touches;
  auto due = std::chrono::steady_clock::now();

  while (!stop.stop_requested() && !window.closed() && !(options.finished && options.finished())) {
    const std::vector<Input> inputs = wait_until(window, due);
    View view;
    view.now = clock_now();
    view.reports = gather(joints, options);
    control.act(inputs, touches, view.reports, view.now.tick);
    view.reports.sound_missing = sound.missing();
    view.scene = scene_at(view.now.tick, view.reports);
    view.scene.idle = control.idle(view.scene, view.now.tick);
    control.follow(view.scene, view.now.tick);
    view.volume = control.volume();
    if (view.volume != volume) {
      volume = view.volume;
      sound.turn_to(volume);
      sound.play(Verdict::Kind::Grant);  // how loud that is, is best said by itself
    }
    view.staff = &control.staff();
    view.focus = control.focus();
    view.language = &control.language();
    view.pin_length = static_cast<int>(options.screen.pin.size());
    view.self_service = options.screen.self_service;
    view.show_requirements = control.shows_requirements();
    view.mirror = options.mirror;
    view.preview = &preview;
    if (view.scene.kind == Scene::Kind::Ready) {
      if (const auto frame = joints.frames.latest()) preview.show(*frame);
    }
    if (const auto kind = heard_in(view.scene); kind && view.scene.number != sounded) {
      sounded = view.scene.number;
      sound.play(*kind);
    }

    const Size size = window.size();
    if (size.width > 0 && size.height > 0) {  // else put away by somebody at a desktop; nothing hangs
      std::optional<Canvas> canvas;
      window.frame(
          [&](ImDrawList& list) {
            draw(canvas.emplace(list, window.textures(), size), view);
            return canvas->base();
          },
          [&] { shots.look(view.scene, size); });
      touches = canvas->touches();
      if (view.scene.decided && view.scene.number != drawn) {
        drawn = view.scene.number;
        joints.drawn.put({drawn, clock_now().tick});
      }
      if (options.drawn) options.drawn(*canvas);
    }
    if (options.turned) options.turned();
    // Not beside a guest who looks at a verdict: it would take longer to fade.
    if (view.scene.kind != Scene::Kind::Verdict) warm_up.step(window, language_of(options.screen.language));
  }
}

}  // namespace usher
