#pragma once

#include "usher/core/settings.hpp"

namespace usher {

/// Whether the verdict can be heard: opens the device for a moment and plays nothing.
bool sound_available(const SoundSettings& settings);

}  // namespace usher
