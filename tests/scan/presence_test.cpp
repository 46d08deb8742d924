#include "scan/reader/presence.hpp"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "usher/stage/foyer/door_scene.hpp"

namespace usher::scan {
namespace {

/// A room with a camera that never holds quite still in its levels.
struct Room {
  Presence presence;
  DoorPainter painter;
  DoorScene scene{.width = 640, .height = 360, .noise = 6};

  void look(int frames = 1) {
    for (int i = 0; i < frames; ++i, ++scene.noise_seed) {
      Frame frame = painter.paint(scene);
      cv::Mat half;
      cv::resize(cv::Mat(frame.height, frame.width, CV_8U, frame.grey.data()), half, {}, 0.5, 0.5,
                 cv::INTER_AREA);
      presence.look(half);
    }
  }
};

const cv::Rect kWhole(0, 0, 640, 360), kLeft(0, 0, 200, 360);

TEST_CASE("the first frame is looked at whatever it shows") {
  Room room;
  room.look();
  CHECK(room.presence.changed(kWhole));
}

TEST_CASE("noise is nobody, and a guest is somebody at once and only where they stand") {
  Room room;
  room.look(3);
  CHECK_FALSE(room.presence.changed());
  room.scene.held = {HeldCode{.centre = {420, 180}, .module_px = 3, .contrast = 0.2}};
  room.look();
  CHECK(room.presence.changed(kWhole));
  CHECK_FALSE(room.presence.changed(kLeft));
  room.scene.held.clear();
  room.look();
  CHECK_FALSE(room.presence.changed());
}

TEST_CASE("a lamp that is switched on is nobody") {
  Room room;
  room.look(3);
  room.scene.exposure = 1.15;
  room.look(120);
  CHECK_FALSE(room.presence.changed());
}

TEST_CASE("what was put down belongs to the room after a while") {
  Room room;
  room.look(3);
  room.scene.held = {HeldCode{.payload = "", .centre = {420, 180}, .module_px = 3}};
  room.look(30);
  CHECK(room.presence.changed());
  room.look(60);
  CHECK_FALSE(room.presence.changed());
}

TEST_CASE("a place that looks as it did is the same, and not when another code stands there") {
  Room room;
  room.scene.held = {HeldCode{.payload = "EVT-AAAAAAAAAAAA", .centre = {420, 180}, .module_px = 3}};
  room.look();
  const cv::Mat then = room.presence.likeness().clone();
  const cv::Rect place(380, 140, 80, 80);
  room.look();
  CHECK(room.presence.same(place, then));
  room.scene.held[0].payload = "EVT-AAAAAAAAAAAB";
  room.look();
  CHECK_FALSE(room.presence.same(place, then));
}

}  // namespace
}  // namespace usher::scan
