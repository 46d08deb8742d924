#include "usher/scan/watch.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "scan/fakes.hpp"
#include "scan/small_world.hpp"
#include "usher/scan/lens_check.hpp"
#include "usher/stage/foyer/door_scene.hpp"

using namespace usher;
using State = CameraReport::State;
using fake::kAda, fake::kBob;

namespace {

using Scans = std::vector<std::string>;

/// The states reported, repeats left out.
std::vector<State> states(const fake::World& world) {
  std::vector<State> seen;
  for (const CameraReport& report : world.reports)
    if (seen.empty() || seen.back() != report.state) seen.push_back(report.state);
  return seen;
}

std::string pass(int number) {
  std::string digits = std::to_string(number);
  return "EVT-GUEST" + std::string(7 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("a guest walks up and is scanned once; frames and sightings go to the screen") {
  fake::World world;
  world.script.show({}, 10);
  world.script.show({kAda}, 60);
  world.script.show({}, 10);
  world.run();
  CHECK(world.scanned == Scans{kAda});
  CHECK(world.joints.frames.latest()->get()->number == 80);
  CHECK(world.joints.sightings.version() == 80);
  CHECK(world.joints.scans.latest()->source == Scan::Source::Camera);
}

TEST_CASE("an unplugged camera is reported with its sentence, released, and opened again after a pause") {
  fake::World world;
  world.script.show({kAda}, 30);
  world.script.fail("camera: gone; check its cable", milliseconds{33});
  world.script.show({kAda}, 30);
  world.script.show({kBob}, 30);
  world.run();
  CHECK(states(world) == std::vector{State::Opening, State::Watching, State::Lost, State::Watching});
  CHECK(std::any_of(world.reports.begin(), world.reports.end(), [](const CameraReport& r) {
    return r.state == State::Lost && r.sentence == "camera: gone; check its cable";
  }));
  CHECK(world.reports.back().sentence.empty());
  REQUIRE(world.opened.size() == 2);
  CHECK(world.opened[1] - world.opened[0] >= milliseconds{30 * 33 + 500});
  CHECK(world.scanned == Scans{kAda, kBob});  // the one still held up is not scanned twice
}

TEST_CASE("a frozen camera that gives up after 2 s is opened again") {
  fake::World world;
  world.script.show({}, 5);
  world.script.fail("camera: gives no picture any more", seconds{2});
  world.script.show({kAda}, 5);
  world.run();
  CHECK(world.opened.size() == 2);
  CHECK(world.scanned == Scans{kAda});
}

TEST_CASE("a camera that stays away is tried less and less often, but at least every 5 s") {
  fake::World world;
  int attempts = 0;
  world.on_open = [&] {
    if (++attempts < 12) throw std::runtime_error("camera: none was found; plug one in");
  };
  world.script.show({kAda}, 3);
  world.run();
  REQUIRE(world.opened.size() == 12);
  CHECK(world.opened[1] - world.opened[0] == milliseconds{500});
  CHECK(world.opened[2] - world.opened[1] == milliseconds{1000});
  CHECK(world.opened[11] - world.opened[10] == milliseconds{5000});
  CHECK(world.scanned == Scans{kAda});
  SUBCASE("meanwhile the report stays young") {
    for (std::size_t i = 1; i < world.reports.size(); ++i)
      CHECK(world.reports[i].at - world.reports[i - 1].at <= milliseconds{300});
  }
}

TEST_CASE("a recording waits for each verdict, ends after the last, and loses nobody to a slow desk") {
  fake::World world;
  world.live = false;
  world.stills = true;
  world.desk_takes = milliseconds{1500};
  for (int i = 0; i < 20; ++i) world.script.show({pass(i)}, 1);
  world.run();
  CHECK(world.served.size() == 20);
  CHECK(states(world) == std::vector{State::Opening, State::Watching, State::Ended});
}

TEST_CASE("a desk that never answers holds a recording for a few seconds a scan, not for ever") {
  fake::World world;
  world.live = false;
  world.stills = true;
  world.desk_dead = true;
  world.script.show({kAda}, 1);
  world.script.show({kBob}, 1);
  const Tick before = world.now;
  world.run();
  CHECK(world.reports.back().state == State::Ended);
  CHECK(world.now - before < seconds{15});
  CHECK(world.joints.scans.version() == 2);
}

TEST_CASE("a live camera does not put a scan over one the desk has not taken") {
  fake::World world;
  world.script.show({kAda}, 1);
  world.script.show({}, 1);
  world.script.show({kBob}, 40);
  world.joints.scans.put_numbered({.payload = "typed", .source = Scan::Source::Hand});
  world.desk_dead = true;
  SUBCASE("while the desk is away, for a few seconds") {
    world.run();
    CHECK(world.joints.scans.version() == 1);
  }
  SUBCASE("and the guest who stayed is scanned when the desk is back") {
    world.script.show({kBob}, 200);
    world.run();
    CHECK(world.joints.scans.latest()->payload == kBob);
  }
}

TEST_CASE("frames per second are measured, not believed") {
  fake::World world;
  world.script.show({}, 200);
  world.run();
  CHECK(world.reports.back().fps == doctest::Approx(1000.0 / 33).epsilon(0.02));
  CHECK(world.reports.back().frames > 190);  // reported four times a second
}

TEST_CASE("200 guests walk past a live camera: one scan each") {
  fake::World world;
  Scans expected;
  for (int i = 0; i < 200; ++i) {
    world.script.show({}, 12);
    world.script.show({pass(i)}, 20);
    world.script.show({}, 3);  // the hand trembles
    world.script.show({pass(i)}, 20);
    expected.push_back(pass(i));
  }
  world.run();
  CHECK(world.scanned == expected);
}

namespace {

/// What a sensor makes of a picture: never the same twice, however seldom somebody looks.
std::vector<Frame> trembling(const Frame& frame) {
  std::vector<Frame> pictures(5, frame);  // it is looked at every seventh
  for (std::size_t number = 0; number < pictures.size(); ++number)
    for (std::size_t i = 0; i < frame.grey.size(); ++i) {
      const auto noise = static_cast<int>((i * 7919 + number * 104729) % 5) - 2;
      pictures[number].grey[i] = static_cast<std::uint8_t>(std::clamp(frame.grey[i] + noise, 0, 255));
    }
  return pictures;
}

/// A guest with a phone, at the distance they hold it.
Frame guest(double defocus) {
  DoorScene scene;
  scene.width = 640;
  scene.height = 360;
  scene.held = {{.centre = {320, 180}, .module_px = 7, .defocus = defocus}};
  return paint(scene);
}

/// The sentences reported while watching, repeats left out.
std::vector<std::string> told(const fake::World& world) {
  std::vector<std::string> seen;
  for (const CameraReport& report : world.reports) {
    CHECK((report.state == State::Opening || report.state == State::Watching));
    if (report.state == State::Watching && (seen.empty() || seen.back() != report.sentence))
      seen.push_back(report.sentence);
  }
  return seen;
}

}  // namespace

TEST_CASE("whatever is wrong with the lens is a sentence for staff while it lasts, live and from a film") {
  struct Case {
    const char* name;
    Frame frame;
    bool still;
    LensCheck::Finding finding;
  };
  const Case cases[] = {
      {"cap on", plain_frame(640, 360, 3), false, LensCheck::Finding::Black},
      {"finger on the lens", plain_frame(640, 360, 90), false, LensCheck::Finding::Covered},
      {"sun in the lens", plain_frame(640, 360, 253), false, LensCheck::Finding::WashedOut},
      {"hung", guest(0), true, LensCheck::Finding::Frozen},
      {"out of focus", guest(4), false, LensCheck::Finding::OutOfFocus},
  };
  const auto well = trembling(guest(0));
  for (const Case& c : cases) {
    const auto wrong = c.still ? std::vector{c.frame} : trembling(c.frame);
    for (const bool live : {true, false}) {
      CAPTURE(live);
      CAPTURE(c.name);
      fake::World world;
      world.live = live;
      // A second in which all is well, six of trouble, two to see that it is over.
      world.picture = [&](std::uint64_t number) {
        const auto& shown = number >= 30 && number < 210 ? wrong : well;
        return shown[number % shown.size()];
      };
      world.script.show({}, 270);
      world.run();
      world.reports.pop_back();  // a film's end
      CHECK(told(world) == std::vector<std::string>{"", std::string(lens_sentence(c.finding)), ""});
      CHECK(world.opened.size() == 1);
    }
  }
}

TEST_CASE("photographs in a folder may be dark or alike") {
  fake::World world;
  world.live = false;
  world.stills = true;
  world.picture = [](std::uint64_t) { return plain_frame(96, 96, 2); };
  world.script.show({}, 200);
  world.run();
  world.reports.pop_back();
  CHECK(told(world) == std::vector<std::string>{""});
}

TEST_CASE("no verdict comes from a picture older than half a second") {
  fake::World world;
  world.script.show({}, 5);
  world.script.show({kAda}, 4);
  SUBCASE("when the machine is so slow that it was read too late") {
    world.reading_takes = milliseconds{501};
    world.run();
    CHECK(world.joints.sightings.latest()->symbols.size() == 1);  // it was read
    CHECK(world.joints.scans.version() == 0);
  }
  SUBCASE("though one that just came in time is served") {
    world.reading_takes = milliseconds{499};
    world.run();
    CHECK(world.scanned == Scans{kAda});
  }
  SUBCASE("when it lay in the driver for so long") {
    world.frames_lay = milliseconds{501};
    world.run();
    CHECK(world.joints.scans.version() == 0);
  }
  SUBCASE("and the guest who stays is served from the first that is young enough") {
    world.frames_lay = milliseconds{2000};
    world.on_frame = [&](std::uint64_t number) {
      if (number == 7) world.frames_lay = milliseconds{0};
    };
    world.run();
    CHECK(world.scanned == Scans{kAda});
  }
}

TEST_CASE("a camera that sees only darkness is watching, with a sentence for staff") {
  fake::World world;
  world.picture = [](std::uint64_t frame) { return plain_frame(96, 96, static_cast<int>(frame % 3)); };
  world.script.show({}, 200);
  world.run();
  CHECK(world.reports.back().state == State::Watching);
  CHECK(world.reports.back().sentence.find("darkness") != std::string::npos);
}

TEST_CASE("a camera whose picture stands still is opened again, once") {
  fake::World world;
  bool still = true;
  world.picture = [&](std::uint64_t frame) {
    Frame picture = plain_frame(96, 96, 90);
    std::fill_n(picture.grey.begin() + 20 * 96, 10 * 96, std::uint8_t{200});  // a door, and a wall
    if (!still) picture.grey[3 * 96 + 3] = static_cast<std::uint8_t>(200 + frame % 50);
    return picture;
  };
  world.script.show({}, 1000);  // 33 s
  SUBCASE("and left alone when it stands still again") {
    world.run();
    CHECK(world.opened.size() == 2);
    CHECK(world.reports.back().sentence.find("stands still") != std::string::npos);
  }
  SUBCASE("but a film that stands still is no camera to open again") {
    world.live = false;
    world.run();
    CHECK(world.opened.size() == 1);
    REQUIRE(world.reports.size() > 2);
    CHECK(world.reports[world.reports.size() - 2].sentence.find("stands still") != std::string::npos);
  }
  SUBCASE("and watches on when that helped") {
    world.on_open = [&] { still = world.opened.size() < 2; };
    world.run();
    CHECK(world.opened.size() == 2);
    CHECK(world.reports.back().state == State::Watching);
    CHECK(world.reports.back().sentence.empty());
  }
}
