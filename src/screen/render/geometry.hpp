#pragma once

#include <algorithm>
#include <cmath>

namespace usher::screen {

struct Size {
  int width = 0;   ///< pixels
  int height = 0;  ///< pixels
  friend bool operator==(const Size&, const Size&) = default;
};

/// A box in pixels from the top-left corner of the window. Layouts are made by cutting boxes off a box.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float middle_x() const { return x + w / 2; }
  float middle_y() const { return y + h / 2; }
  bool holds(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float by_x, float by_y) const { return {x + by_x, y + by_y, w - 2 * by_x, h - 2 * by_y}; }
  Rect grown(float by) const { return inset(-by); }

  /// A box of this size in the middle of this one.
  Rect centred(float width, float height) const {
    return {std::round(x + (w - width) / 2), std::round(y + (h - height) / 2), width, height};
  }

  // Cut a piece off and keep the rest, less a gap between them.
  Rect take_top(float height, float gap = 0) {
    const Rect piece{x, y, w, height};
    y += height + gap;
    h = std::max(0.0F, h - height - gap);
    return piece;
  }
  Rect take_bottom(float height, float gap = 0) {
    const Rect piece{x, bottom() - height, w, height};
    h = std::max(0.0F, h - height - gap);
    return piece;
  }
  Rect take_left(float width, float gap = 0) {
    const Rect piece{x, y, width, h};
    x += width + gap;
    w = std::max(0.0F, w - width - gap);
    return piece;
  }
  Rect take_right(float width, float gap = 0) {
    const Rect piece{right() - width, y, width, h};
    w = std::max(0.0F, w - width - gap);
    return piece;
  }
};

}  // namespace usher::screen
