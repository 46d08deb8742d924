#include "usher/scan/source/camera.hpp"

#include <filesystem>
#include <opencv2/core/utils/logger.hpp>
#include <stdexcept>

#include "usher/scan/source/sources.hpp"

namespace usher {
namespace {

constexpr std::string_view kFile = "file:";
constexpr std::string_view kImages = "images:";
constexpr std::string_view kPipeline = "gst:";
constexpr std::string_view kKnown =
    "auto, a device such as /dev/v4l/by-id/…, file:VIDEO, images:FOLDER, gst:PIPELINE, virtual or none";

std::optional<std::string> after(std::string_view prefix, const std::string& source) {
  if (source.rfind(prefix, 0) != 0) return std::nullopt;
  return source.substr(prefix.size());
}

bool is_device(const std::string& source) {
  return source.rfind("/dev/", 0) == 0;
}

}  // namespace

std::optional<std::string> complaint_about_source(const CameraSettings& settings) {
  const std::string& source = settings.source;
  std::error_code error;
  if (const auto path = after(kFile, source)) {
    if (path->empty()) return "camera: file: needs the path of a video, as in file:door.mp4";
    if (!std::filesystem::exists(*path, error))
      return "camera: there is no file " + *path + "; give the path of a video after file:";
    if (std::filesystem::is_directory(*path, error))
      return "camera: " + *path + " is a folder; for a folder of pictures write images:" + *path;
    return std::nullopt;
  }
  if (const auto path = after(kImages, source)) {
    if (path->empty()) return "camera: images: needs a folder, as in images:pictures";
    if (!std::filesystem::is_directory(*path, error))
      return "camera: there is no folder " + *path + "; give a folder of pictures after images:";
    return std::nullopt;
  }
  if (const auto pipeline = after(kPipeline, source)) {
    if (pipeline->empty()) return "camera: gst: needs a pipeline, as in gst:v4l2src device=/dev/video0";
    return std::nullopt;
  }
  if (source == "auto" || source == "virtual" || source == "none" || is_device(source)) return std::nullopt;
  return "camera: \"" + source + "\" is no camera source; use " + std::string(kKnown);
}

std::unique_ptr<Camera> open_camera(const CameraSettings& settings, const VirtualCameraMaker& painted) {
  // What OpenCV has to say about a missing device is said by us, in one sentence.
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_ERROR);

  if (const auto complaint = complaint_about_source(settings)) throw std::runtime_error(*complaint);
  const std::string& source = settings.source;
  if (const auto path = after(kFile, source)) return open_film(*path, settings);
  if (const auto path = after(kImages, source)) return open_folder(*path, settings);
  if (const auto pipeline = after(kPipeline, source)) return open_pipeline(*pipeline, settings);
  if (source == "auto") return open_any_device(settings);
  if (source == "none") return open_nothing();
  if (source == "virtual") {
    if (!painted) throw std::runtime_error("camera: virtual guests belong to the stage, which is not here");
    return painted(settings);
  }
  return open_device(source, settings);
}

}  // namespace usher
