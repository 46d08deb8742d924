#pragma once

#include <cstddef>

#include "screen/language/language.hpp"
#include "screen/render/window.hpp"

namespace usher::screen {

/// Draws what may come where nobody sees it, and loads the fonts that names come in: neither a guest nor
/// staff wait for our words to be set. A piece a turn, since the window that opens, after a crash above all,
/// must not wait for it.
class WarmUp {
 public:
  /// False when everything is warm.
  bool step(Window& window, const Language& language);

 private:
  std::size_t drawn_ = 0;
  std::size_t font_ = 0;
  bool fonts_left_ = true;
};

}  // namespace usher::screen
