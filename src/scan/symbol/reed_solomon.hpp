#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Reed–Solomon over GF(256) as QR symbols use it: polynomial 0x11D, first root 1.
namespace usher::scan {

/// The parity words that make `data` a code word.
std::vector<std::uint8_t> parity_of(std::span<const std::uint8_t> data, int parity);

/// Mends `word` (data, then `parity` words) in place, knowing that the places in `erasures` are worthless.
/// Returns how many other places were wrong, or nothing when no code word is near enough: each error costs
/// two parity words, each erasure one.
std::optional<int> correct(std::span<std::uint8_t> word, int parity, std::span<const int> erasures);

}  // namespace usher::scan
