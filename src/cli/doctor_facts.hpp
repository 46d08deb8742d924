#pragma once

#include <filesystem>

#include "usher/core/joints.hpp"
#include "usher/core/readiness.hpp"

namespace usher {

// Each looks at one side of the station and writes what it found; none of them throws for what it finds.
/// At most this long for each of three questions. Returns the events that the portal lists.
std::vector<Event> look_at_portal(ReadinessFacts& facts, milliseconds patience = seconds(10));
/// Also journal and roster, which lie on it.
void look_at_disk(ReadinessFacts& facts);
/// For at most `patience`, or until a pass was read.
void look_at_camera(ReadinessFacts& facts, milliseconds patience);
/// The same by what the camera's loop says, in a station that runs: the camera is taken there.
void ask_watch(ReadinessFacts& facts, const Joints& joints, Tick now);
void look_at_screen_and_sound(ReadinessFacts& facts, const std::filesystem::path& sys = "/sys");
/// Battery, mains and the Raspberry Pi's voltage alarm, as they lie under /sys.
void look_at_power(ReadinessFacts& facts, const std::filesystem::path& sys = "/sys");

/// All of it in a station that runs, for the staff page: what `usher doctor` finds out from outside.
ReadinessFacts look_from_inside(const Settings& settings, const Joints& joints);

}  // namespace usher
