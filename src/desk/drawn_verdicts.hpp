#pragma once

#include <cstdint>
#include <deque>
#include <stop_token>
#include <string>

#include "usher/desk/desk.hpp"
#include "usher/desk/loops.hpp"

namespace usher {

/// What the screen says that it drew, as `attend` needs it: the mark "shown" behind a GRANT is written from
/// that, and from nothing else. A guest whose green was never drawn is not told ALREADY IN when they try
/// again.
class DrawnVerdicts {
 public:
  DrawnVerdicts(const DeskPlan& plan, const Joints& joints) : plan_(plan), joints_(joints) {}

  /// Until this scan's verdict was drawn, but no longer than the door's deadline, nor than three frames once
  /// somebody else holds a code up: a screen that hangs costs the guests behind it no more. Tells the desk
  /// what came of it.
  void await(std::stop_token stop, Desk& desk, std::uint64_t scan, const std::string& check_in);

  /// Drawings of verdicts that were given up on: a green that came late was seen all the same.
  void take_in_late(Desk& desk);

 private:
  struct Undrawn {
    std::uint64_t scan = 0;
    std::string check_in;
  };
  bool was_drawn(std::uint64_t scan) const;

  const DeskPlan& plan_;
  const Joints& joints_;
  std::deque<Undrawn> undrawn_;
};

}  // namespace usher
