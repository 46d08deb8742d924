#include "usher/stage/foyer/door_scene.hpp"

#include <doctest/doctest.h>

#include "usher/scan/reader/reader.hpp"

namespace usher {
namespace {

TEST_CASE("the same door scene is the same picture, and another moment has other noise") {
  DoorScene scene{.width = 320, .height = 240, .held = {HeldCode{.centre = {160, 100}, .module_px = 3}}};
  const Frame first = paint(scene), again = paint(scene);
  CHECK(first.width == 320);
  CHECK(first.grey.size() == 320 * 240);
  CHECK(first.grey == again.grey);
  scene.noise_seed = 1;
  CHECK(paint(scene).grey != first.grey);
}

TEST_CASE("the corners of a held code are where a reader finds them") {
  DoorScene scene{
      .held = {HeldCode{.centre = {500, 300}, .module_px = 6, .rotation = 30, .tilt_x = 20, .tilt_y = -15}}};
  Reader reader({.any = true});
  const auto symbols = reader.read(paint(scene));
  REQUIRE(symbols.size() == 1);
  const auto corners = corners_of(scene.held[0]);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(symbols[0].corners[i].x == doctest::Approx(corners[i].x).epsilon(0.02));
    CHECK(symbols[0].corners[i].y == doctest::Approx(corners[i].y).epsilon(0.02));
  }
}

TEST_CASE("a picture's size is whatever the camera gives") {
  for (const auto& [width, height] : {std::pair{64, 48}, std::pair{641, 479}}) {
    const Frame frame =
        paint({.width = width, .height = height, .held = {HeldCode{.defocus = 1, .motion_px = 5}}});
    CHECK(frame.grey.size() == static_cast<std::size_t>(width * height));
  }
}

}  // namespace
}  // namespace usher
