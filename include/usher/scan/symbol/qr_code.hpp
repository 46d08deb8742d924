#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher {

/// How much of a symbol may be damaged and still be read: about 7, 15, 25 and 30 %.
enum class Correction { Low, Medium, Quartile, High };

namespace scan {

/// A QR symbol as it is printed: rows of modules, 1 is dark.
struct Modules {
  int size = 0;
  std::vector<std::uint8_t> dark;  ///< size × size
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)] != 0; }
};

/// The smallest symbol that holds the payload with this correction.
Modules encode(std::string_view payload, Correction correction);

}  // namespace scan
}  // namespace usher
