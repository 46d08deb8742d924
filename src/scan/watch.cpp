#include "usher/scan/watch.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "lookout.hpp"
#include "scan/source/frame_rate.hpp"
#include "usher/core/log.hpp"
#include "usher/scan/lens_check.hpp"
#include "usher/scan/source/playback_clock.hpp"

namespace usher {
namespace {

constexpr milliseconds kReportEvery{250};
constexpr milliseconds kFirstPause{500};  // before a lost camera is tried again; doubles
constexpr milliseconds kLongestPause{5000};
// Longer than the longest door deadline anybody configures; a desk that needs more is in trouble and says so.
constexpr milliseconds kDeskPatience{5000};
constexpr milliseconds kDeskPoll{2};
constexpr milliseconds kLensEvery{200};
// A driver that hands out one picture for so long has hung; opening the device again has been known to help.
constexpr milliseconds kFrozenTooLong{10'000};

class Watcher {
 public:
  Watcher(std::stop_token stop, Joints& joints, const WatchWorld& world)
      : stop_(std::move(stop)), joints_(joints), world_(world) {}

  /// Looks at frames until the source ends (true) or stop (false). Throws when the camera is gone.
  bool follow(Camera& camera) {
    const auto read = world_.make_reader(camera);
    const Tick opened = world_.clock();
    lens_.reset();
    lookout_.set_manner(camera.live() ? Manner::live() : camera.stills() ? Manner::stills() : Manner::film());
    while (!stop_.stop_requested()) {
      const FramePtr frame = camera.read(stop_);
      if (stop_.stop_requested()) return false;
      if (!frame) return true;
      look(frame, camera.live() ? frame->taken : opened + frame->position, read, camera);
    }
    return false;
  }

  void lost(const std::string& sentence) {
    if (report_.sentence != sentence) log_error(sentence);
    publish(CameraReport::State::Lost, sentence);
    pause_ = std::clamp(pause_ * 2, kFirstPause, kLongestPause);
    const Tick until = world_.clock() + pause_;
    // The report stays young while we wait, or it would look as if this loop itself were gone.
    for (Tick now = world_.clock(); now < until && !stop_.stop_requested(); now = world_.clock()) {
      world_.sleep_for(stop_, std::min(kReportEvery, until - now));
      publish(CameraReport::State::Lost, sentence);
    }
  }

  void ended() { publish(CameraReport::State::Ended, ""); }
  void opening() {
    if (report_.state == CameraReport::State::Opening) publish(CameraReport::State::Opening, "");
  }

 private:
  void look(const FramePtr& frame, Tick source_now, const WatchWorld::Read& read, const Camera& camera) {
    const bool live = camera.live();
    if (!frame->grey.empty()) {
      rate_.frame(world_.clock());
      ++report_.frames;
      joints_.frames.put(frame);
      const auto symbols = read(*frame);
      const Outlook outlook =
          lookout_.look(*frame, symbols,
                        {.now = world_.clock(), .source_now = source_now, .desk_free = !live || desk_free()});
      joints_.sightings.put(outlook.sighting);
      // A film is what some camera saw; photographs of a folder have nothing to do with each other.
      if (!camera.stills()) check_lens(*frame, !symbols.empty(), source_now, live);
      if (outlook.scan) {
        const auto number = joints_.scans.put_numbered(
            Scan{.payload = *outlook.scan, .source = Scan::Source::Camera, .decoded = world_.clock()});
        if (!live) wait_for_verdict(number);
      }
    }
    pause_ = milliseconds{0};
    if (report_.state != CameraReport::State::Watching || world_.clock() - report_.at >= kReportEvery)
      publish_watching();
  }

  void check_lens(const Frame& frame, bool read_something, Tick source_now, bool live) {
    if (lens_at_ && source_now - *lens_at_ < kLensEvery) return;
    lens_at_ = source_now;
    const auto finding = lens_.look(signs_of(frame), read_something, source_now);
    if (finding != finding_) {
      const auto sentence = lens_sentence(finding);
      if (sentence.empty()) log_info("camera: it sees well again");
      if (!sentence.empty()) log_warning("camera: " + std::string(sentence));
    }
    finding_ = finding;
    const bool frozen = live && finding == LensCheck::Finding::Frozen;
    // Once is enough: a camera that stands still again after that was opened for nothing.
    if (frozen && !reopened_for_frost_ && lens_.frozen_for() > kFrozenTooLong) {
      reopened_for_frost_ = true;
      throw std::runtime_error(std::string(lens_sentence(finding)));
    }
    if (lens_.moved()) reopened_for_frost_ = false;
  }

  /// Whether the desk has begun with the last scan, whoever brought it. A scan put before would take its
  /// place unserved; the guest is still there in the next frame, so waiting costs nothing.
  bool desk_free() {
    const std::uint64_t last = joints_.scans.version();
    if (last != last_scan_) {
      last_scan_ = last;
      last_scan_at_ = world_.clock();
    }
    const auto desk = joints_.desk.latest();
    return last == 0 || (desk && desk->scan >= last) || world_.clock() - last_scan_at_ > kDeskPatience;
  }

  void wait_for_verdict(std::uint64_t number) {
    const Tick until = world_.clock() + kDeskPatience;
    while (!stop_.stop_requested() && world_.clock() < until) {
      const auto desk = joints_.desk.latest();
      if (desk &&
          (desk->scan > number || (desk->scan == number && desk->stage == DeskReport::Stage::Decided)))
        return;
      if (world_.clock() - report_.at >= kReportEvery) publish_watching();
      world_.sleep_for(stop_, kDeskPoll);
    }
  }

  void publish_watching() { publish(CameraReport::State::Watching, std::string(lens_sentence(finding_))); }

  void publish(CameraReport::State state, const std::string& sentence) {
    report_.state = state;
    report_.sentence = sentence;
    report_.at = world_.clock();
    report_.fps = rate_.at(report_.at);
    joints_.camera.put(report_);
  }

  const std::stop_token stop_;
  Joints& joints_;
  const WatchWorld& world_;
  Lookout lookout_;
  FrameRate rate_;
  LensCheck lens_;
  LensCheck::Finding finding_ = LensCheck::Finding::Clear;
  std::optional<Tick> lens_at_;
  bool reopened_for_frost_ = false;
  CameraReport report_;
  milliseconds pause_{0};
  std::uint64_t last_scan_ = 0;
  Tick last_scan_at_{};
};

}  // namespace

Reader::Options way_to_read(const Camera& camera) {
  // A picture of its own may cost a guest's patience; a film has its pace to keep. A still in which nothing
  // is found took 0.2 to 2 s without a limit.
  const bool stills = camera.stills();
  return {.budget = milliseconds{stills ? 60 : 12}, .any = true, .alone = stills};
}

void watch(std::stop_token stop, const CameraMaker& make_camera, Joints& joints, const WatchWorld& world) {
  Watcher watcher(stop, joints, world);
  while (!stop.stop_requested()) {
    std::string trouble;
    try {
      watcher.opening();
      // Gone at the end of this block, before the pause: a driver gives a device back only once it is
      // released.
      const auto camera = make_camera();
      if (watcher.follow(*camera)) return watcher.ended();
    } catch (const std::exception& e) {
      trouble = e.what();
    }
    if (!trouble.empty()) watcher.lost(trouble);
  }
}

void watch(std::stop_token stop, const CameraMaker& make_camera, Joints& joints) {
  watch(stop, make_camera, joints,
        {.clock = [] { return clock_now().tick; },
         .sleep_for = [](std::stop_token s, milliseconds duration) { sleep_for(s, duration); },
         .make_reader = [](const Camera& camera) -> WatchWorld::Read {
           const auto reader = std::make_shared<Reader>(way_to_read(camera));
           return [reader](const Frame& frame) { return reader->read(frame); };
         }});
}

}  // namespace usher
