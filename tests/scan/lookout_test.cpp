#include "scan/lookout.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "scan/fakes.hpp"

using namespace usher;
using fake::kAda, fake::kBob;

namespace {

Symbol symbol(const std::string& payload, float x, float y, float side) {
  const float h = side / 2;
  return {.payload = payload, .corners = {{{x - h, y - h}, {x + h, y - h}, {x + h, y + h}, {x - h, y + h}}}};
}

const Symbol ada = symbol(kAda, 500, 360, 120);
const Symbol bob = symbol(kBob, 800, 360, 120);
const Symbol wifi = symbol("WIFI:T:WPA;S:Foyer;P:x;;", 1100, 200, 150);

/// A camera at 30 frames a second that counts who was scanned.
struct Door {
  explicit Door(Manner manner = Manner::live()) { lookout.set_manner(manner); }

  Outlook show(const std::vector<Symbol>& symbols, milliseconds age = milliseconds{20}) {
    now += milliseconds{33};
    frame.number++;
    frame.taken = now - age;
    const Outlook outlook =
        lookout.look(frame, symbols, {.now = now, .source_now = now, .desk_free = desk_free});
    if (outlook.scan) scanned.push_back(*outlook.scan);
    return outlook;
  }
  void show_for(milliseconds time, const std::vector<Symbol>& symbols) {
    for (milliseconds t{0}; t < time; t += milliseconds{33}) show(symbols);
  }

