#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "usher/core/joints.hpp"
#include "usher/desk/engine/courier.hpp"
#include "usher/desk/engine/terms.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/retention.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

/// What the loops of the desk need to know. Whoever starts them holds the StateFolder.
struct DeskPlan {
  std::string folder;
  Terms terms;
  Pace pace;
  Retention retention;
  bool has_screen = false;  ///< `show` says in `Joints::drawn` what it drew; else serving is showing
};

/// Each loop has a portal of its own, with its own kept-alive connection.
using PortalMaker = std::function<std::unique_ptr<Portal>()>;

/// Serves one scan after another until stopped. Trouble with the disk is reported, waited out and mended by
/// opening everything again; meanwhile every guest gets HOLD at once. A damaged journal ends it: that is
/// mended at the next start.
void attend(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints);

/// Runs the errands until stopped: delivers what waits, keeps the roster young, looks for the portal, tells
/// the errands slot.
void carry(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints);

/// `usher queue replay`: tries every waiting row once, now.
struct Replayed {
  int tried = 0;
  int left_waiting = 0;
  int exceptions = 0;
};
Replayed replay_once(const DeskPlan& plan, Portal& portal, JournalFile& journal,
                     const std::function<Now()>& clock = clock_now);

}  // namespace usher
