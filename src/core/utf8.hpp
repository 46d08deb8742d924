#pragma once

#include <cstddef>
#include <string_view>

namespace usher {

/// The character at `at`, which moves behind it. A byte that begins none reads as itself, beyond Unicode, so
/// that it is nobody's letter: 0x110000 + byte.
inline char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  char32_t character = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0x110000U + first;
    character = (character << 6U) | (byte(at + i) & 0x3FU);
  }
  if (more == 0) return 0x110000U + first;
  at += more;
  return character;
}

}  // namespace usher
