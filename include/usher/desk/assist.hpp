#pragma once

#include <functional>
#include <stop_token>

#include "usher/core/joints.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/roster.hpp"

namespace usher {

/// Answers staff until stopped: looks people up, lists what happened, closes exceptions, takes admissions
/// back, and asks the portal where only the portal can do it. Has connections of its own, so it never delays
/// a guest.
void assist(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints);

/// Waits that long: the portal needs it to find what was registered a moment ago.
using Pause = std::function<void(seconds)>;

/// One request, answered.
StaffReport answer(const StaffRequest& request, const DeskPlan& plan, JournalFile& journal, Roster& roster,
                   Portal& portal, Wall now, const Pause& pause);

}  // namespace usher
