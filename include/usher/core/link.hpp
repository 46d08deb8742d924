#pragma once

#include "usher/core/time.hpp"

namespace usher {

/// Whether the portal is worth waiting for. Two failures in a row and the door stops waiting until something
/// succeeds again, usually the background probe. Nobody has a switch to flip.
class Link {
 public:
  void succeeded();
  void failed();
  bool worth_waiting() const { return failures_in_a_row_ < kEnough; }

  /// What is left for one guest: the deadline, counted from the decode, or nothing while the link is down.
  milliseconds patience(milliseconds deadline, Tick decoded, Tick now) const;

 private:
  static constexpr int kEnough = 2;
  int failures_in_a_row_ = 0;
};

}  // namespace usher
