#pragma once

#include <string>

namespace usher {

/// Asks the driver for what a door needs: a short exposure, light measured in the middle, focus that follows.
/// What the driver does not have is left out. Returns what was set, in words for the log.
std::string give_hints(const std::string& device);

}  // namespace usher
