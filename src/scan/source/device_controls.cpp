#include "device_controls.hpp"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>

// Controls may be set through a second descriptor while the first one streams; OpenCV has names for only
// some.
namespace usher {
namespace {

struct Hint {
  std::uint32_t control;
  std::int32_t value;
  std::string_view words;
};

constexpr Hint kHints[] = {
    // Aperture priority is the automatic exposure nearly all webcams have.
    {V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY, "automatic exposure"},
    // In a dark foyer the driver would halve the frame rate to expose longer: a held code then smears.
    {V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0, "frame rate before exposure"},
    // A bright phone is small in a dark picture: measured over everything it burns out.
    {V4L2_CID_EXPOSURE_METERING, V4L2_EXPOSURE_METERING_CENTER_WEIGHTED, "light measured in the middle"},
    {V4L2_CID_BACKLIGHT_COMPENSATION, 0, "no backlight compensation"},
    {V4L2_CID_AUTOGAIN, 1, "automatic gain"},
    {V4L2_CID_FOCUS_AUTO, 1, "automatic focus"},
    {V4L2_CID_AUTO_FOCUS_RANGE, V4L2_AUTO_FOCUS_RANGE_MACRO, "focus near"},
    // Bands of mains light run over the picture otherwise.
    {V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_AUTO, "mains frequency found out"},
};

bool has(int device, const Hint& hint) {
  v4l2_queryctrl query{};
  query.id = hint.control;
  return ::ioctl(device, VIDIOC_QUERYCTRL, &query) == 0 && (query.flags & V4L2_CTRL_FLAG_DISABLED) == 0 &&
         hint.value >= query.minimum && hint.value <= query.maximum;
}

}  // namespace

std::string give_hints(const std::string& path) {
  std::string given;
  const int device = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) return given;
  for (const Hint& hint : kHints) {
    v4l2_control control{};
    control.id = hint.control;
    control.value = hint.value;
    if (!has(device, hint) || ::ioctl(device, VIDIOC_S_CTRL, &control) != 0) continue;
    if (!given.empty()) given += ", ";
    given += hint.words;
  }
  ::close(device);
  return given;
}

}  // namespace usher
