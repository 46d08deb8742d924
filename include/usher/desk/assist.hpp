#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "usher/core/joints.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

/// Every check before doors. Only the room that knows the whole station can make it: a look at portal, disk,
/// camera, screen and power takes up to some seconds.
using ReadinessLook = std::function<std::vector<Finding>()>;

/// Answers staff until stopped: looks people up, lists what happened, closes exceptions, takes admissions
/// back, and asks the portal where only the portal can do it. Has connections of its own, so it never delays
/// a guest. While the door is in training it refuses whatever would write.
void assist(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints,
            const ReadinessLook& look = {});

/// Waits that long: the portal needs it to find what was registered a moment ago.
using Pause = std::function<void(seconds)>;

/// One request, answered.
StaffReport answer(const StaffRequest& request, const DeskPlan& plan, JournalFile& journal, Roster& roster,
                   Portal& portal, Wall now, const Pause& pause);

}  // namespace usher
