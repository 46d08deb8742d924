#include "usher/stage/foyer/virtual_camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "usher/scan/source/playback_clock.hpp"

namespace usher {
namespace {

class VirtualCamera : public Camera {
 public:
  VirtualCamera(std::vector<VirtualGuest> cast, const VirtualOptions& options)
      : cast_(std::move(cast)), options_(options), pacer_(options.fps) {
    options_.speed = std::clamp(options_.speed, 0.05, kFastest);
    guests_ = options_.guests > 0 ? static_cast<std::uint64_t>(options_.guests) : cast_.size();
    if (cast_.empty()) guests_ = 0;
  }

  FramePtr read(std::stop_token stop) override {
    const double ms = 1000.0 * static_cast<double>(shown_) * options_.speed / std::max(0.1, options_.fps);
    const milliseconds time{static_cast<std::int64_t>(ms)};
    const auto guest = static_cast<std::uint64_t>(time / kGuestTakes);
    if (stop.stop_requested() || (guest >= guests_ && !(options_.loop && guests_ > 0))) return nullptr;
    const VirtualGuest& who = cast_[guest % cast_.size()];
    Frame frame = painter_.paint({.width = options_.width,
                                  .height = options_.height,
                                  .held = held_at(who, guest, time % kGuestTakes, options_),
                                  .clutter = 0,
                                  .seed = options_.seed,
                                  .noise_seed = static_cast<std::uint32_t>(shown_)});
    if (options_.paced) sleep_for(stop, pacer_.next(PlaybackClock::Clock::now()));
    frame.position = time;
    frame.number = ++shown_;
    frame.taken = clock_now().tick;
    return std::make_shared<const Frame>(std::move(frame));
  }

  bool live() const override { return false; }

 private:
  // Any faster, and a code is held up for less than three frames.
  static constexpr double kFastest = 20;

  std::vector<VirtualGuest> cast_;
  VirtualOptions options_;
  std::uint64_t guests_ = 0;
  PlaybackClock pacer_;
  DoorPainter painter_;
  std::uint64_t shown_ = 0;
};

}  // namespace

std::unique_ptr<Camera> make_virtual_camera(std::vector<VirtualGuest> cast, const VirtualOptions& options) {
  return std::make_unique<VirtualCamera>(std::move(cast), options);
}

std::vector<VirtualGuest> sample_cast() {
  return {
      {.payload = "EVT-ABC123DEF456", .name = "Sarah Johnson"},
      {.payload = "EVT-SAMPLE000002", .name = "Tom Baker", .body = HeldCode::Body::Badge},
      {.payload = "EVT-SAMPLE000003", .name = "Amina Diallo", .dark_mode = true},
      {.payload = "EVT-SAMPLE000004", .name = "Li Wei", .glare = true, .tilted = true},
      {.payload = "WIFI:T:WPA;S:Foyer;P:welcome;;", .name = "Wi-Fi", .body = HeldCode::Body::Badge},
      {.payload = "EVT-SAMPLE000005", .name = "Jan de Vries", .cracked = true},
  };
}

}  // namespace usher
