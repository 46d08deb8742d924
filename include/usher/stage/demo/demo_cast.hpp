#pragma once

#include <string>
#include <vector>

#include "usher/core/verdict.hpp"
#include "usher/stage/foyer/virtual_camera.hpp"

namespace usher {

/// The demo as a play: who steps up, what the station should tell them, and when the portal goes away and
/// comes back.
struct DemoCast {
  struct Turn {
    VirtualGuest guest;
    Verdict::Kind expected = Verdict::Kind::Grant;
    bool by_hand = false;  ///< read by a hand scanner, once the camera's guests are through
  };
  std::vector<Turn> turns;
  int outage_after = 0;  ///< verdicts given when the portal goes away; 0: never
  int back_after = 0;    ///< and when it comes back
};

/// A cast of that many guests: every verdict once where there is room for it, the rest admissions.
DemoCast make_demo_cast(int guests);

/// Those of the cast who step before the camera.
std::vector<VirtualGuest> before_camera(const DemoCast& cast);

/// What the demo's gate admits, so that somebody stands before the wrong one.
const std::vector<std::string>& demo_gate();

}  // namespace usher
