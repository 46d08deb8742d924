#include "screen/controller.hpp"

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::screen;

namespace {

/// Staff at a screen that is slow to draw: all they do comes within one frame, on what was drawn before it.
struct SlowScreen {
  Joints joints;
  ShowOptions options;
  Controller control{joints, options};
  std::vector<Touch> drawn;
  std::vector<Input> inputs;
  Tick now{seconds{1000}};

  SlowScreen() { options.screen.pin = "2468"; }

  /// Whatever the last frame had there.
  void taps(Act act, int value = 0) {
    free_place_ += 100;  // no two in one place: that would be another story
    shows(free_place_, act, value);
    lands(free_place_ + 5);
  }
  /// A button where the test wants it.
  void shows(float x, Act act, int value = 0) {
    drawn.push_back({.box = {x, 0, 10, 10}, .act = act, .value = value});
  }
  /// A finger, there and away again.
  void lands(float x) {
    inputs.push_back({.kind = Input::Kind::Touch, .x = x, .y = 5, .at = now, .not_before = now});
    inputs.push_back({.kind = Input::Kind::Release, .x = x, .y = 5, .at = now, .not_before = now});
  }
  void taps(const std::string& keys) {
    for (const char key : keys) taps(Act::Letter, key);
  }
  /// One key of a scanner that the window has not been listening to since the last frame.
  void scanned(char letter) {
    inputs.push_back({.kind = Input::Kind::Letter,
                      .letter = static_cast<unsigned char>(letter),
                      .at = now,
                      .not_before = last_frame_});
  }
  void draws(milliseconds took = milliseconds{33}) {
    control.act(inputs, drawn, {}, now);
    inputs.clear();
    drawn.clear();
    last_frame_ = now;
    now += took;
  }
  const Staff& unlocks() {
    taps(Act::Open);
    draws();
    taps("2468");
    draws();
    return control.staff();
  }

  /// On a guest's card, found by a search.
  void opens_card(const std::string& code) {
    unlocks();
    taps("s");
    draws();
    StaffReport report{.number = control.staff().asked, .kind = StaffRequest::Kind::Search};
    report.found.push_back({.code = code, .attendee_name = "Sarah Johnson"});
    joints.staff.put(report);
    draws();
    taps(Act::Pick, 0);
    draws(seconds{1});
  }

 private:
  Tick last_frame_ = now;
  float free_place_ = 1000;
};

}  // namespace

