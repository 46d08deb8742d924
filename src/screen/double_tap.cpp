#include "double_tap.hpp"

#include <cmath>

namespace usher::screen {

bool DoubleTap::repeats(const Input& touch, int page) {
  constexpr milliseconds kWithin{350};  // sooner than anybody reads a new page and decides
  constexpr float kNear = 60;           // pixels: a finger does not come down twice on the same one
  // By the earliest moment at which it may have come: while a slow frame is drawn nobody sees the new page
  // yet.
  const bool again = last_ && last_->page != page && touch.not_before - last_->at < kWithin &&
                     std::abs(touch.x - last_->x) < kNear && std::abs(touch.y - last_->y) < kNear;
  // A third tap belongs to the same page as the second.
  last_ = Tap{touch.x, touch.y, touch.at, again ? last_->page : page};
  return again;
}

}  // namespace usher::screen
