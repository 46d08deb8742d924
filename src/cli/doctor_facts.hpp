#pragma once

#include <filesystem>

#include "usher/core/readiness.hpp"

namespace usher {

// Each looks at one side of the station and writes what it found; none of them throws for what it finds.
void look_at_portal(ReadinessFacts& facts);
/// Also journal and roster, which lie on it.
void look_at_disk(ReadinessFacts& facts);
/// For at most `patience`, or until a pass was read.
void look_at_camera(ReadinessFacts& facts, milliseconds patience);
void look_at_screen_and_sound(ReadinessFacts& facts, const std::filesystem::path& sys = "/sys");
/// Battery, mains and the Raspberry Pi's voltage alarm, as they lie under /sys.
void look_at_power(ReadinessFacts& facts, const std::filesystem::path& sys = "/sys");

}  // namespace usher
