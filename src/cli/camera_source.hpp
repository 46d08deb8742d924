#pragma once

#include <memory>

#include "usher/core/settings.hpp"
#include "usher/scan/source/camera.hpp"

namespace usher {

/// The camera that the settings name, with guests of the stage before the virtual one. Throws as open_camera.
std::unique_ptr<Camera> open_source(const CameraSettings& settings);

}  // namespace usher
