#include <cstdlib>
#include <filesystem>
#include <opencv2/videoio.hpp>
#include <opencv2/videoio/registry.hpp>
#include <stdexcept>

#include "grey.hpp"
#include "usher/core/log.hpp"
#include "usher/scan/source/image_file.hpp"
#include "usher/scan/source/playback_clock.hpp"
#include "usher/scan/source/sources.hpp"

// Sources that were recorded before: a film and a folder of pictures. Neither paces itself, so we do.
namespace usher {
namespace {

/// Numbers, times and paces the frames of a recording.
class Projector {
 public:
  explicit Projector(double fps) : pacer_(fps) {}

  FramePtr show(Frame frame, std::stop_token stop) {
    sleep_for(stop, pacer_.next(PlaybackClock::Clock::now()));
    if (stop.stop_requested()) return nullptr;
    frame.position = std::chrono::duration_cast<milliseconds>(pacer_.period() * shown_);
    frame.number = ++shown_;
    frame.taken = clock_now().tick;
    return std::make_shared<const Frame>(std::move(frame));
  }

 private:
  PlaybackClock pacer_;
  std::uint64_t shown_ = 0;
};

class Folder : public Camera {
 public:
  Folder(const std::string& path, const CameraSettings& settings)
      : path_(path), loop_(settings.loop), names_(images_in(path)), projector_(settings.fps) {
    if (names_.empty())
      throw std::runtime_error("camera: there is no picture (png, jpg, webp, bmp, pgm) in the folder " +
                               path + "; put some there or name another folder");
  }

  FramePtr read(std::stop_token stop) override {
    while (!stop.stop_requested()) {
      if (next_ == names_.size()) {
        if (!any_readable_)
          throw std::runtime_error("camera: none of the pictures in the folder " + path_ +
                                   " can be read; put pictures there that an image viewer opens");
        if (!loop_) return nullptr;
        next_ = 0;
      }
      const std::string& name = names_[next_++];
      if (auto frame = load_image(name)) {
        any_readable_ = true;
        return projector_.show(std::move(*frame), stop);
      }
      log_warning("camera: skipped " + name + ", which cannot be read as a picture");
    }
    return nullptr;
  }

  bool live() const override { return false; }
  bool stills() const override { return true; }

 private:
  const std::string path_;
  const bool loop_;
  const std::vector<std::string> names_;
  Projector projector_;
  std::size_t next_ = 0;
  bool any_readable_ = false;
};

class Film : public Camera {
 public:
  Film(const std::string& path, const CameraSettings& settings)
      : path_(path), loop_(settings.loop), capture_(open()), projector_(rate(settings)) {}

  FramePtr read(std::stop_token stop) override {
    while (!stop.stop_requested()) {
      cv::Mat picture;
      bool got = false;
      try {
        got = capture_.read(picture);
      } catch (const cv::Exception& e) {
        log_warning("camera: " + path_ + " is damaged: " + e.err);
      }
      if (got) {
        auto frame = frame_of(picture);
        if (!frame) continue;
        ++frames_;
        return projector_.show(std::move(*frame), stop);
      }
      if (frames_ == 0)
        throw std::runtime_error("camera: no picture can be read from the video " + path_ +
                                 "; convert it, for example to MP4 with H.264");
      if (!loop_) return nullptr;
      frames_ = 0;
      capture_ = open();
    }
    return nullptr;
  }

  bool live() const override { return false; }

 private:
  cv::VideoCapture open() const {
    cv::VideoCapture capture;
    // FFmpeg would complain of each damaged picture, in words for those who know films from inside. OpenCV
    // asks this once, when a film is first opened; whoever sets it themselves hears all of it.
    ::setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
    try {
      // Asked by name: the others would each have a try at a file that is no film, and say so at length.
      capture.open(path_, cv::videoio_registry::hasBackend(cv::CAP_FFMPEG) ? cv::CAP_FFMPEG : cv::CAP_ANY);
    } catch (const cv::Exception&) {
      capture.release();
    }
    if (!capture.isOpened())
      throw std::runtime_error("camera: " + path_ +
                               " cannot be opened as a video; convert it, for example to MP4 with H.264");
    return capture;
  }

  /// Its own rate where it tells a believable one.
  double rate(const CameraSettings& settings) const {
    const double own = capture_.get(cv::CAP_PROP_FPS);
    return own >= 1 && own <= 1000 ? own : settings.fps;
  }

  const std::string path_;
  const bool loop_;
  cv::VideoCapture capture_;
  Projector projector_;
  std::uint64_t frames_ = 0;  // since it was opened last
};

/// Nothing to look at, for as long as the station runs.
class Nothing : public Camera {
 public:
  FramePtr read(std::stop_token stop) override {
    sleep_for(stop, std::chrono::seconds(1));
    return stop.stop_requested() ? nullptr : std::make_shared<const Frame>();
  }
  bool live() const override { return true; }
};

}  // namespace

std::unique_ptr<Camera> open_film(const std::string& path, const CameraSettings& settings) {
  return std::make_unique<Film>(path, settings);
}

std::unique_ptr<Camera> open_folder(const std::string& path, const CameraSettings& settings) {
  return std::make_unique<Folder>(path, settings);
}

std::unique_ptr<Camera> open_nothing() {
  return std::make_unique<Nothing>();
}

}  // namespace usher
