#include <algorithm>
#include <string>
#include <vector>

#include "usher/core/pass.hpp"
#include "usher/core/wedge.hpp"

// A hand scanner sends the keys of a US keyboard; the system reads them by its own layout.
namespace usher {
namespace {

struct Layout {
  char32_t hyphen;            // what the key right of 0 types
  std::u32string_view typed;  // other keys that type something else …
  std::string_view meant;     // … than on a US keyboard
};

constexpr Layout kLayouts[] = {
    {U'ß', U"zyZY", "yzYZ"},                                       // German, Austrian
    {U'\'', U"zyZY", "yzYZ"},                                      // Swiss, Croatian, Slovenian
    {U'\'', U"", ""},                                              // Spanish, Italian, Portuguese
    {U')', U"&é\"'(-è_çà§!aqzwAQZW,?", "123456789068qawzQAWZmM"},  // French, Belgian
    {U'+', U"", ""},                                               // Danish, Finnish, Norwegian, Swedish
    {U'/', U"", ""},                                               // Dutch
    {U'=', U"+ěščřžýáíézyZY", "1234567890yzYZ"},                   // Czech
    {U'=', U"+ľščťžýáíézyZY", "1234567890yzYZ"},                   // Slovak
    {U'ü', U"özyZY", "0yzYZ"},                                     // Hungarian
    {U'*', U"ı", "i"},                                             // Turkish
};

// Strokes that stand for a hyphen in some font or program; no layout hides behind them.
constexpr std::u32string_view kHyphens = U"\u2010\u2011\u2012\u2013\u2014\u2212\u00AD_ ";

/// Code points; empty when the bytes are not UTF-8.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || i + more >= text.size()) return {};
    char32_t point = more == 0 ? lead : lead & (0x3Fu >> more);
    for (int k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return {};
      point = (point << 6) | (next & 0x3Fu);
    }
    points += point;
    i += static_cast<std::size_t>(more) + 1;
  }
  return points;
}

bool is_letter_or_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

/// The code, when these sixteen characters are one. A fold of anything but case would be a guess.
std::optional<std::string> code_of(std::string_view prefix, std::u32string_view rest, const Layout& layout) {
  std::string code(prefix);
  for (const char32_t typed : rest) {
    const std::size_t at = layout.typed.find(typed);
    const char32_t meant = at == std::u32string_view::npos ? typed : static_cast<char32_t>(layout.meant[at]);
    if (!is_letter_or_digit(meant)) return std::nullopt;
    code += static_cast<char>(meant);
  }
  const auto pass = parse_pass(code);
  return pass ? std::optional(pass->code) : std::nullopt;
}

bool has_any(std::u32string_view text, std::u32string_view of) {
  return text.find_first_of(of) != std::u32string_view::npos;
}

/// Nobody knows which layout ate the hyphen. Only codes that all of them leave alone are believed.
bool unlike_any_layout(std::u32string_view rest) {
  if (has_any(rest, U"yzYZ")) return false;
  const bool digits = has_any(rest, U"0123456789");
  return digits || !has_any(rest, U"aqwAQW");
}

}  // namespace

std::optional<std::string> repair_layout(std::string_view typed) {
  // Trailing white space is no character of the code, but a leading or inner one might stand for the hyphen.
  while (!typed.empty() && (typed.back() == ' ' || typed.back() == '\r' || typed.back() == '\n'))
    typed.remove_suffix(1);
  const std::u32string points = code_points(typed);
  if (points.size() != 15 && points.size() != 16) return std::nullopt;
  std::u32string start = points.substr(0, 3);
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char32_t c) { return c >= U'a' && c <= U'z' ? c - 32 : c; });
  if (start != U"EVT") return std::nullopt;

  constexpr Layout kUnchanged{0, U"", ""};
  if (points.size() == 15) {
    const auto rest = std::u32string_view(points).substr(3);
    return unlike_any_layout(rest) ? code_of("EVT-", rest, kUnchanged) : std::nullopt;
  }
  const char32_t hyphen = points[3];
  const auto rest = std::u32string_view(points).substr(4);
  if (kHyphens.find(hyphen) != std::u32string_view::npos) return code_of("EVT-", rest, kUnchanged);

  std::vector<std::string> codes;
  bool known = false;
  for (const Layout& layout : kLayouts) {
    if (layout.hyphen != hyphen) continue;
    known = true;
    const auto code = code_of("EVT-", rest, layout);
    if (code && std::find(codes.begin(), codes.end(), *code) == codes.end()) codes.push_back(*code);
  }
  if (codes.size() == 1) return codes.front();
  if (known || is_letter_or_digit(hyphen) || hyphen == U'-' || !unlike_any_layout(rest)) return std::nullopt;
  return code_of("EVT-", rest, kUnchanged);
}

}  // namespace usher
