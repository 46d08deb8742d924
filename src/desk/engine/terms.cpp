#include "usher/desk/engine/terms.hpp"

namespace usher {

bool PortalClock::hear(const std::optional<Wall>& date, Tick now) {
  if (!date) return false;
  // `Date` has whole seconds, cut off: of many readings the latest is nearest to the truth. A portal whose
  // clock was set back is believed once it is clearly back.
  const milliseconds heard = date->time_since_epoch() - now.time_since_epoch();
  if (offset_ && heard <= *offset_ && heard > *offset_ - seconds(3)) return false;
  offset_ = heard;
  return true;
}

std::optional<Wall> PortalClock::at(Tick tick) const {
  if (!offset_) return std::nullopt;
  return Wall(tick.time_since_epoch() + *offset_);
}

bool PortalClock::doubts(Now now) const {
  const auto portal = at(now.tick);
  if (!portal) return true;
  const milliseconds off = now.wall - *portal;
  return off > std::chrono::minutes(2) || off < -std::chrono::minutes(2);
}

}  // namespace usher
