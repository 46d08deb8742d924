// The first run at a real window, with real keys and touches; the portal's answers are the test's.

#include "usher/screen/setup.hpp"

#include "window_story.hpp"

using namespace usher;
using namespace usher::screen;

TEST_CASE("the first run is gone through at the window, and what was chosen is what is written") {
  Rect first_event;
  Rect check_portal;
  Rect back;  // which the portal's page has not
  {
    Plan plan;
    for (const Sample& sample : samples()) {
      if (sample.name == "setup-portal") check_portal = plan.place(sample.view, Act::Confirm, 0);
      if (sample.name != "setup-event") continue;
      first_event = plan.place(sample.view, Act::Pick, 0);
      back = plan.place(sample.view, Act::Back, 0);
    }
  }
  SetupJoints joints;
  Story story(joints.station);
  std::optional<Settings> written;
  SetupOptions options;
  options.cameras = {"auto", "none"};
  options.fullscreen = false;
  options.path = "/nowhere";
  options.write = [&](const Settings& settings) {
    written = settings;
    return std::string();
  };
  options.finished = [&] { return story.turn(); };
  // Keys typed before the window is there would go nowhere.
  story.steps.push_back({"the window is there", [] {}, [&] { return is_drawn(check_portal, ink::kAccent); }});
  story.steps.push_back({"the portal is asked",
                         [] {
                           type("12345678");
                           xdotool("key Return");
                         },
                         [&] { return joints.questions.version() > 0; }});
  story.steps.push_back({"its events are shown",
                         [&] {
                           joints.answers.put(
                               {.number = joints.questions.latest()->number,
                                .findings = {{"licence", Finding::State::Ready, "is active", ""}},
                                .events = {{.id = "501", .name = "Annual Member Conference"},
                                           {.id = "502", .name = "Workshop"}}});
                         },
                         [&] {
                           if (story.frames == 3) xdotool("key Return");
                           return is_drawn(back, ink::kSurface) && is_drawn(first_event, ink::kSurface);
                         }});
  story.steps.push_back({"the camera is opened",
                         [&] {
                           touch(first_event);
                           xdotool("key Return");
                         },
                         [&] { return joints.camera.version() > 0; }});
  story.steps.push_back({"it is written",
                         [] {
                           xdotool("key Return");
                           type("7");
                           xdotool("key Return");
                           for (int i = 0; i < 2; ++i) {
                             type("2468");
                             xdotool("key Return");
                           }
                           xdotool("key Return");
                         },
                         [&] { return written.has_value(); }});
  bool done = false;
  story.play([&] { done = show_setup({}, joints, options); });
  CHECK(done);
  REQUIRE(written.has_value());
  CHECK(written->portal.id == "12345678");
  CHECK(written->station.event == "501");
  CHECK(written->station.name == "usher7");
  CHECK(written->screen.pin == "2468");
}
