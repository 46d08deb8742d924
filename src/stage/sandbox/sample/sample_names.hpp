#pragma once

#include <cstdint>
#include <string>

namespace usher::sandbox {

struct SampleName {
  std::string full, first, last;
  std::string mail;  ///< ASCII, before the @
};

/// The name of the n-th guest. Guests in a row come from different parts of the world.
SampleName sample_name(std::uint64_t n);

/// Mixes a number into one that looks like chance, the same for ever (splitmix64).
std::uint64_t mixed(std::uint64_t number);

}  // namespace usher::sandbox
