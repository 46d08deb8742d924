#include "usher/scan/reader/reader.hpp"

#include <doctest/doctest.h>

#include "usher/stage/foyer/door_scene.hpp"

namespace usher {
namespace {

constexpr Reader::Options kStation{.budget = milliseconds(1000),
                                   .any = true};  // a slow test build is no slow door

HeldCode guest(std::string payload = "EVT-K7QZ09AAB3XY") {
  return {.payload = std::move(payload)};
}

TEST_CASE("a phone held up is read on the first frame, and its payload is the pass") {
  Reader reader(kStation);
  const auto symbols = reader.read(paint({.held = {guest()}}));
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].payload == "EVT-K7QZ09AAB3XY");
}

TEST_CASE("what the door does to a code does not hide it") {
  struct Case {
    const char* name;
    HeldCode held;
  };
  const Case cases[] = {
      {"dark mode", {.payload = "EVT-K7QZ09AAB3XY", .inverted = true}},
      {"a tenth of the contrast", {.payload = "EVT-K7QZ09AAB3XY", .contrast = 0.1}},
      {"out of focus", {.payload = "EVT-K7QZ09AAB3XY", .module_px = 5, .defocus = 2.2}},
      {"turned and tilted", {.payload = "EVT-K7QZ09AAB3XY", .rotation = 140, .tilt_y = 50}},
      {"under a lamp", {.payload = "EVT-K7QZ09AAB3XY", .glare = 0.8, .glare_at = {3, 4}, .glare_radius = 4}},
      {"no light around it", {.payload = "EVT-K7QZ09AAB3XY", .quiet_zone = 0}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Reader reader(kStation);
    const auto symbols = reader.read(paint({.held = {c.held}}));
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].payload == "EVT-K7QZ09AAB3XY");
  }
}

TEST_CASE("a part of a larger picture is read as it stands") {
  // Rows of a cropped frame are packed; one of odd width has no alignment to lean on.
  const Frame whole = paint({.held = {guest()}});
  Frame part;
  part.width = 401;
  part.height = 399;
  for (int y = 0; y < part.height; ++y) {
    const auto row = whole.grey.begin() + (y + 130) * whole.width + 440;
    part.grey.insert(part.grey.end(), row, row + part.width);
  }
  Reader reader(kStation);
  const auto symbols = reader.read(part);
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].corners[0].x == doctest::Approx(587.5 - 440).epsilon(0.02));
}

TEST_CASE("an empty, a tiny and a truncated frame hold nothing") {
  Reader station(kStation), still({});
  Frame tiny;
  tiny.width = tiny.height = 3;
  tiny.grey.assign(9, 128);
  Frame truncated = tiny;
  truncated.height = 300;
  for (const Frame& frame : {Frame{}, tiny, truncated}) {
    CHECK(station.read(frame).empty());
    CHECK(still.read(frame).empty());
  }
}

TEST_CASE("clutter, text and pictures are no codes") {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    DoorScene scene{.held = {guest("")}, .noise = 6, .clutter = 1, .seed = seed};
    Reader reader(kStation);
    for (scene.noise_seed = 0; scene.noise_seed < 2; ++scene.noise_seed)
      CHECK(reader.read(paint(scene)).empty());
  }
}

TEST_CASE("another kind of code is reported only where any is wanted") {
  const Frame frame = paint({.held = {guest("https://usher.example/")}});
  Reader any({.any = true}), passes({});
  CHECK(any.read(frame).size() == 1);
  CHECK(passes.read(frame).empty());
}

TEST_CASE("of two passes the nearer and larger comes first, and both are told") {
  HeldCode far = guest("EVT-AAAAAAAAAAAA"), near = guest("EVT-BBBBBBBBBBBB");
  far.centre = {250, 300}, far.module_px = 3;
  near.centre = {720, 330}, near.module_px = 6;
  Reader reader(kStation);
  const auto symbols = reader.read(paint({.held = {far, near}}));
  REQUIRE(symbols.size() == 2);
  CHECK(symbols[0].payload == "EVT-BBBBBBBBBBBB");
}

TEST_CASE("a code that comes into a quiet room is read on its first frame, and reported while it stays") {
  Reader reader(kStation);
  DoorPainter painter;
  DoorScene scene{.noise = 3};
  for (; scene.noise_seed < 12; ++scene.noise_seed) CHECK(reader.read(painter.paint(scene)).empty());
  scene.held = {guest()};
  for (; scene.noise_seed < 30; ++scene.noise_seed) CHECK(reader.read(painter.paint(scene)).size() == 1);
  scene.held.clear();
  CHECK(reader.read(painter.paint(scene)).empty());
}

TEST_CASE("another pass shown on the same phone is not taken for the first") {
  Reader reader(kStation);
  DoorScene scene{.held = {guest("EVT-AAAAAAAAAAAA")}};
  CHECK(reader.read(paint(scene)).at(0).payload == "EVT-AAAAAAAAAAAA");
  scene.held = {guest("EVT-AAAAAAAAAAAB")};
  CHECK(reader.read(paint(scene)).at(0).payload == "EVT-AAAAAAAAAAAB");
}

}  // namespace
}  // namespace usher
