#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

namespace usher::scan {

/// What a symbol of these grey levels, one a module, says: mended, drawn as it must have been printed, and
/// read by the decoder, which knows all there is to know of payloads.
std::optional<std::string> printed_payload(const cv::Mat& levels, bool inverted);

}  // namespace usher::scan
