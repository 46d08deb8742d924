#include "usher/stage/foyer/virtual_camera.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "usher/scan/reader/reader.hpp"

using namespace usher;

namespace {

VirtualOptions quick(double speed = 10) {
  return {.width = 320, .height = 180, .speed = speed, .paced = false};
}

std::vector<FramePtr> all(Camera& camera, std::size_t limit = 2000) {
  std::vector<FramePtr> frames;
  while (frames.size() < limit) {
    FramePtr frame = camera.read({});
    if (!frame) break;
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace

TEST_CASE("the same cast and seed give the same frames, another seed gives others") {
  const auto one = all(*make_virtual_camera(sample_cast(), quick()));
  const auto two = all(*make_virtual_camera(sample_cast(), quick()));
  VirtualOptions other = quick();
  other.seed = 2;
  const auto three = all(*make_virtual_camera(sample_cast(), other));
  REQUIRE(one.size() == two.size());
  REQUIRE(one.size() == three.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i]->grey == two[i]->grey);
  CHECK(one[10]->grey != three[10]->grey);
}

TEST_CASE(
    "the virtual camera ends when its cast is through, repeats it for more guests, and loops when asked") {
  const std::vector<VirtualGuest> two{{.payload = "EVT-ABC123DEF456"}, {.payload = "EVT-ABC123DEF457"}};
  const auto frames_for = [](int guests) { return static_cast<std::size_t>(guests * 4.2 * 30 / 10); };
  CHECK(all(*make_virtual_camera(two, quick())).size() == doctest::Approx(frames_for(2)).epsilon(0.06));
  VirtualOptions five = quick();
  five.guests = 5;
  CHECK(all(*make_virtual_camera(two, five)).size() == doctest::Approx(frames_for(5)).epsilon(0.06));
  VirtualOptions loop = quick();
  loop.loop = true;
  CHECK(all(*make_virtual_camera(two, loop), 200).size() == 200);
  CHECK(all(*make_virtual_camera({}, loop)).empty());
}

TEST_CASE("positions run by the guests' clock, so that somebody who is quick is not taken for a repeat") {
  const auto slow = all(*make_virtual_camera(sample_cast(), quick(1)), 31);
  const auto fast = all(*make_virtual_camera(sample_cast(), quick(10)), 31);
  CHECK(slow.back()->position == milliseconds{1000});
  CHECK(fast.back()->position == milliseconds{10'000});
}

TEST_CASE("a guest comes, holds still enough, and is gone before the next") {
  const VirtualGuest guest{.payload = "EVT-ABC123DEF456"};
  const VirtualOptions options;
  for (std::uint64_t number = 0; number < 50; ++number) {
    CAPTURE(number);
    CHECK(held_at(guest, number, kGuestTakes - milliseconds{1}, options).empty());
    const auto first = held_at(guest, number, milliseconds{0}, options);
    REQUIRE(first.size() == 1);
    CHECK(first[0].centre.y > 1000);  // below the picture
    for (int ms = 1000; ms < 2600; ms += 100) {
      const HeldCode held = held_at(guest, number, milliseconds{ms}, options).at(0);
      for (const Point& corner : corners_of(held)) {
        CHECK(corner.x > 300);
        CHECK(corner.x < 980);
        CHECK(corner.y > 100);
        CHECK(corner.y < 620);
      }
    }
  }
}

TEST_CASE("each kind of guest a demo may show is read while they hold their code up") {
  const VirtualGuest cast[] = {
      {.payload = "EVT-PLAIN0000001"},
      {.payload = "EVT-BADGE0000001", .body = HeldCode::Body::Badge},
      {.payload = "EVT-DARK00000001", .dark_mode = true},
      {.payload = "EVT-DIM000000001", .dimmed = true},
      {.payload = "EVT-GLARE0000001", .glare = true},
      {.payload = "EVT-CRACK0000001", .cracked = true},
      {.payload = "EVT-TILT00000001", .tilted = true},
      {.payload = "EVT-BLUR00000001", .blurred = true},
      {.payload = "EVT-FAR000000001", .far = true},
      {.payload = "WIFI:T:WPA;S:Foyer guests;P:welcome2026;;"},
  };
  for (const VirtualGuest& guest : cast) {
    CAPTURE(guest.payload);
    VirtualOptions options{.speed = 6, .paced = false};
    const auto camera = make_virtual_camera({guest}, options);
    Reader reader({.budget = milliseconds{20}, .any = true});
    int frames = 0;
    while (const FramePtr frame = camera->read({})) {
      for (const Symbol& symbol : reader.read(*frame)) {
        CHECK(symbol.payload == guest.payload);
        ++frames;
      }
    }
    CHECK(frames >= 1);
  }
}

TEST_CASE("of two codes held up together one can be put away") {
  const VirtualGuest pair{.payload = "EVT-A00000000001", .second = "EVT-B00000000001"};
  CHECK(held_at(pair, 0, milliseconds{1000}, {}).size() == 2);
  CHECK(held_at(pair, 0, milliseconds{2500}, {}).size() == 1);
  const VirtualGuest stubborn{
      .payload = "EVT-A00000000001", .second = "EVT-B00000000001", .puts_second_away = false};
  CHECK(held_at(stubborn, 0, milliseconds{2500}, {}).size() == 2);
}
