#pragma once

#include <cstddef>
#include <cstdint>

#include "usher/core/frame.hpp"

namespace usher::scan {

/// Somebody else's grey pixels: a frame or a part of one. Rows may be further apart than they are long.
struct GreyView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;  ///< bytes from one row to the next
};

inline GreyView view_of(const Frame& frame) {
  return {frame.grey.data(), frame.width, frame.height, frame.width};
}

}  // namespace usher::scan