  Lookout lookout;
  Frame frame{.width = 1280, .height = 720};
  Tick now{milliseconds{50'000}};
  bool desk_free = true;
  std::vector<std::string> scanned;
};

using Scans = std::vector<std::string>;

}  // namespace

TEST_CASE("a pass alone is scanned on the first frame that shows it, once") {
  Door door;
  CHECK(door.show({ada}).scan == kAda);
  door.show_for(seconds{10}, {ada});
  CHECK(door.scanned == Scans{kAda});
}

TEST_CASE("the sighting carries what is in view and when it was looked at") {
  Door door;
  const Outlook outlook = door.show({ada});
  REQUIRE(outlook.sighting.symbols.size() == 1);
  CHECK(outlook.sighting.symbols[0].payload == kAda);
  CHECK(outlook.sighting.frame == 1);
  CHECK(outlook.sighting.frame_width == 1280);
  CHECK(outlook.sighting.at == door.now);
  CHECK_FALSE(outlook.sighting.one_at_a_time);
}

TEST_CASE("two passes held up together are one at a time please, and nobody is scanned") {
  Door door;
  for (int i = 0; i < 100; ++i) {
    const Outlook outlook = door.show({ada, bob});
    CHECK(outlook.sighting.one_at_a_time);
    CHECK(outlook.sighting.symbols.size() == 2);
  }
  CHECK(door.scanned.empty());
  SUBCASE("until one of them is alone") {
    door.show_for(seconds{1}, {bob});
    CHECK(door.scanned == Scans{kBob});
  }
  SUBCASE("until one is clearly in front: twice the other's size") {
    door.show_for(seconds{1}, {symbol(kAda, 560, 360, 190), bob});
    CHECK(door.scanned == Scans{kAda});
  }
  SUBCASE("a little larger is not clearly in front") {
    door.show_for(seconds{1}, {symbol(kAda, 500, 360, 150), bob});
    CHECK(door.scanned.empty());
  }
}

TEST_CASE("a flickering decoder does not make one of two passes look alone") {
  Door door;
  door.show({ada, bob});
  for (int i = 0; i < 60; ++i) door.show(i % 2 == 0 ? std::vector{ada} : std::vector{bob});
  CHECK(door.scanned.empty());
}

TEST_CASE("the next guest's phone where the last one was is scanned at once") {
  Door door;
  door.show_for(seconds{1}, {ada});
  CHECK(door.show({symbol(kBob, 520, 350, 120)}).scan == kBob);
}

TEST_CASE("a guest who was scanned and stays in view does not get a turn with the next one") {
  Door door;
  door.show_for(seconds{1}, {ada});
  door.show_for(seconds{5}, {ada, bob});
  door.show_for(seconds{5}, {bob});
  door.show_for(seconds{5}, {ada, bob});
  CHECK(door.scanned == Scans{kAda, kBob});
}

TEST_CASE("the same pass twice in view, on paper and on the phone, is one guest") {
  Door door;
  door.show_for(seconds{1}, {ada, symbol(kAda, 900, 300, 110)});
  CHECK(door.scanned == Scans{kAda});
}

TEST_CASE("a code that is no pass is mentioned once, and never while a pass is in view") {
  Door door;
  SUBCASE("alone") {
    door.show_for(seconds{20}, {wifi});
    CHECK(door.scanned == Scans{wifi.payload});
  }
  SUBCASE("beside a pass") {
    door.show_for(seconds{5}, {wifi, ada});
    CHECK(door.scanned == Scans{kAda});
  }
  SUBCASE("read a few frames before the pass that is beside it") {
    for (int i = 0; i < 5; ++i) door.show({wifi});
    door.show_for(seconds{2}, {wifi, ada});
    CHECK(door.scanned == Scans{kAda});
  }
}

TEST_CASE("a wall of posters does not chatter") {
  Door door;
  std::vector<Symbol> wall;
  for (int i = 0; i < 7; ++i)
    wall.push_back(
        symbol("https://example.org/" + std::to_string(i), 100.f + 160.f * static_cast<float>(i), 200, 90));
  for (int i = 0; i < 300; ++i) {
    std::rotate(wall.begin(), wall.begin() + 1, wall.end());
    door.show(wall);
  }
  CHECK(door.scanned.size() <= 4);  // 10 s, at most one in 3 s
}

TEST_CASE("no verdict from a frame older than 500 ms, and the guest is not used up by it") {
  Door door;
  for (int i = 0; i < 30; ++i) CHECK_FALSE(door.show({ada}, milliseconds{501}).scan);
  CHECK(door.show({ada}, milliseconds{500}).scan == kAda);
}

TEST_CASE("while the desk has not taken the last scan the next guest waits and is then scanned") {
  Door door;
  door.show({ada});
  door.desk_free = false;
  door.show_for(seconds{1}, {symbol(kBob, 500, 360, 120)});
  CHECK(door.scanned == Scans{kAda});
  door.desk_free = true;
  door.show_for(seconds{1}, {symbol(kBob, 500, 360, 120)});
  CHECK(door.scanned == Scans{kAda, kBob});
}

TEST_CASE("a phone held up through an unplugged camera is not scanned twice") {
  Door door;
  door.show_for(seconds{1}, {ada});
  door.now += seconds{30};
  door.show_for(seconds{1}, {ada});
  CHECK(door.scanned == Scans{kAda});
}

TEST_CASE("a guest who left and comes back after 3 s is scanned again") {
  Door door;
  door.show_for(seconds{1}, {ada});
  door.show_for(milliseconds{3100}, {});
  door.show({ada});
  CHECK(door.scanned == Scans{kAda, kAda});
}

TEST_CASE("in a folder each picture stands for itself: neighbours with one pass each are all scanned") {
  Door door{Manner::stills()};
  const std::vector<Symbol> people{ada, bob, symbol("EVT-CYD000000003", 200, 200, 60), wifi};
  for (const Symbol& person : people) door.show({person}, seconds{9});
  CHECK(door.scanned == Scans{kAda, kBob, "EVT-CYD000000003", wifi.payload});
}

TEST_CASE("a folder played so fast that two pictures share a millisecond is still picture by picture") {
  Door door{Manner::stills()};
  for (const Symbol& person : {ada, bob}) {
    door.show({person});
    door.now -= milliseconds{33};
  }
  CHECK(door.scanned == Scans{kAda, kBob});
}

TEST_CASE("a link that contains the pass and the pass itself are one guest") {
  Door door;
  door.show_for(seconds{1}, {symbol("https://tickets.example/" + kAda, 500, 360, 120)});
  door.show_for(seconds{1}, {ada});
  CHECK(door.scanned.size() == 1);
}
