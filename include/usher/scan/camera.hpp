#pragma once

#include <memory>
#include <stop_token>

#include "usher/core/frame.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// Where frames come from. One owner: the loop `watch`.
class Camera {
 public:
  virtual ~Camera() = default;

  /// The next frame, waiting for it as the source paces; null when the source has ended for good.
  /// Throws std::runtime_error when the camera is gone: make a new one after a moment.
  virtual FramePtr read(std::stop_token stop) = 0;

  /// A live source drops what nobody looked at. A recorded one (a file, a folder) waits until each of its
  /// scans has been served, so that no presentation is lost to pacing.
  virtual bool live() const = 0;
};

/// Opens what `settings.source` names. Throws std::runtime_error with a sentence that names the source and
/// the mend.
std::unique_ptr<Camera> open_camera(const CameraSettings& settings);

}  // namespace usher
