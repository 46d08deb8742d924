#include <optional>

#include "screen/draw.hpp"
#include "screen/input/double_tap.hpp"
#include "screen/input/focus.hpp"
#include "screen/input/keys.hpp"
#include "screen/render/frame_timer.hpp"
#include "screen/render/preview.hpp"
#include "screen/render/window.hpp"
#include "usher/screen/setup/show_setup.hpp"

namespace usher {

namespace {

using namespace screen;

/// What hands are at, beside the setup itself.
struct Hands {
  Focus focus;
  DoubleTap double_tap;
};

void act(Setup& setup, Hands& hands, const std::vector<Input>& inputs, const std::vector<Touch>& touches,
         SetupWork& work) {
  auto& [focus, double_tap] = hands;
  const auto drawn = static_cast<int>(setup.step);
  for (const Input& input : inputs) {
    if (input.kind == Input::Kind::Touch) {
      focus.clear();
      if (double_tap.repeats(input, drawn)) continue;
      const Touch* touched = touch_at(touches, input);
      if (touched == nullptr) continue;
      const bool is_letter = touched->act == Act::Letter;
      touch(setup, touched->act,
            is_letter ? letter_of(touched->value, gives_capitals(setup)) : touched->value, work);
    } else if (focus.takes(input, touches)) {
      continue;
    } else if (const auto act = act_of(input)) {
      const Touch* pressed = *act == Act::Enter ? focus.on(touches) : nullptr;
      if (pressed == nullptr) focus.clear();
      touch(setup, pressed != nullptr ? pressed->act : *act,
            pressed != nullptr ? pressed->value : static_cast<int>(input.letter), work);
    }
  }
}

View view_of(const Setup& setup, const SetupJoints& joints, const Preview& preview) {
  View view;
  view.now = clock_now();
  view.reports.camera = joints.station.camera.latest();
  view.reports.sighting = joints.station.sightings.latest();
  view.preview = &preview;
  view.mirror = setup.settings.camera.mirror;
  view.setup = &setup;
  return view;
}

}  // namespace

bool show_setup(std::stop_token stop, SetupJoints& joints, const SetupOptions& options) {
  Window window(options.fullscreen ? Window::Mode::Fullscreen : Window::Mode::Windowed, kWindowed);
  Preview preview;
  Setup setup = begin_setup(options.settings, options.cameras);
  setup.path = options.path;
  std::vector<Touch> touches;
  Hands hands;
  std::uint64_t heard = 0;
  auto due = std::chrono::steady_clock::now();

  while (!stop.stop_requested() && !window.closed() && !(options.finished && options.finished())) {
    SetupWork work;
    act(setup, hands, wait_until(window, due), touches, work);
    if (const std::uint64_t version = joints.answers.version(); version != heard) {
      heard = version;
      if (const auto answer = joints.answers.latest()) hear(setup, *answer, clock_now().wall);
    }
    if (work.ask) joints.questions.put({setup.asked, setup.settings.portal});
    if (work.camera) joints.camera.put(setup.settings.camera);
    if (setup.done) {
      setup.sentence = options.write(setup.settings);
      if (setup.sentence.empty()) return true;
      setup.done = false;
    }
    if (const auto frame = joints.station.frames.latest()) preview.show(*frame);
    View view = view_of(setup, joints, preview);
    view.focus = hands.focus.at() ? &*hands.focus.at() : nullptr;
    const Size size = window.size();
    if (size.width > 0 && size.height > 0) {
      std::optional<Canvas> canvas;
      window.frame([&](ImDrawList& list) {
        draw(canvas.emplace(list, window.textures(), size), view);
        return canvas->base();
      });
      touches = canvas->touches();
      if (options.drawn) options.drawn(*canvas);
    }
    if (options.turned) options.turned();
  }
  return false;
}

}  // namespace usher
