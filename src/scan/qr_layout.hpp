#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "usher/core/frame.hpp"

// What ISO/IEC 18004 says of versions 1 and 2, which is where a pass fits, and of what all up to version 6
// look like.
namespace usher::scan {

/// A module's place: column and row.
struct Place {
  int x = 0;
  int y = 0;
};

/// Modules along one side: 21 for version 1, 25 for version 2.
constexpr bool is_pass_size(int size) {
  return size == 21 || size == 25;
}

/// What a module is in every symbol of this size, 21 to 41: 1 dark, 0 light, -1 not known (data and format).
std::vector<std::int8_t> fixed_modules(int size);

/// Where the bits of the code words lie, the first word's highest bit first.
const std::vector<Place>& bit_places(int size);

/// Whether the mask turns the module over.
bool masked(int mask, Place place);

/// The 15 format bits of level (as in the standard: 1 L, 0 M, 3 Q, 2 H) and mask, and where each lies, twice.
int format_word(int level, int mask);
std::vector<Place> format_places(int size, int bit);

/// Data words and parity words for a size and a level; one block in all of them.
struct Words {
  int data = 0;
  int parity = 0;
};
Words words_of(int size, int level);

/// How a generator may have written a pass: the bits that are the same for all passes, and how to get the
/// rest.
enum class Writing { Alphanumeric, Bytes };

/// -1 where a pass's own bits stand, else the bit. Empty where a pass written so does not fit.
std::vector<std::int8_t> known_bits(Writing writing, int data_words);

/// The payload in the data words; empty when it is no pass.
std::string pass_in(Writing writing, const std::vector<std::uint8_t>& words);

}  // namespace usher::scan
