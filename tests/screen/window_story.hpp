#pragma once

// A story played at a real window, with real keys and touches. Every step waits for what it causes: a report,
// the journal, or what is drawn. Where a button is, the page itself says.

#include <GL/gl.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "samples.hpp"
#include "usher/screen/show.hpp"
#include "window.hpp"

namespace usher::screen {

constexpr Size kSize{1280, 800};
constexpr const char* kPin = "2468";
constexpr seconds kPatience{90};  // for everything together, on a machine that has other things to do

inline void xdotool(const std::string& words) {
  REQUIRE(std::system(("xdotool " + words).c_str()) == 0);
}

inline void type(const std::string& text) {
  xdotool("type --delay 8 '" + text + "'");
}

/// A page like the one that staff will have before them, drawn out of sight to learn where its buttons are.
struct Plan {
  Window window{Window::Mode::Hidden, {64, 64}};

  Rect place(const Staff& staff, Act act, int value = 0) {
    View view = sample_view();
    view.reports.errands->event->ticket_types = {"standard", "vip", "student"};
    if (staff.open()) view.staff = &staff;
    return place(view, act, value);
  }
  Rect place(const View& view, Act act, int value) {
    std::optional<Rect> box;
    (void)window.frame_out_of_sight(kSize, [&](ImDrawList& list) {
      Canvas canvas(list, window.textures(), kSize);
      draw(canvas, view);
      for (const Touch& touch : canvas.touches()) {
        if (touch.kind == Touch::Kind::Act && touch.act == act && touch.value == value) box = touch.box;
      }
      return canvas.base();
    });
    REQUIRE_MESSAGE(box.has_value(), "the page has no such button");
    return *box;
  }
};

inline void touch(const Rect& box) {
  xdotool("mousemove " + std::to_string(std::lround(box.middle_x())) + " " +
          std::to_string(std::lround(box.middle_y())) + " click 1");
}

/// What stands on the screen at the edge of a button: its ground, free of words. The software renderer copies
/// when it shows a frame, so what was drawn last can still be read.
inline bool is_drawn(const Rect& box, Colour colour) {
  std::uint8_t rgb[3] = {};
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(static_cast<int>(box.x + box.w / 2), kSize.height - static_cast<int>(box.y + 3), 1, 1, GL_RGB,
               GL_UNSIGNED_BYTE, rgb);
  return std::abs(rgb[0] - colour.r) < 8 && std::abs(rgb[1] - colour.g) < 8 &&
         std::abs(rgb[2] - colour.b) < 8;
}

struct Step {
  std::string name;
  std::function<void()> act;
  std::function<bool()> done;
};

/// Plays the steps while the screen's loop runs, one after the other.
struct Story {
  Joints& joints;
  ShowOptions options;
  std::vector<Step> steps;
  std::size_t at = 0;
  bool begun = false;
  int frames = 0;  ///< since the step began
  Tick until = clock_now().tick + kPatience;
  std::string failed;

  explicit Story(Joints& j) : joints(j) {
    options.screen.fullscreen = false;
    options.screen.pin = kPin;
    options.sound.volume = 0;
    options.station = "Test door";
    options.finished = [this] { return turn(); };
  }

  Scene scene() const {
    Reports reports;
    reports.camera = joints.camera.latest();
    reports.sighting = joints.sightings.latest();
    reports.desk = joints.desk.latest();
    reports.errands = joints.errands.latest();
    return scene_at(clock_now().tick, reports);
  }
  bool is_ready() const { return scene().kind == Scene::Kind::Ready; }

  bool turn() {
    if (at == steps.size()) return true;
    if (clock_now().tick > until) {
      failed = steps[at].name;
      return keep_picture();
    }
    const Step& step = steps[at];
    if (!begun) {
      begun = true;
      frames = 0;
      step.act();
    }
    ++frames;
    if (!step.done()) return false;
    begun = false;
    return ++at == steps.size();
  }

  bool keep_picture() const {
    const char* wanted = std::getenv("USHER_KEEP");
    const std::filesystem::path folder = wanted != nullptr
                                             ? std::filesystem::path(wanted)
                                             : std::filesystem::temp_directory_path() / "usher-staff-window";
    std::filesystem::create_directories(folder);
    write_png((folder / (failed + ".png")).string(), kSize, read_pixels(kSize));
    MESSAGE("stuck at '" << failed << "'; the picture is " << (folder / (failed + ".png")).string());
    return true;
  }

  void play() {
    play([this] { show({}, joints, options); });
  }
  void play(const std::function<void()>& loop) {
    loop();
    CHECK_MESSAGE(failed.empty(), "stuck at: " << failed);
    CHECK(at == steps.size());
  }
};

}  // namespace usher::screen
