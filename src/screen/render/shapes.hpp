#pragma once

#include "bitmap.hpp"
#include "theme.hpp"

namespace usher::screen {

/// A shape drawn `pixels` high and wide, from its vectors.
Bitmap draw_shape(Shape shape, int pixels);

/// Every shape there is, for tests and warming up.
constexpr int kShapes = static_cast<int>(Shape::Scanner) + 1;

}  // namespace usher::screen
