#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "scan/small_world.hpp"
#include "usher/core/pass.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/scan/watch.hpp"
#include "usher/stage/foyer/virtual_camera.hpp"

// The whole room in one piece: painted pixels, the real reader, the real loop; only the clock and the desk
// are ours.
using namespace usher;

namespace {

std::string pass_of(int number) {
  const std::string digits = std::to_string(number);
  return "EVT-WALK" + std::string(8 - digits.size(), '0') + digits;
}

/// Each guest in their order, one scan each; says who was not.
void check_one_each(const std::vector<std::string>& scans, const std::vector<std::string>& guests) {
  for (const std::string& guest : guests) {
    CAPTURE(guest);
    CHECK(std::count(scans.begin(), scans.end(), guest) == 1);
  }
  CHECK(scans.size() == guests.size());
  CHECK(std::is_sorted(scans.begin(), scans.end()));
}

/// Runs the loop over a recorded source with a desk that decides at once. Returns each scan in order.
std::vector<std::string> run(const CameraMaker& make_camera) {
  Joints joints;
  std::vector<std::string> scans;
  Tick now{seconds{1000}};
  watch({}, make_camera, joints,
        {.clock = [&] { return now; },
         .sleep_for =
             [&](std::stop_token, milliseconds time) {
               now += time;
               const auto scan = joints.scans.latest();
               if (!scan || scan->number == scans.size()) return;
               scans.push_back(scan->payload);
               joints.desk.put({.stage = DeskReport::Stage::Decided, .scan = scan->number});
             },
         .make_reader = [](const Camera&) -> WatchWorld::Read {
           const auto reader =
               std::make_shared<Reader>(Reader::Options{.budget = milliseconds{5}, .any = true});
           return [reader](const Frame& frame) { return reader->read(frame); };
         }});
  CHECK(joints.camera.latest()->state == CameraReport::State::Ended);
  return scans;
}

}  // namespace

TEST_CASE("a folder of 500 frames with 100 passes: 100 scans, none twice, none missed") {
  const TemporaryFolder folder;
  DoorPainter painter;
  std::vector<std::string> expected;
  for (int i = 0; i < 500; ++i) {
    DoorScene scene{.width = 320, .height = 240, .noise_seed = static_cast<std::uint32_t>(i)};
    if (i % 5 < 3) {
      if (i % 5 == 0) expected.push_back(pass_of(i / 5));
      scene.held = {
          {.payload = pass_of(i / 5), .centre = {160, 115}, .module_px = 4, .rotation = 3.0 * (i % 5)}};
    }
    std::string number = std::to_string(i);
    write_pgm(folder.file("frame" + number + ".pgm"), painter.paint(scene));
  }
  const auto scans = run([&] { return open_camera({.source = "images:" + folder.path(), .fps = 10000}); });
  check_one_each(scans, expected);
}

TEST_CASE("200 guests step up to the virtual camera: one scan each") {
  std::vector<VirtualGuest> cast;
  std::vector<std::string> expected;
  for (int i = 0; i < 200; ++i) {
    cast.push_back({.payload = pass_of(i),
                    .name = "Guest",
                    .body = i % 3 == 0 ? HeldCode::Body::Badge : HeldCode::Body::Phone,
                    .tilted = i % 7 == 3});
    expected.push_back(pass_of(i));
  }
  const auto scans = run(
      [&] { return make_virtual_camera(cast, {.width = 480, .height = 270, .speed = 12, .paced = false}); });
  check_one_each(scans, expected);
}
