#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "usher/core/event.hpp"
#include "usher/core/joints.hpp"
#include "usher/core/readiness.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// What the setup page wants to know of a portal.
struct SetupQuestion {
  std::uint64_t number = 0;  ///< counts up; the answer carries it
  PortalSettings portal;
};

/// What the portal said: the checks of doctor that are about it, and its events.
struct SetupAnswer {
  std::uint64_t number = 0;
  std::vector<Finding> findings;
  std::vector<Event> events;
};

/// Where the setup page meets whoever asks the portal and whoever holds the camera.
struct SetupJoints {
  Slot<SetupQuestion> questions;
  Slot<SetupAnswer> answers;
  Slot<CameraSettings> camera;  ///< the one to look through
  Joints station;               ///< of it only what the camera's loop writes
};

/// The checks that are about the portal alone, of all those that `judge_readiness` makes.
std::vector<Finding> portal_findings(const std::vector<Finding>& all);

/// An event that is on, or comes next, first; those that are over last, the newest of them first. Its start
/// may lie in the past: doors stay open.
std::vector<Event> nearest_first(std::vector<Event> events, Wall now);

/// Whether it is over by its own word; an event without an end is over twelve hours after its start.
bool is_over(const Event& event, Wall now);

}  // namespace usher
