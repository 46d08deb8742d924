#include "usher/scan/lens_check.hpp"

#include <doctest/doctest.h>

#include <random>

#include "scan/small_world.hpp"
#include "usher/stage/foyer/door_scene.hpp"

using namespace usher;

namespace {

/// A sensor's picture of one even grey.
Frame even(int grey, int noise = 3, std::uint32_t seed = 1) {
  Frame frame = plain_frame(640, 360, grey);
  std::mt19937 random(seed);
  for (auto& pixel : frame.grey) {
    const int value = grey + static_cast<int>(random() % (2 * noise + 1)) - noise;
    pixel = static_cast<std::uint8_t>(std::min(255, std::max(0, value)));
  }
  return frame;
}

/// Shows the lens check a picture five times a second, slightly different each time.
struct Lens {
  LensCheck::Finding show(Frame frame, milliseconds time, bool still = false, bool read_something = false) {
    LensCheck::Finding finding = LensCheck::Finding::Clear;
    for (milliseconds t{0}; t < time; t += milliseconds{200}) {
      now += milliseconds{200};
      if (!still) frame.grey[static_cast<std::size_t>(frame.width) * 3 + 3] ^= 1;
      finding = check.look(signs_of(frame), read_something, now);
    }
    return finding;
  }
  LensCheck check;
  Tick now{seconds{100}};
};

Frame door(double defocus, bool guest = true) {
  DoorScene scene;
  if (guest) scene.held = {{.module_px = 7, .defocus = defocus}};
  return paint(scene);
}

}  // namespace

TEST_CASE("what is wrong with the lens is found, and said only after it has lasted") {
  const struct {
    const char* name;
    Frame frame;
    LensCheck::Finding finding;
  } cases[] = {
      {"cap on", even(2), LensCheck::Finding::Black},
      {"finger on the lens", even(80), LensCheck::Finding::Covered},
      {"lamp in the lens", even(254, 1), LensCheck::Finding::WashedOut},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    Lens lens;
    CHECK(lens.show(door(0), seconds{2}) == LensCheck::Finding::Clear);
    CHECK(lens.show(c.frame, seconds{2}) == LensCheck::Finding::Clear);
    CHECK(lens.show(c.frame, seconds{3}) == c.finding);
    CHECK(lens.show(door(0), milliseconds{600}) == c.finding);
    CHECK(lens.show(door(0), seconds{1}) == LensCheck::Finding::Clear);
    CHECK_FALSE(lens_sentence(c.finding).empty());
  }
}

TEST_CASE("an empty foyer, bright or dim, with or without guests, is no trouble") {
  Lens lens;
  for (const double exposure : {0.4, 1.0, 1.8}) {
    DoorScene scene{.exposure = exposure};
    CHECK(lens.show(paint(scene), seconds{5}) == LensCheck::Finding::Clear);
    scene.held = {{.module_px = 7}};
    CHECK(lens.show(paint(scene), seconds{5}) == LensCheck::Finding::Clear);
  }
}

TEST_CASE("a sensor always trembles: the very same picture for 3 s is a frozen camera") {
  Lens lens;
  CHECK(lens.show(door(0), seconds{2}, true) == LensCheck::Finding::Clear);
  CHECK(lens.show(door(0), seconds{2}, true) == LensCheck::Finding::Frozen);
  CHECK(lens.check.frozen_for() >= seconds{3});
  CHECK(lens.show(door(0), seconds{2}) == LensCheck::Finding::Clear);
}

TEST_CASE("out of focus is said when nothing that guests hold up was sharp for four seconds") {
  Lens lens;
  CHECK(lens.show(door(4), seconds{3}) == LensCheck::Finding::Clear);
  CHECK(lens.show(door(4), seconds{3}) == LensCheck::Finding::OutOfFocus);
  SUBCASE("and taken back when something is") {
    CHECK(lens.show(door(0), seconds{2}) == LensCheck::Finding::Clear);
  }
  SUBCASE("or when a code was read all the same") {
    CHECK(lens.show(door(4), seconds{2}, false, true) == LensCheck::Finding::Clear);
  }
  SUBCASE("and not while nobody is there to judge by") {
    Lens idle;
    CHECK(idle.show(door(0, false), seconds{60}) == LensCheck::Finding::Clear);
  }
}

TEST_CASE("a frame of no size has no signs and breaks nothing") {
  CHECK(signs_of(Frame{}).contrast == 0);
  CHECK(signs_of(plain_frame(8, 8, 200)).contrast == 0);
}

TEST_CASE("each finding but clear has a sentence with a mend") {
  for (const LensCheck::Finding finding :
       {LensCheck::Finding::Black, LensCheck::Finding::Covered, LensCheck::Finding::WashedOut,
        LensCheck::Finding::Frozen, LensCheck::Finding::OutOfFocus}) {
    CHECK(lens_sentence(finding).find(": ") != std::string_view::npos);
  }
  CHECK(lens_sentence(LensCheck::Finding::Clear).empty());
}
