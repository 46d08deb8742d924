#pragma once

#include <optional>

#include "screen/render/window.hpp"

namespace usher::screen {

/// Knows the second half of a double tap. Who is used to mice taps twice; when the first tap turned the page,
/// the second was not meant for what stands at that place now: the lock behind "Check in", the step after the
/// next.
class DoubleTap {
 public:
  /// Whether this touch repeats the one before it, which was made on another page.
  bool repeats(const Input& touch, int page);

 private:
  struct Tap {
    float x, y;
    Tick at;
    int page;
  };
  std::optional<Tap> last_;
};

}  // namespace usher::screen
