#pragma once

#include <cstdint>
#include <vector>

// What ISO/IEC 18004 says of where things are in a symbol. Sizes are modules along one side, 21 to 177.
namespace usher::scan {

/// A module's place: column and row.
struct Place {
  int x = 0;
  int y = 0;
};

constexpr int version_of(int size) {
  return (size - 17) / 4;
}

/// What a module is in every symbol of this size: 1 dark, 0 light, -1 not known (data, format and version).
std::vector<std::int8_t> fixed_modules(int size);

/// Columns, and as well rows, in which the middles of alignment patterns lie. Where three of the crossings
/// meet the finder patterns there is none.
std::vector<int> alignment_lines(int size);

/// Where the bits of the code words lie, the first word's highest bit first.
const std::vector<Place>& bit_places(int size);

/// Whether the mask turns the module over.
bool masked(int mask, Place place);

/// The 15 format bits of level (as in the standard: 1 L, 0 M, 3 Q, 2 H) and mask, and where each lies, twice.
int format_word(int level, int mask);
std::vector<Place> format_places(int size, int bit);

/// The 18 version bits, from version 7 on, and where each lies, twice.
int version_word(int version);
std::vector<Place> version_places(int size, int bit);

/// How the code words are shared out: so many blocks of so many parity words each; the last `longer` blocks
/// have one more data word than the others.
struct Blocks {
  int count = 1;
  int data = 0;  ///< words in each of the shorter ones
  int longer = 0;
  int parity = 0;  ///< words in each
};
Blocks blocks_of(int size, int level);

}  // namespace usher::scan
