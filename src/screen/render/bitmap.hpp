#pragma once

#include <cstdint>
#include <vector>

namespace usher::screen {

/// Coverage of one drawing, 0 to 255 a pixel; its colour is chosen when it is laid on the screen.
struct Bitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> coverage;
};

}  // namespace usher::screen
