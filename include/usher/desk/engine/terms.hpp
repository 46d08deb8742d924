#pragma once

#include <optional>
#include <string>

#include "usher/core/event.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"
#include "usher/desk/engine/check_in.hpp"

namespace usher {

/// What a station serves, and how.
struct Terms {
  std::string station;
  Event event;  ///< the bound event
  Policy policy;
  milliseconds deadline{1500};  ///< from decode to verdict
  std::string boot;             ///< boot_id()
};

/// The portal's clock as this boot hears it in `Date` headers: an offset to ticks, so no wall clock needs to
/// be right.
class PortalClock {
 public:
  explicit PortalClock(std::optional<milliseconds> offset = std::nullopt) : offset_(offset) {}

  /// True when this changed what we know.
  bool hear(const std::optional<Wall>& date, Tick now);
  std::optional<Wall> at(Tick tick) const;
  std::optional<milliseconds> offset() const { return offset_; }
  /// Nobody confirmed the wall clock yet, or it is off by more than two minutes.
  bool doubts(Now now) const;

 private:
  std::optional<milliseconds> offset_;
};

}  // namespace usher
