#include "usher/core/one_line.hpp"

#include <array>
#include <cstdio>

#include "utf8.hpp"

namespace usher {

namespace {

/// Begins a line, or a command: terminals take U+009B for the beginning of one.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/// Draws nothing, and decides in which order what follows is drawn: "Ann [paid]" can be made of anything.
bool is_steering(char32_t c) {
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string tamed(std::string_view text, std::string_view kept) {
  std::string tame;
  tame.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (is_steering(c)) continue;
    const bool is_kept = c < 0x80 && kept.find(static_cast<char>(c)) != std::string_view::npos;
    if (is_control(c) && !is_kept)
      tame += ' ';
    else
      tame += text.substr(begin, at - begin);
  }
  return tame;
}

}  // namespace

std::string one_line(std::string_view text) {
  return tamed(text, "");
}

std::string tame_lines(std::string_view text) {
  return tamed(text, "\n\r\t");
}

std::string escape_steering(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(json, at);
    // Below this JSON has no such character outside its own layout.
    if (c < 0x7F || !(is_control(c) || is_steering(c))) {
      escaped += json.substr(begin, at - begin);
      continue;
    }
    std::array<char, 16> escape{};
    if (c > 0xFFFF) {  // JSON writes what lies beyond as a pair
      const unsigned beyond = static_cast<unsigned>(c) - 0x10000;
      std::snprintf(escape.data(), escape.size(), "\\u%04x\\u%04x", (0xD800 + (beyond >> 10U)) & 0xFFFFU,
                    0xDC00 + (beyond & 0x3FFU));
    } else {
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c) & 0xFFFFU);
    }
    escaped += escape.data();
  }
  return escaped;
}

}  // namespace usher
