#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <opencv2/videoio.hpp>
#include <set>
#include <stdexcept>

#include "device_controls.hpp"
#include "grey.hpp"
#include "raw_picture.hpp"
#include "usher/core/log.hpp"
#include "usher/scan/source/sources.hpp"

namespace usher {
namespace {

namespace fs = std::filesystem;

// A cable that shakes spoils a picture now and then; this many in a row and the camera is no use.
constexpr int kSpoiltInARow = 15;

/// Whether the node delivers pictures. A webcam also has nodes for its metadata, which open just as well.
bool captures(const std::string& path) {
  const int device = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) return errno == EBUSY || errno == EACCES;  // let the opening say what is wrong
  v4l2_capability capability{};
  const bool asked = ::ioctl(device, VIDIOC_QUERYCAP, &capability) == 0;
  ::close(device);
  if (!asked) return false;
  const auto powers = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps
                                                                            : capability.capabilities;
  return (powers & V4L2_CAP_VIDEO_CAPTURE) != 0;
}

std::vector<std::string> names_in(const std::string& folder, std::string_view prefix) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().rfind(prefix, 0) == 0) names.push_back(entry->path().string());
  // video2 before video10.
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

std::string why_not(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return "is not there; plug the camera in, or name another one";
  const int device = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) {
    if (errno == EACCES) return "may not be opened; add this user to the group video";
    return std::string("cannot be opened (") + std::strerror(errno) + "); plug it in again";
  }
  ::close(device);
  if (!captures(path)) return "is no camera; name the one that `v4l2-ctl --list-devices` lists first";
  return "gives no picture; another program may be using it, or it needs to be plugged in again";
}

std::string four_letters(double value) {
  const auto code = static_cast<std::uint32_t>(value);
  std::string letters;
  for (int shift = 0; shift < 32; shift += 8) {
    const char letter = static_cast<char>((code >> shift) & 0xff);
    letters += letter >= ' ' && letter <= '~' ? letter : '?';
  }
  return letters;
}

class Device : public Camera {
 public:
  Device(std::string path, const CameraSettings& settings) : path_(std::move(path)) {
    // The default lets a frozen camera hold read() for ten seconds. It is read once, when a device is first
    // opened.
    ::setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2", 1);
    try {
      capture_.open(path_, cv::CAP_V4L2);
      if (!capture_.isOpened()) throw std::runtime_error("camera: " + path_ + " " + why_not(path_));
      ask(settings);
    } catch (const cv::Exception& e) {
      throw std::runtime_error("camera: " + path_ + " " + why_not(path_) + " (" + e.err + ")");
    }
  }

  FramePtr read(std::stop_token stop) override {
    cv::Mat picture;
    for (int spoilt = 0; !stop.stop_requested(); ++spoilt) {
      bool got = false;
      try {
        got = capture_.read(picture);
      } catch (const cv::Exception&) {
        got = false;
      }
      // isOpened() stays true after an unplug and read() fails for ever: whoever made us makes us anew.
      if (!got || picture.empty())
        throw std::runtime_error("camera: " + path_ + " gives no picture any more; check its cable");
      if (auto frame = unpack(raw(picture))) {
        frame->number = ++frames_;
        frame->taken = clock_now().tick - age();
        return std::make_shared<const Frame>(std::move(*frame));
      }
      if (spoilt >= kSpoiltInARow)
        throw std::runtime_error("camera: " + path_ +
                                 " gives only damaged pictures; use a shorter cable or another socket");
    }
    return nullptr;
  }

  bool live() const override { return true; }

