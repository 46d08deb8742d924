#include "usher/core/scene.hpp"

#include "usher/core/lateness.hpp"
#include "usher/core/pass.hpp"

namespace usher {

namespace {

/// A loop that has not reported for this long is not working, whatever it said last.
constexpr milliseconds kStale{5000};
/// Long enough to read a hint in passing, short enough not to greet the next guest.
constexpr milliseconds kHint{2500};

bool is_stale(const std::optional<CameraReport>& report, Tick now) {
  return report && now - report->at > kStale;
}

/// Since when a guest should have had a verdict that is not there. The portal is never waited for that long:
/// the disk took the time, or the machine.
std::optional<milliseconds> overdue(Tick now, const Reports& reports) {
  if (!reports.desk || !reports.scan || !parse_pass(reports.scan->payload)) return std::nullopt;
  const DeskReport& desk = *reports.desk;
  const Scan& scan = *reports.scan;
  const bool in_hand = desk.scan == scan.number && desk.stage == DeskReport::Stage::Checking;
  if (desk.scan >= scan.number && !in_hand) return std::nullopt;
  const milliseconds late = now - (scan.decoded + reports.deadline + kVerdictMargin);
  return late > milliseconds{0} ? std::optional(late) : std::nullopt;
}

/// What is wrong with the station itself, the worst first.
std::string trouble_of(Tick now, const Reports& reports) {
  if (reports.desk && !reports.desk->trouble.empty()) return reports.desk->trouble;
  if (overdue(now, reports)) {
    return "This station cannot record check-ins in time: its disk does not answer. Use another lane, and "
           "replace "
           "the disk.";
  }
  if (is_stale(reports.camera, now)) {
    return "The camera has stopped answering. Unplug it, count to three, and plug it in again.";
  }
  if (reports.camera && !reports.camera->sentence.empty()) return reports.camera->sentence;
  if (reports.desk && !reports.desk->notice.empty()) return reports.desk->notice;
  if (reports.scanner && !reports.scanner->sentence.empty()) return reports.scanner->sentence;
  return {};
}

bool is_out_of_order(Tick now, const Reports& reports) {
  if (reports.desk && !reports.desk->trouble.empty()) return true;
  if (overdue(now, reports) || is_stale(reports.camera, now)) return true;
  return reports.camera && reports.camera->state == CameraReport::State::Lost;
}

}  // namespace

milliseconds dwell(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::Grant:
      return milliseconds{3000};
    // There is more to read here, and somebody to talk to.
    case Verdict::Kind::AlreadyIn:
    case Verdict::Kind::Deny:
    case Verdict::Kind::WrongEvent:
    case Verdict::Kind::WrongGate:
    case Verdict::Kind::NotFound:
    case Verdict::Kind::Hold:
      return milliseconds{6000};
    case Verdict::Kind::NotAPass:
    case Verdict::Kind::kCount:
      return kHint;
  }
  return kHint;
}

Scene scene_at(Tick now, const Reports& reports) {
  Scene scene;
  scene.trouble = trouble_of(now, reports);
  const auto& desk = reports.desk;
  if (desk) {
    scene.number = desk->scan;
    scene.idle = now - desk->at;
  }

  // Nobody stands before a silent screen: when the disk keeps us from a verdict, staff are called. A green
  // that is on disk at last still comes, and takes this one's place.
  const auto late = overdue(now, reports);
  if (late && *late < dwell(Verdict::Kind::Hold)) {
    scene.kind = Scene::Kind::Verdict;
    scene.number = reports.scan->number;
    scene.verdict.kind = Verdict::Kind::Hold;
    scene.verdict.code = parse_pass(reports.scan->payload)->code;
    scene.verdict.reasons = {Reason::StorageTrouble};
    scene.age = *late;
    return scene;
  }

  // A verdict outlives trouble: the guest in front of it was told, and is still reading.
  if (desk && desk->stage == DeskReport::Stage::Checking && !late) {
    scene.kind = Scene::Kind::Checking;
    scene.guest = desk->guest;
    scene.age = now - desk->at;
    scene.idle = milliseconds{0};
    return scene;
  }
  const bool shown = desk && desk->stage == DeskReport::Stage::Decided &&
                     now - desk->at < dwell(desk->verdict.kind) &&
                     !is_for_nobody(*desk, reports.scan, reports.deadline);
  if (shown && desk->verdict.kind != Verdict::Kind::NotAPass) {
    scene.kind = Scene::Kind::Verdict;
    scene.verdict = desk->verdict;
    scene.decided = true;
    scene.latency = desk->at - desk->decoded;
    scene.age = now - desk->at;
    return scene;
  }
  if (is_out_of_order(now, reports)) {
    scene.kind = Scene::Kind::OutOfOrder;
    return scene;
  }
  const bool watching = reports.camera && reports.camera->state != CameraReport::State::Opening;
  if (!desk || !watching || !reports.errands) {
    scene.kind = Scene::Kind::Starting;
    return scene;
  }
  scene.kind = Scene::Kind::Ready;
  // Ready begins when the last verdict has had its time, so that the screen can come up gently. A hint does
  // not leave it, so it began long before.
  if (desk->stage == DeskReport::Stage::Decided) {
    const bool hint = desk->verdict.kind == Verdict::Kind::NotAPass;
    scene.age = hint ? now - desk->at + kHint : now - desk->at - dwell(desk->verdict.kind);
  }
  scene.hint_not_a_pass = shown;
  scene.hint_one_at_a_time =
      reports.sighting && reports.sighting->one_at_a_time && now - reports.sighting->at < kHint;
  return scene;
}

}  // namespace usher
