// The loop `show` in a real window, with real keys. Linked into the program that has a display.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "screen/render/window.hpp"
#include "usher/screen/show.hpp"

using namespace usher;

namespace {

/// A station that is ready, as its loops would say it.
struct Station {
  Joints joints;
  ShowOptions options;
  Tick begun = clock_now().tick;

  Station() {
    options.screen.fullscreen = false;
    options.sound.volume = 0;
    options.station = "Test door";
    alive();
    joints.errands.put({.link = Errands::Link::Up, .at = begun});
    joints.desk.put({.at = begun});
  }
  void alive() { joints.camera.put({.state = CameraReport::State::Watching, .at = clock_now().tick}); }
  bool late() const { return clock_now().tick - begun > seconds{20}; }
};

}  // namespace

TEST_CASE("hand scanners that type into the window make scans, whatever they are set to end with") {
  const std::string codes[] = {"EVT-ABC123DEF451", "EVT-ABC123DEF452", "EVT-ABC123DEF453",
                               "EVT-ABC123DEF454"};
  const std::string endings[] = {"Return", "KP_Enter", "Tab",
                                 ""};  // the last: nothing but the pause after it
  Station station;
  int frames = 0;
  std::size_t begun = 0;
  std::vector<Scan> scans;
  std::jthread scanner;
  station.options.finished = [&] {
    station.alive();
    if (const auto scan = station.joints.scans.latest(); scan && scan->number > scans.size())
      scans.push_back(*scan);
    if (++frames >= 10 && begun == scans.size() && begun < std::size(codes)) {
      const std::string& ending = endings[begun];
      const std::string keys = "xdotool type --delay 5 " + codes[begun++];
      scanner = std::jthread([command = ending.empty() ? keys : keys + " && xdotool key " + ending] {
        CHECK(std::system(command.c_str()) == 0);
      });
    }
    return scans.size() == std::size(codes) || station.late();
  };
  show({}, station.joints, station.options);
  REQUIRE(scans.size() == std::size(codes));
  for (std::size_t i = 0; i < scans.size(); ++i) {
    CHECK(scans[i].payload == codes[i]);
    CHECK(scans[i].source == Scan::Source::Wedge);
    CHECK(scans[i].number == i + 1);
  }
}

TEST_CASE("two touches that are quicker than a frame are heard where each of them was") {
  screen::Window window(screen::Window::Mode::Windowed, {640, 480});
  (void)window.wait(0.5);
  REQUIRE(std::system("xdotool mousemove 100 120 click 1 mousemove 300 200 click 1") == 0);
  std::vector<screen::Input> touches;
  for (int turn = 0; turn < 100 && touches.size() < 2; ++turn) {
    for (const screen::Input& input : window.wait(0.1)) {
      if (input.kind == screen::Input::Kind::Touch) touches.push_back(input);
    }
  }
  REQUIRE(touches.size() == 2);
  CHECK(touches[0].x == 100);
  CHECK(touches[0].y == 120);
  CHECK(touches[1].x == 300);
  CHECK(touches[1].y == 200);
}

TEST_CASE("a picture is saved of each new scene, when it has settled, and of none twice") {
  Station station;
  const auto folder = std::filesystem::temp_directory_path() / "usher_shots_test";
  std::filesystem::remove_all(folder);
  station.options.shots = folder.string();
  const auto count = [&] {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files += entry.is_regular_file();
    return files;
  };
  bool granted = false;
  int after = 0;
  station.options.finished = [&] {
    station.alive();
    if (count() == 1 && !granted) {
      granted = true;
      DeskReport report{.stage = DeskReport::Stage::Decided, .scan = 1, .at = clock_now().tick};
      report.verdict.kind = Verdict::Kind::Grant;
      station.joints.desk.put(report);
    }
    if (count() == 2) ++after;
    return after > 10 || station.late();
  };
  show({}, station.joints, station.options);
  CHECK(count() == 2);
  CHECK(std::filesystem::exists(folder / "0001-ready.png"));
  CHECK(std::filesystem::exists(folder / "0002-grant.png"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("the loop ends when it is asked to") {
  Station station;
  std::stop_source stop;
  int frames = 0;
  station.options.finished = [&] {
    if (++frames == 3) stop.request_stop();
    return frames > 100;
  };
  show(stop.get_token(), station.joints, station.options);
  CHECK(frames == 3);
}
