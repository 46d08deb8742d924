#include <opencv2/videoio.hpp>
#include <opencv2/videoio/registry.hpp>
#include <stdexcept>

#include "grey.hpp"
#include "usher/scan/pacer.hpp"
#include "usher/scan/sources.hpp"

namespace usher {
namespace {

bool contains(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

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

class Pipeline : public Camera {
 public:
  Pipeline(const std::string& pipeline, const CameraSettings& settings)
      : pipeline_(pipeline), recorded_(ends_by_itself(pipeline)), pacer_(settings.fps) {
    if (!cv::videoio_registry::hasBackend(cv::CAP_GSTREAMER))
      throw std::runtime_error(
          "camera: this OpenCV was built without GStreamer; use a device, file: or images: instead of gst:");
    try {
      capture_.open(completed(pipeline), cv::CAP_GSTREAMER);
    } catch (const cv::Exception&) {
      capture_.release();
    }
    if (!capture_.isOpened())
      throw std::runtime_error(
          "camera: the pipeline \"" + pipeline +
          "\" does not start; try it with gst-launch-1.0, and install the plugins it names");
  }

  FramePtr read(std::stop_token stop) override {
    while (!stop.stop_requested()) {
      cv::Mat picture;
      bool got = false;
      try {
        got = capture_.read(picture);
      } catch (const cv::Exception&) {
        got = false;
      }
      if (!got && recorded_ && frames_ > 0) return nullptr;
      if (!got)
        throw std::runtime_error("camera: the pipeline \"" + pipeline_ + "\" gives no picture any more");
      auto frame = frame_of(picture);
      if (!frame) continue;
      if (recorded_) rest(stop, pacer_.next(Pacer::Clock::now()));
      frame->position = std::chrono::duration_cast<milliseconds>(pacer_.period() * frames_);
      frame->number = ++frames_;
      frame->taken = clock_now().tick;
      return std::make_shared<const Frame>(std::move(*frame));
    }
    return nullptr;
  }

  bool live() const override { return !recorded_; }

 private:
  const std::string pipeline_;
  const bool recorded_;
  Pacer pacer_;
  cv::VideoCapture capture_;
  std::uint64_t frames_ = 0;
};

}  // namespace

std::unique_ptr<Camera> open_pipeline(const std::string& pipeline, const CameraSettings& settings) {
  return std::make_unique<Pipeline>(pipeline, settings);
}

}  // namespace usher
