#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "usher/core/frame.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// Where frames come from. One owner: the loop `watch`.
class Camera {
 public:
  virtual ~Camera() = default;

  /// The next frame, waiting for it as the source paces; null when the source has ended for good, or on stop.
  /// A frame without pixels says only that nothing came for a while and nothing is wrong.
  /// Throws std::runtime_error when the camera is gone: make a new one after a moment.
  virtual FramePtr read(std::stop_token stop) = 0;

  /// A live source drops what nobody looked at. A recorded one (a file, a folder) waits until each of its
  /// scans has been served, so that no presentation is lost to pacing.
  virtual bool live() const = 0;

  /// Whether each frame is a picture by itself, as in a folder of photographs.
  virtual bool stills() const { return false; }
};

/// Makes the camera of a source that this room does not know.
using VirtualCameraMaker = std::function<std::unique_ptr<Camera>(const CameraSettings&)>;

/// Opens what `settings.source` names. `painted` makes the guests of `virtual`: they are no part of a door.
/// Throws std::runtime_error with a sentence that names the source and the mend.
std::unique_ptr<Camera> open_camera(const CameraSettings& settings, const VirtualCameraMaker& painted = {});

/// What is wrong with the source as it is written: a word nobody knows, a file that is not there. Opens
/// nothing, and does not mind a device that is missing now, since that may be plugged in later.
[[nodiscard]] std::optional<std::string> complaint_about_source(const CameraSettings& settings);

}  // namespace usher
