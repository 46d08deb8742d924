#pragma once

#include <functional>
#include <optional>
#include <string>

#include "usher/portal/portal.hpp"

namespace usher {

/// What became of a guest who came without a registration.
struct WalkInOutcome {
  enum class Kind {
    Registered,         ///< there is a new registration
    AlreadyRegistered,  ///< the e-mail was on the list; nothing was written
    NotRegistered,      ///< `failure` says why; nothing was written
    Undecided,  ///< sent, no answer, and not on the list yet: look again later, never register again blindly
  };
  Kind kind = Kind::NotRegistered;
  Registration registration;       ///< the new or the known one
  std::optional<Answer> verified;  ///< what the portal would say at the door now; nothing when it did not say
  std::optional<Failure> failure;  ///< of the call that decided, where one failed
};

/// Registers a walk-in as carefully as create-registration needs it, which is not idempotent, creates
/// contacts and may send mail (docs/events-api.md, Trap 24): looks the e-mail up on the event's fresh list
/// first; sends once; after a lost answer looks the list up again instead of sending again; then asks
/// read-only what the door would say, a few times while the portal's index does not know the new code.
/// `pause` waits between those. Each call may take `limit`.
WalkInOutcome register_walk_in(Portal& portal, const Event& event, const WalkIn& guest, milliseconds limit,
                               const std::function<void(seconds)>& pause);

/// After `Undecided`: looks the e-mail up once more, and sends nothing. Registered, or still undecided.
WalkInOutcome look_for_walk_in(Portal& portal, const Event& event, const std::string& email,
                               milliseconds limit, const std::function<void(seconds)>& pause);

/// What the door would say now, as one sentence for staff.
std::string door_sentence(const WalkInOutcome& outcome);

}  // namespace usher