 private:
  void ask(const CameraSettings& settings) {
    // A driver queues frames; an old one would show the guest in the past. With a single buffer, though, it
    // has none to fill while we hold that one, and every second frame is lost: so two.
    capture_.set(cv::CAP_PROP_BUFFERSIZE, 2);
    // Over USB 2 only MJPG carries 1280x720 at 30 a second. set() is true even when it was ignored.
    capture_.set(cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'));
    capture_.set(cv::CAP_PROP_FRAME_WIDTH, settings.width);
    capture_.set(cv::CAP_PROP_FRAME_HEIGHT, settings.height);
    capture_.set(cv::CAP_PROP_FPS, settings.fps);
    // Raw pictures: grey from JPEG costs 1.5 ms where the colours cost 5.1 (1280x720).
    capture_.set(cv::CAP_PROP_CONVERT_RGB, 0);
    const std::string hints = give_hints(path_);

    const std::string letters = four_letters(capture_.get(cv::CAP_PROP_FOURCC));
    converted_ = capture_.get(cv::CAP_PROP_CONVERT_RGB) != 0;
    layout_ = layout_of(letters);
    if (!converted_ && layout_ == RawPicture::Layout::Unknown) {
      capture_.set(cv::CAP_PROP_CONVERT_RGB, 1);  // let OpenCV make sense of what we cannot
      converted_ = true;
    }
    width_ = static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_WIDTH));
    height_ = static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_HEIGHT));
    log_info("camera: " + path_ + " gives " + letters + " " + std::to_string(width_) + "x" +
             std::to_string(height_) + " at " +
             std::to_string(static_cast<int>(capture_.get(cv::CAP_PROP_FPS))) + " per second" +
             (hints.empty() ? "" : "; set: " + hints));
  }

  /// How long ago the driver got the frame we have just been given. It stamps frames by CLOCK_MONOTONIC;
  /// where a stamp says something else (none, or a time of day) the frame counts as new.
  milliseconds age() const {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const double stamp = capture_.get(cv::CAP_PROP_POS_MSEC);
    const double old =
        static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6 - stamp;
    return milliseconds(stamp > 0 && old > 0 && old < 10'000 ? static_cast<std::int64_t>(old) : 0);
  }

  /// What came, said in our words.
  RawPicture raw(const cv::Mat& picture) const {
    const std::size_t bytes = picture.total() * picture.elemSize();
    RawPicture raw{.layout = layout_,
                   .width = width_,
                   .height = height_,
                   .stride = 0,
                   .bytes = picture.ptr(),
                   .size = picture.isContinuous() ? bytes : 0};
    if (converted_) {
      raw.layout = picture.channels() == 1 ? RawPicture::Layout::Grey : RawPicture::Layout::Bgr;
      raw.width = picture.cols;
      raw.height = picture.rows;
    }
    return raw;
  }

  const std::string path_;
  cv::VideoCapture capture_;
  RawPicture::Layout layout_ = RawPicture::Layout::Unknown;
  bool converted_ = false;
  int width_ = 0;
  int height_ = 0;
  std::uint64_t frames_ = 0;
};

}  // namespace

std::vector<std::string> capture_devices() {
  std::vector<std::string> found;
  std::set<fs::path> nodes;  // one camera has a by-id name and a number
  std::error_code error;
  for (const auto& [folder, prefix] : {std::pair{"/dev/v4l/by-id", ""}, std::pair{"/dev", "video"}}) {
    for (const std::string& path : names_in(folder, prefix)) {
      const fs::path node = fs::canonical(path, error);
      if (error || !captures(path) || !nodes.insert(node).second) continue;
      found.push_back(path);
    }
  }
  return found;
}

std::unique_ptr<Camera> open_device(const std::string& path, const CameraSettings& settings) {
  return std::make_unique<Device>(path, settings);
}

std::unique_ptr<Camera> open_any_device(const CameraSettings& settings) {
  std::string first_trouble;
  for (const std::string& path : capture_devices()) {
    try {
      auto camera = open_device(path, settings);
      // A node can open and yet never deliver (the second half of a stereo camera); one frame is the proof.
      if (camera->read({})) return camera;
    } catch (const std::runtime_error& e) {
      if (first_trouble.empty()) first_trouble = e.what();
    }
  }
  if (!first_trouble.empty()) throw std::runtime_error(first_trouble);
  throw std::runtime_error("camera: no camera was found; plug one in, or name its source in [camera]");
}

}  // namespace usher
