// What a build with -DUSHER_STAGE=OFF says where the stage would play.
#include <string>

#include "camera_source.hpp"
#include "commands.hpp"
#include "mistake.hpp"

namespace usher {
namespace {

Command add_missing(const Command& usher, const std::string& name, const std::string& help) {
  const Command command = usher.command(name, help + " (not in this build)");
  command.takes_anything();
  command.does([name]() -> int {
    throw Mistake("usher " + name +
                  " belongs to the stage, and this usher was built with -DUSHER_STAGE=OFF; build it without "
                  "that option, or install Debian's package of usher");
  });
  return command;
}

}  // namespace

Command add_demo(const Command& usher) {
  return add_missing(usher, "demo", "The whole station with nothing to set up");
}

Command add_sandbox(const Command& usher) {
  return add_missing(usher, "sandbox", "Serve the Events API from an embedded database");
}

Command add_shots(const Command& usher) {
  return add_missing(usher, "shots", "Draw every scene as PNG files");
}

std::optional<std::string> complaint_about_camera(const CameraSettings& settings) {
  if (settings.source == "virtual") {
    return "camera: virtual guests belong to the stage, and this usher was built with -DUSHER_STAGE=OFF; set "
           "camera.source to a camera of yours";
  }
  return complaint_about_source(settings);
}

std::unique_ptr<Camera> open_source(const CameraSettings& settings) {
  return open_camera(settings);
}

}  // namespace usher
