#include "usher/scan/source/camera.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "scan/small_world.hpp"
#include "usher/scan/source/image_file.hpp"
#include "usher/scan/source/sources.hpp"

using namespace usher;

namespace {

// GStreamer looks for its plugins in a process it forks, and was seen to hang there under sanitizers.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool kGStreamer = false;
#else
constexpr bool kGStreamer = true;
#endif

CameraSettings source(const std::string& name, bool loop = false) {
  return {.source = name, .fps = 2000, .loop = loop};
}

std::string trouble(const std::string& name) {
  try {
    const auto camera = open_camera(source(name));
    while (camera->read({})) {
    }
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The grey level in the middle of each frame until the source ends.
std::vector<int> middles(Camera& camera, std::size_t limit = 100) {
  std::vector<int> greys;
  while (greys.size() < limit) {
    const FramePtr frame = camera.read({});
    if (!frame) break;
    greys.push_back(frame->grey[frame->grey.size() / 2]);
  }
  return greys;
}

}  // namespace

TEST_CASE("each bad source is a sentence that names it and the mend") {
  const TemporaryFolder folder;
  write_file(folder.file("notes.txt"), "hello");
  write_file(folder.file("broken.mp4"), "this is no film");
  struct Case {
    std::string source, names, mend;
  };
  const Case cases[] = {
      {"webcam", "\"webcam\"", "use auto"},
      {"", "\"\"", "use auto"},
      {"file:", "file:", "path of a video"},
      {"file:/nowhere/door.mp4", "/nowhere/door.mp4", "after file:"},
      {"file:" + folder.path(), folder.path(), "images:"},
      {"file:" + folder.file("broken.mp4"), "broken.mp4", "convert it"},
      {"images:", "images:", "folder"},
      {"images:/nowhere", "/nowhere", "after images:"},
      {"images:" + folder.path(), folder.path(), "png"},
      {"gst:", "gst:", "pipeline"},
      {"gst:nosuchelement ! fakesink", "nosuchelement", ""},
      {"/dev/video77", "/dev/video77", "plug"},
  };
  for (const Case& c : cases) {
    if (!kGStreamer && c.names == "nosuchelement") continue;
    CAPTURE(c.source);
    const std::string sentence = trouble(c.source);
    CAPTURE(sentence);
    CHECK(mentions(sentence, c.names));
    CHECK(mentions(sentence, c.mend));
    CHECK(sentence.rfind("camera: ", 0) == 0);
  }
}

TEST_CASE(
    "what is wrong with a source as written is known before it is opened; a missing device is no such "
    "thing") {
  CHECK(complaint_about_source(source("file:/nowhere.mp4")));
  CHECK(complaint_about_source(source("camera1")));
  CHECK_FALSE(complaint_about_source(source("/dev/video77")));
  CHECK_FALSE(complaint_about_source(source("auto")));
  CHECK_FALSE(complaint_about_source(source("virtual")));
  CHECK_FALSE(complaint_about_source(source("none")));
}

TEST_CASE("a folder plays in name order, numbers by their value, and skips what cannot be read") {
  const TemporaryFolder folder;
  write_pgm(folder.file("frame10.pgm"), plain_frame(32, 16, 100));
  write_pgm(folder.file("frame9.pgm"), plain_frame(32, 16, 90));
  CHECK(save_image(folder.file("frame11.PNG"), plain_frame(20, 20, 110)));
  CHECK(save_image(folder.file("frame12.bmp"), plain_frame(20, 20, 120)));
  write_file(folder.file("frame9b.png"), "torn");
  write_file(folder.file("frame1.txt"), "EVT-ABC123DEF456");
  const auto camera = open_camera(source("images:" + folder.path()));
  CHECK_FALSE(camera->live());
  CHECK(camera->stills());
  CHECK(middles(*camera) == std::vector{90, 100, 110, 120});
  CHECK(camera->read({}) == nullptr);
}

TEST_CASE("jpeg and webp are read too") {
  const TemporaryFolder folder;
  CHECK(save_image(folder.file("a.jpg"), plain_frame(32, 32, 60)));
  CHECK(save_image(folder.file("b.webp"), plain_frame(32, 32, 200)));
  const auto camera = open_camera(source("images:" + folder.path()));
  const auto greys = middles(*camera);
  REQUIRE(greys.size() == 2);
  CHECK(greys[0] == doctest::Approx(60).epsilon(0.05));
  CHECK(greys[1] == doctest::Approx(200).epsilon(0.05));
}

TEST_CASE("with loop a folder starts again, and frames go on counting") {
  const TemporaryFolder folder;
  write_pgm(folder.file("a.pgm"), plain_frame(8, 8, 10));
  write_pgm(folder.file("b.pgm"), plain_frame(8, 8, 20));
  const auto camera = open_camera(source("images:" + folder.path(), true));
  CHECK(middles(*camera, 5) == std::vector{10, 20, 10, 20, 10});
  const FramePtr sixth = camera->read({});
  CHECK(sixth->number == 6);
  CHECK(sixth->position == milliseconds{2});  // 5 frames at 2,000 a second
}

TEST_CASE("a folder in which nothing can be read says so instead of looping for ever") {
  const TemporaryFolder folder;
  write_file(folder.file("a.png"), "torn");
  CHECK(mentions(trouble("images:" + folder.path()), "none of the pictures"));
}

TEST_CASE("a film gives its frames as grey, then ends; with loop it starts again") {
  const TemporaryFolder folder;
  write_film(folder.file("door.y4m"),
             {plain_frame(64, 48, 30), plain_frame(64, 48, 120), plain_frame(64, 48, 210)}, 200);
  for (const bool loop : {false, true}) {
    CAPTURE(loop);
    const auto camera = open_camera(source("file:" + folder.file("door.y4m"), loop));
    CHECK_FALSE(camera->live());
    CHECK_FALSE(camera->stills());
    const auto greys = middles(*camera, 5);
    REQUIRE(greys.size() == (loop ? 5u : 3u));
    CHECK(greys[0] < greys[1]);
    CHECK(greys[1] < greys[2]);
  }
}

TEST_CASE("a film is played at its own rate") {
  const TemporaryFolder folder;
  write_film(folder.file("door.y4m"), std::vector<Frame>(4, plain_frame(64, 48, 30)), 100);
  const auto camera = open_camera(source("file:" + folder.file("door.y4m")));
  FramePtr last;
  while (const FramePtr frame = camera->read({})) last = frame;
  REQUIRE(last);
  CHECK(last->number == 4);
  CHECK(last->position == milliseconds{30});
}

TEST_CASE("a GStreamer pipeline brings grey frames; one that runs out by itself is a recording") {
  if (!kGStreamer) return;
  std::unique_ptr<Camera> camera;
  try {
    camera =
        open_camera(source("gst:videotestsrc num-buffers=5 pattern=white ! video/x-raw,width=64,height=48"));
  } catch (const std::runtime_error& e) {
    // Its plugins are a package of their own, which a station without such a source does not need.
    MESSAGE("not tried: ", e.what());
    return;
  }
  CHECK_FALSE(camera->live());
  const auto greys = middles(*camera);
  CHECK(greys.size() == 5);
  CHECK(greys[0] > 200);
  CHECK(open_camera(source("gst:videotestsrc is-live=true"))->live());
}

TEST_CASE("stop ends a wait for the next frame") {
  const TemporaryFolder folder;
  write_pgm(folder.file("a.pgm"), plain_frame(8, 8, 10));
  CameraSettings slow = source("images:" + folder.path(), true);
  slow.fps = 0.001;
  const auto camera = open_camera(slow);
  std::stop_source stop;
  CHECK(camera->read(stop.get_token()));
  stop.request_stop();
  CHECK(camera->read(stop.get_token()) == nullptr);
}

TEST_CASE("no camera is a source too: nothing comes, and nothing is wrong") {
  const auto camera = open_camera(source("none"));
  CHECK(camera->live());
  std::stop_source stop;
  stop.request_stop();
  CHECK(camera->read(stop.get_token()) == nullptr);
}
