#include "usher/core/scene.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

const Tick kNow{milliseconds{1'000'000}};

Reports ready() {
  Reports reports;
  reports.camera = CameraReport{.state = CameraReport::State::Watching, .at = kNow};
  reports.desk = DeskReport{.at = kNow - seconds{60}};
  reports.errands = Errands{.at = kNow};
  return reports;
}

Reports decided(Verdict::Kind kind, milliseconds ago) {
  Reports reports = ready();
  reports.desk->stage = DeskReport::Stage::Decided;
  reports.desk->at = kNow - ago;
  reports.desk->decoded = reports.desk->at - milliseconds{40};
  reports.desk->verdict.kind = kind;
  return reports;
}

}  // namespace

TEST_CASE("a station whose loops have all reported is ready") {
  CHECK(scene_at(kNow, {}).kind == Scene::Kind::Starting);
  CHECK(scene_at(kNow, ready()).kind == Scene::Kind::Ready);
}

TEST_CASE("a verdict is shown at once and gives way by itself") {
  const Scene shown = scene_at(kNow, decided(Verdict::Kind::Grant, milliseconds{0}));
  CHECK(shown.kind == Scene::Kind::Verdict);
  CHECK(shown.verdict.kind == Verdict::Kind::Grant);
  CHECK(shown.latency == milliseconds{40});
  for (const auto kind :
       {Verdict::Kind::Grant, Verdict::Kind::AlreadyIn, Verdict::Kind::Deny, Verdict::Kind::WrongEvent,
        Verdict::Kind::WrongGate, Verdict::Kind::NotFound, Verdict::Kind::Hold, Verdict::Kind::NotAPass}) {
    CAPTURE(verdict_word(kind));
    CHECK(scene_at(kNow, decided(kind, dwell(kind))).kind == Scene::Kind::Ready);
  }
}

TEST_CASE("what is not a pass is a small hint, not a full screen") {
  const Scene scene = scene_at(kNow, decided(Verdict::Kind::NotAPass, milliseconds{100}));
  CHECK(scene.kind == Scene::Kind::Ready);
  CHECK(scene.hint_not_a_pass);
}

TEST_CASE("when the disk keeps a guest from a verdict staff are called, and a late green still comes") {
  Reports reports = decided(Verdict::Kind::Grant, milliseconds{60'000});
  reports.desk->scan = 7;
  const auto scene_after = [&](milliseconds waited) {
    reports.scan = Scan{.number = 8, .payload = "EVT-ABC123DEF456", .decoded = kNow - waited};
    return scene_at(kNow, reports);
  };
  CHECK(scene_after(milliseconds{1750}).kind == Scene::Kind::Ready);
  CHECK(scene_after(milliseconds{1751}).kind == Scene::Kind::Verdict);
  CHECK(scene_after(milliseconds{1751}).verdict.kind == Verdict::Kind::Hold);
  CHECK(scene_after(milliseconds{1751}).number == 8);
  // A disk that never answers is out of order, however long ago its last guest came.
  CHECK(scene_after(milliseconds{60'000}).kind == Scene::Kind::OutOfOrder);
  CHECK(scene_after(milliseconds{60'000}).trouble.find("disk") != std::string::npos);
  // While the portal is asked the same holds: it is never waited for that long.
  reports.desk->scan = 8;
  reports.desk->stage = DeskReport::Stage::Checking;
  CHECK(scene_after(milliseconds{1700}).kind == Scene::Kind::Checking);
  CHECK(scene_after(milliseconds{1800}).verdict.kind == Verdict::Kind::Hold);
  // The green that is on disk at last takes its place, and what is no pass never called anybody.
  reports.desk->stage = DeskReport::Stage::Decided;
  reports.desk->at = kNow;
  CHECK(scene_after(milliseconds{4000}).verdict.kind == Verdict::Kind::Grant);
  reports.scan = Scan{.number = 9, .payload = "WIFI:T:WPA;;", .decoded = kNow - milliseconds{4000}};
  CHECK(scene_at(kNow, reports).verdict.kind == Verdict::Kind::Grant);
}

TEST_CASE("a green that comes after the hand is not drawn for the next guest") {
  Reports reports = decided(Verdict::Kind::Grant, milliseconds{100});
  reports.desk->scan = 7;
  reports.desk->decoded = reports.desk->at - milliseconds{4000};
  reports.scan = Scan{.number = 7, .payload = "EVT-ABC123DEF456", .decoded = reports.desk->decoded};
  CHECK(scene_at(kNow, reports).verdict.kind == Verdict::Kind::Grant);  // its guest is still there
  reports.scan = Scan{.number = 8, .payload = "EVT-ABC123DEF457", .decoded = kNow};
  CHECK(scene_at(kNow, reports).kind == Scene::Kind::Ready);
  // One that came in time is read to its end, as the desk takes the next guest soon enough.
  reports.desk->decoded = reports.desk->at - milliseconds{1750};
  CHECK(scene_at(kNow, reports).verdict.kind == Verdict::Kind::Grant);
}

TEST_CASE("a slow disk is a line on the ready screen") {
  Reports reports = ready();
  reports.desk->notice = "The disk of this station is slow";
  CHECK(scene_at(kNow, reports).kind == Scene::Kind::Ready);
  CHECK(scene_at(kNow, reports).trouble == "The disk of this station is slow");
}

TEST_CASE("while the portal is asked the screen shows who it is about") {
  Reports reports = ready();
  reports.desk->stage = DeskReport::Stage::Checking;
  reports.desk->guest = Registration{.id = "7"};
  const Scene scene = scene_at(kNow, reports);
  CHECK(scene.kind == Scene::Kind::Checking);
  CHECK(scene.guest->id == "7");
}

TEST_CASE("a lost or silent camera is out of order, but not before the guest has read the verdict") {
  Reports lost = ready();
  lost.camera->state = CameraReport::State::Lost;
  lost.camera->sentence = "No camera.";
  CHECK(scene_at(kNow, lost).kind == Scene::Kind::OutOfOrder);
  CHECK(scene_at(kNow, lost).trouble == "No camera.");

  Reports silent = ready();
  silent.camera->at = kNow - seconds{6};
  CHECK(scene_at(kNow, silent).kind == Scene::Kind::OutOfOrder);
  CHECK_FALSE(scene_at(kNow, silent).trouble.empty());

  Reports told = decided(Verdict::Kind::Grant, milliseconds{500});
  told.camera->state = CameraReport::State::Lost;
  CHECK(scene_at(kNow, told).kind == Scene::Kind::Verdict);
}

TEST_CASE("two passes in view are asked to come one at a time") {
  Reports reports = ready();
  reports.sighting = Sighting{.at = kNow, .one_at_a_time = true};
  CHECK(scene_at(kNow, reports).hint_one_at_a_time);
  reports.sighting->one_at_a_time = false;
  CHECK_FALSE(scene_at(kNow, reports).hint_one_at_a_time);
}

TEST_CASE("a hint does not make the ready screen begin anew") {
  const Scene hint = scene_at(kNow, decided(Verdict::Kind::NotAPass, milliseconds{0}));
  CHECK(hint.age >= seconds{1});
  const Scene after = scene_at(kNow, decided(Verdict::Kind::Grant, dwell(Verdict::Kind::Grant)));
  CHECK(after.age == milliseconds{0});
}
