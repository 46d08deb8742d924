#pragma once

#include <cstdint>
#include <string>
#include <vector>

// The bits of a pass in a symbol: `EVT-` and twelve signs.
namespace usher::scan {

/// Modules along one side of a symbol that a pass fits: 21 for version 1, 25 for version 2.
constexpr bool is_pass_size(int size) {
  return size == 21 || size == 25;
}

/// How a generator may have written a pass: the bits that are the same for all passes, and how to get the
/// rest.
enum class Writing { Alphanumeric, Bytes };

/// -1 where a pass's own bits stand, else the bit. Empty where a pass written so does not fit.
std::vector<std::int8_t> known_bits(Writing writing, int data_words);

/// The payload in the data words; empty when it is no pass.
std::string pass_in(Writing writing, const std::vector<std::uint8_t>& words);

}  // namespace usher::scan
