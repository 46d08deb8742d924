#include "json_text_value.hpp"

#include <optional>

namespace usher {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// How many bytes of well-formed UTF-8 begin the text, as one character; 0 when none does: no overlong form,
/// no surrogate, nothing beyond U+10FFFF (Unicode, table 3-7).
std::size_t character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < lowest || byte(1) > highest) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return size;
}

void append_letter(std::string& text, unsigned letter) {
  const auto put = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xC0U | (letter >> 6U));
    put(0x80U | (letter & 0x3FU));
  } else {
    if (letter < 0x10000) {
      put(0xE0U | (letter >> 12U));
    } else {
      put(0xF0U | (letter >> 18U));
      put(0x80U | ((letter >> 12U) & 0x3FU));
    }
    put(0x80U | ((letter >> 6U) & 0x3FU));
    put(0x80U | (letter & 0x3FU));
  }
}

/// The four hexadecimal digits behind "\u".
std::optional<unsigned> four_digits(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  unsigned number = 0;
  for (const char letter : text.substr(0, 4)) {
    const int digit = letter >= '0' && letter <= '9'   ? letter - '0'
                      : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                      : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                       : -1;
    if (digit < 0) return std::nullopt;
    number = number * 16 + static_cast<unsigned>(digit);
  }
  return number;
}

/// `at` stands behind the backslash. False: no escape that JSON has.
bool read_escape(std::string_view document, std::size_t& at, std::string& text) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const char name = document[at++];
  if (const auto known = kNames.find(name); known != std::string_view::npos) {
    text += kMeant[known];
    return true;
  }
  if (name != 'u') return false;
  const auto first = four_digits(document.substr(at));
  if (!first) return false;
  at += 4;
  if (*first < 0xD800 || *first > 0xDFFF) return append_letter(text, *first), true;
  // A letter beyond the first 65,536 is two of them, high and low; half of one is nothing.
  if (*first > 0xDBFF || !document.substr(at).starts_with("\\u")) return false;
  const auto second = four_digits(document.substr(at + 2));
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
  at += 6;
  append_letter(text, 0x10000U + ((*first - 0xD800U) << 10U) + (*second - 0xDC00U));
  return true;
}

}  // namespace

bool read_json_text(std::string_view document, std::size_t& at, std::string& text, bool& damaged) {
  const auto replace = [&] {
    text += kReplacement;
    damaged = true;
  };
  while (at < document.size()) {
    const auto byte = static_cast<unsigned char>(document[at]);
    if (byte == '"') return ++at, true;
    if (byte == '\\') {
      if (++at == document.size()) return false;
      if (!read_escape(document, at, text)) replace();
      continue;
    }
    const std::size_t size = byte < 0x20 ? 0 : character_at(document.substr(at));
    if (size == 0)
      replace();
    else
      text += document.substr(at, size);
    at += size == 0 ? 1 : size;
  }
  return false;
}

}  // namespace usher
