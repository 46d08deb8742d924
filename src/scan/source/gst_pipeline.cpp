#include <opencv2/videoio.hpp>
#include <opencv2/videoio/registry.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "grey.hpp"
#include "puller.hpp"
#include "usher/scan/source/playback_clock.hpp"
#include "usher/scan/source/sources.hpp"

namespace usher {
namespace {

bool contains(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

constexpr std::string_view kDoesNotStart =
    " does not start; try it with gst-launch-1.0, and install the plugins it names";

// A pipeline that hangs keeps its memory and its device. With so many only a new process helps.
constexpr int kMostHanging = 4;

/// A pipeline that runs out by itself is a recording: its end is no trouble and its frames wait for us.
bool ends_by_itself(const std::string& pipeline) {
  return contains(pipeline, "filesrc") || contains(pipeline, "num-buffers");
}

/// People write the source; how it reaches us they need not know.
std::string completed(const std::string& pipeline) {
  if (contains(pipeline, "appsink")) return pipeline;
  const std::string sink =
      ends_by_itself(pipeline) ? "appsink sync=false" : "appsink sync=false drop=true max-buffers=1";
  return pipeline + " ! videoconvert ! video/x-raw,format=GRAY8 ! " + sink;
}

std::string named(const std::string& pipeline) {
  return "camera: the pipeline \"" + pipeline + "\"";
}

std::unique_ptr<cv::VideoCapture> opened(const std::string& pipeline) {
  auto capture = std::make_unique<cv::VideoCapture>();
  try {
    capture->open(completed(pipeline), cv::CAP_GSTREAMER);
  } catch (const cv::Exception&) {
    capture->release();
  }
  return capture->isOpened() ? std::move(capture) : nullptr;
}

/// Nothing when the pipeline has ended or broken.
std::optional<Frame> next_of(cv::VideoCapture& capture) {
  cv::Mat picture;
  try {
    while (capture.read(picture))
      if (auto frame = frame_of(picture)) return frame;
  } catch (const cv::Exception&) {
  }
  return std::nullopt;
}

/// A pipeline that runs out by itself, at our pace.
class Reel : public Camera {
 public:
  Reel(const std::string& pipeline, const CameraSettings& settings)
      : pipeline_(pipeline), pacer_(settings.fps), capture_(opened(pipeline)) {
    if (!capture_) throw std::runtime_error(named(pipeline) + std::string(kDoesNotStart));
  }

  FramePtr read(std::stop_token stop) override {
    if (stop.stop_requested()) return nullptr;
    auto frame = next_of(*capture_);
    if (!frame && frames_ > 0) return nullptr;
    if (!frame) throw std::runtime_error(named(pipeline_) + " gives no picture");
    sleep_for(stop, pacer_.next(PlaybackClock::Clock::now()));
    frame->position = std::chrono::duration_cast<milliseconds>(pacer_.period() * frames_);
    frame->number = ++frames_;
    frame->taken = clock_now().tick;
    return std::make_shared<const Frame>(std::move(*frame));
  }

  bool live() const override { return false; }

 private:
  const std::string pipeline_;
  PlaybackClock pacer_;
  std::unique_ptr<cv::VideoCapture> capture_;
  std::uint64_t frames_ = 0;
};

/// A camera behind a pipeline. OpenCV waits for its pictures without a limit; the lane does not.
class Live : public Camera {
 public:
  explicit Live(const std::string& pipeline)
      : puller_(named(pipeline), [pipeline] { return grab_from(pipeline); }, {}) {}

  FramePtr read(std::stop_token stop) override { return puller_.read(stop); }
  bool live() const override { return true; }

 private:
  static Puller::Grab grab_from(const std::string& pipeline) {
    std::shared_ptr<cv::VideoCapture> capture = opened(pipeline);
    if (!capture) throw std::runtime_error(std::string(kDoesNotStart).substr(1));
    return [capture, frames = std::uint64_t{0}]() mutable {
      auto frame = next_of(*capture);
      if (frame) frame->number = ++frames;
      return frame;
    };
  }

  Puller puller_;
};

}  // namespace

std::unique_ptr<Camera> open_pipeline(const std::string& pipeline, const CameraSettings& settings) {
  if (!cv::videoio_registry::hasBackend(cv::CAP_GSTREAMER))
    throw std::runtime_error(
        "camera: this OpenCV was built without GStreamer; use a device, file: or images: instead of gst:");
  if (ends_by_itself(pipeline)) return std::make_unique<Reel>(pipeline, settings);
  if (Puller::hanging() >= kMostHanging)
    throw std::runtime_error(named(pipeline) + " has frozen again and again; start the station anew");
  return std::make_unique<Live>(pipeline);
}

}  // namespace usher
