// What doctor asks of the machine from outside, asked by the station itself: on the staff page before doors.

#include "doctor_facts.hpp"
#include "usher/core/masked.hpp"
#include "usher/core/pass.hpp"

namespace usher {

namespace {

constexpr milliseconds kFresh{3'000};  // a report older than that is of a loop in trouble

// Staff look at the page meanwhile, and whoever searches waits behind it.
constexpr seconds kLookPatience{4};

}  // namespace

void ask_watch(ReadinessFacts& facts, const Joints& joints, Tick now) {
  facts.camera_left_out = facts.settings.camera.source == "none";
  if (facts.camera_left_out) return;
  const auto report = joints.camera.latest();
  if (!report || now - report->at > kFresh) {
    facts.camera_trouble = "gives no sign of life: " + facts.settings.camera.source;
    return;
  }
  switch (report->state) {
    case CameraReport::State::Watching:
      facts.camera_fps = report->fps;
      facts.lens_trouble = report->sentence;
      break;
    case CameraReport::State::Opening:
      facts.camera_trouble = "is being opened";
      break;
    case CameraReport::State::Lost:
    case CameraReport::State::Ended:
      facts.camera_trouble = report->sentence.empty() ? "gives no picture any more" : report->sentence;
      break;
  }
  const auto scan = joints.scans.latest();
  if (!scan || scan->source != Scan::Source::Camera) return;
  if (const auto pass = parse_pass(scan->payload)) facts.test_code = masked_code(pass->code);
}

ReadinessFacts look_from_inside(const Settings& settings, const Joints& joints) {
  ReadinessFacts facts;
  facts.settings = settings;
  look_at_disk(facts);
  look_at_portal(facts, kLookPatience);
  ask_watch(facts, joints, clock_now().tick);
  look_at_screen_and_sound(facts);
  look_at_power(facts);
  facts.now = clock_now();
  return facts;
}

}  // namespace usher