TEST_CASE("keys tapped within one frame are all typed, each as it would be had the screen been quicker") {
  SlowScreen screen;
  const Staff& staff = screen.unlocks();
  screen.taps(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  screen.draws();
  screen.taps("ANNA MAE");  // as drawn: only the first was yet to be a capital
  screen.draws();
  CHECK(staff.form[0] == "Anna Mae");
  screen.taps(Act::Field, 2);
  screen.taps("AA");
  screen.taps(Act::Shift);
  screen.taps("b_w@x");
  screen.draws();
  CHECK(staff.form[2] == "aaB_w@x");
}

TEST_CASE("a touch within the same frame as the one that left a page presses nothing on the next page") {
  SlowScreen screen;
  const Staff& staff = screen.unlocks();

  SUBCASE("no digit of the PIN becomes a search") {
    screen.taps(Act::Close);
    screen.taps(Act::Open);
    screen.draws();
    screen.taps(Act::Open);
    screen.draws();
    screen.taps("24688");
    screen.draws();
    CHECK(staff.page == StaffPage::Search);
    CHECK(staff.query.empty());
  }
  SUBCASE("what was locked stays locked") {
    screen.taps(Act::Close);
    screen.taps(Act::Tab, static_cast<int>(StaffPage::Recent));
    screen.draws();
    CHECK_FALSE(staff.open());
  }
  SUBCASE("nothing of a guest is corrected when the card is gone") {
    screen.taps(Act::Close);
    screen.taps(Act::Correct, 0);
    screen.draws();
    CHECK_FALSE(staff.open());
  }
  SUBCASE("the bar stands on every page, and leads on") {
    screen.taps(Act::Tab, static_cast<int>(StaffPage::Recent));
    screen.taps(Act::Tab, static_cast<int>(StaffPage::Door));
    screen.draws();
    CHECK(staff.page == StaffPage::Door);
  }
}

TEST_CASE("a scan that comes while the screen is busy drawing is one scan, not two halves of none") {
  SlowScreen screen;
  for (const char letter : std::string("EVT-ABC1")) screen.scanned(letter);
  screen.draws(milliseconds{400});
  for (const char letter : std::string("23DEF456")) screen.scanned(letter);
  screen.draws(milliseconds{400});
  screen.draws();
  REQUIRE(screen.joints.scans.latest().has_value());
  CHECK(screen.joints.scans.latest()->payload == "EVT-ABC123DEF456");
  CHECK(screen.joints.scans.version() == 1);
}

TEST_CASE("a double tap on Check in is one admission, and opens nothing that stands there afterwards") {
  SlowScreen screen;
  screen.opens_card("EVT-ABC123DEF456");
  REQUIRE(screen.control.staff().page == StaffPage::Guest);
  SUBCASE("both within one frame") {
    screen.shows(500, Act::CheckIn);
    screen.lands(505);
    screen.lands(505);
    screen.draws();
  }
  SUBCASE("the second in a later frame, where the lock of the door is now") {
    screen.shows(500, Act::CheckIn);
    screen.lands(505);
    screen.draws(milliseconds{200});
    screen.shows(500, Act::Open);
    screen.lands(507);
    screen.draws();
  }
  CHECK(screen.joints.scans.version() == 1);
  CHECK_FALSE(screen.control.staff().open());
  screen.now += seconds{1};
  screen.shows(500, Act::Open);
  screen.lands(507);
  screen.draws();
  CHECK(screen.control.staff().page == StaffPage::Pin);  // who means it is heard
}

TEST_CASE("a finger presses where it comes down, once, wherever it goes and however long it stays") {
  SlowScreen screen;
  const Staff& staff = screen.unlocks();
  screen.shows(100, Act::Letter, 'a');
  screen.shows(200, Act::Letter, 'b');
  const auto does = [&](Input::Kind kind, float x) {
    screen.inputs.push_back({.kind = kind, .x = x, .y = 5, .at = screen.now, .not_before = screen.now});
  };
  SUBCASE("dragged off one key and let go over another") {
    does(Input::Kind::Touch, 105);
    does(Input::Kind::Move, 150);
    does(Input::Kind::Release, 205);
    screen.draws();
    CHECK(staff.query == "a");
  }
  SUBCASE("held for seconds") {
    does(Input::Kind::Touch, 105);
    for (int frame = 0; frame < 60; ++frame) {
      screen.draws();
      screen.shows(100, Act::Letter, 'a');
    }
    does(Input::Kind::Release, 105);
    screen.draws();
    CHECK(staff.query == "a");
  }
  SUBCASE("a second one comes down before the first is lifted") {
    does(Input::Kind::Touch, 105);
    does(Input::Kind::Touch, 205);
    does(Input::Kind::Release, 105);
    does(Input::Kind::Release, 205);
    screen.draws();
    CHECK(staff.query == "ab");
  }
  SUBCASE("a palm rests beside everything") {
    does(Input::Kind::Touch, 900);
    does(Input::Kind::Touch, 205);
    screen.draws();
    CHECK(staff.query == "b");
  }
}

TEST_CASE("a touch wakes a screen that nobody has come to for long") {
  SlowScreen screen;
  Scene scene;
  scene.idle = seconds{600};
  CHECK(screen.control.idle(scene, screen.now) == seconds{600});
  screen.lands(900);
  screen.draws();
  CHECK(screen.control.idle(scene, screen.now) < seconds{1});
}
