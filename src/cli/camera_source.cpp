#include "camera_source.hpp"

#include "usher/stage/demo/demo_cast.hpp"
#include "usher/stage/foyer/virtual_camera.hpp"

namespace usher {
namespace {

/// Before the virtual camera step guests of the sandbox's sample event, as in the demo: strangers to every
/// portal would only be refused.
std::unique_ptr<Camera> open_virtual(const CameraSettings& settings) {
  return make_virtual_camera(
      before_camera(make_demo_cast(0)),
      {.width = settings.width, .height = settings.height, .fps = settings.fps, .loop = settings.loop});
}

}  // namespace

std::optional<std::string> complaint_about_camera(const CameraSettings& settings) {
  return complaint_about_source(settings);
}

std::unique_ptr<Camera> open_source(const CameraSettings& settings) {
  return open_camera(settings, open_virtual);
}

}  // namespace usher
