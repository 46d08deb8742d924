#include "usher/core/pass.hpp"

#include <algorithm>
#include <cctype>

namespace usher {

namespace {

constexpr std::string_view kPrefix = "EVT-";
constexpr std::size_t kLength = 16;

bool is_code_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view without_control(std::string_view text) {
  // Scanners add carriage returns, group separators and NULs as freely as blanks.
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  return text;
}

/// What scanners put before a payload: a byte order mark, an AIM identifier such as "]Q1", ECI escapes such
/// as "\000026".
std::string_view without_scanner_prefix(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.size() >= 3 && text[0] == ']' && (text[1] == 'Q' || text[1] == 'q')) text.remove_prefix(3);
  constexpr std::size_t kEciLength = 7;  // a backslash and six digits
  while (
      text.size() >= kEciLength && text[0] == '\\' &&
      std::all_of(text.begin() + 1, text.begin() + kEciLength, [](char c) { return c >= '0' && c <= '9'; })) {
    text.remove_prefix(kEciLength);
  }
  return without_control(text);
}

std::optional<Pass> exact(std::string_view text) {
  if (text.size() != kLength) return std::nullopt;
  std::string code(text);
  std::transform(code.begin(), code.end(), code.begin(), upper);
  if (!code.starts_with(kPrefix)) return std::nullopt;
  if (!std::all_of(code.begin() + kPrefix.size(), code.end(), is_code_character)) return std::nullopt;
  return Pass{std::move(code)};
}

bool is_url(std::string_view text) {
  constexpr std::string_view kSchemes[] = {"https://", "http://"};
  for (const std::string_view scheme : kSchemes) {
    if (text.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), text.begin(),
                                                  [](char s, char c) { return upper(s) == upper(c); })) {
      return true;
    }
  }
  return false;
}

/// The one code among the parts of a URL. Two different codes in one URL are nobody's pass.
std::optional<Pass> from_url(std::string_view url) {
  std::optional<Pass> found;
  while (!url.empty()) {
    const std::size_t end = std::min(url.find_first_of("/?&=#"), url.size());
    if (auto pass = exact(url.substr(0, end))) {
      if (found && *found != *pass) return std::nullopt;
      found = std::move(pass);
    }
    url.remove_prefix(std::min(end + 1, url.size()));
  }
  return found;
}

}  // namespace

std::optional<Pass> parse_pass(std::string_view payload) {
  // No pass is longer than a URL; a kilobyte of vCard is not worth looking through.
  constexpr std::size_t kLongest = 2048;
  if (payload.size() > kLongest) return std::nullopt;
  const std::string_view text = without_scanner_prefix(without_control(payload));
  return is_url(text) ? from_url(text) : exact(text);
}

}  // namespace usher
