#include <doctest/doctest.h>

#include "bench/door_axes.hpp"
#include "bench/door_video.hpp"
#include "scan/repeat_guard.hpp"
#include "usher/scan/reader/reader.hpp"

namespace usher {
namespace {

TEST_CASE("a guest who comes, trembles, tilts and leaves is one scan") {
  Reader reader({.budget = milliseconds(1000), .any = true});
  RepeatGuard guard;
  DoorPainter painter;
  Tick now{milliseconds(1000)};
  constexpr int kGuests = 10, kEach = 3;  // every third frame: a sanitized build paints slowly
  int scans = 0;
  for (std::uint32_t seed = 1; seed <= kGuests; ++seed) {
    DoorScene still = bench::plain_guest(seed);
    still.width = 640, still.height = 360, still.seed = 1;
    still.held[0].centre = {300, 150};
    const bench::DoorVideo video(still, seed);
    for (int frame = 0; frame < video.frames(); frame += kEach, now += milliseconds(100)) {
      for (const Symbol& symbol : reader.read(painter.paint(video.at(frame)))) {
        CHECK(symbol.payload == still.held[0].payload);
        scans += guard.admits(symbol.payload, now);
      }
    }
  }
  CHECK(scans == kGuests);
}

}  // namespace
}  // namespace usher
