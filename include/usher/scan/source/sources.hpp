#pragma once

#include <memory>
#include <string>
#include <vector>

#include "usher/scan/source/camera.hpp"

// One maker per kind of source; open_camera() picks. Each throws std::runtime_error with a sentence for
// people.
namespace usher {

/// A V4L2 device by its path. Frames are taken grey, as near to the asked size and rate as the driver goes.
std::unique_ptr<Camera> open_device(const std::string& path, const CameraSettings& settings);

/// The first device that opens, by-id names first since they survive a reboot and a change of socket.
std::unique_ptr<Camera> open_any_device(const CameraSettings& settings);

/// Paths `auto` tries, in its order: by-id names, then /dev/video* that have none; capture devices only.
std::vector<std::string> capture_devices();

std::unique_ptr<Camera> open_film(const std::string& path, const CameraSettings& settings);
std::unique_ptr<Camera> open_folder(const std::string& path, const CameraSettings& settings);
std::unique_ptr<Camera> open_pipeline(const std::string& pipeline, const CameraSettings& settings);

/// `none`: no camera at all, for a station with a hand scanner only.
std::unique_ptr<Camera> open_nothing();

}  // namespace usher
