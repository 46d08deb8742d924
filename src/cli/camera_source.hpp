#pragma once

#include <memory>
#include <optional>
#include <string>

#include "usher/core/settings.hpp"
#include "usher/scan/source/camera.hpp"

namespace usher {

/// What is wrong with the source that the settings name, before anything starts; empty when it is usable.
[[nodiscard]] std::optional<std::string> complaint_about_camera(const CameraSettings& settings);

/// The camera that the settings name, with guests of the stage before the virtual one. Throws as open_camera.
std::unique_ptr<Camera> open_source(const CameraSettings& settings);

}  // namespace usher
