#include "double_tap.hpp"

#include <cmath>

namespace usher::screen {

bool DoubleTap::repeats(const Input& touch, int page) {
  constexpr milliseconds kWithin{350};  // sooner than anybody reads a new page and decides
  constexpr milliseconds kFrame{50};    // it came while that page was being drawn, however long that took
  constexpr float kNear = 60;           // pixels: a finger does not come down twice on the same one
  const bool again = last_ && last_->page != page &&
                     (touch.at - last_->at < kWithin || touch.not_before - last_->at < kFrame) &&
                     std::abs(touch.x - last_->x) < kNear && std::abs(touch.y - last_->y) < kNear;
  // A third tap belongs to the same page as the second.
  last_ = Tap{touch.x, touch.y, touch.at, again ? last_->page : page};
  return again;
}

}  // namespace usher::screen
