#include "csv.hpp"

#include <string_view>

#include "usher/core/one_line.hpp"

namespace usher {

namespace {

bool begins_formula(std::string_view text) {
  // The last four are the first four as wide letters, which Japanese spreadsheets take for the same.
  for (const std::string_view sign : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

std::string harmless(std::string_view text) {
  std::string safe;
  bool is_start = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_start && begins_formula(text.substr(at))) safe += '\'';
    safe += text[at];
    is_start = text[at] == ';' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r';
  }
  return safe;
}

std::string cell(std::string_view text) {
  std::string safe = harmless(tame_lines(text));
  if (safe.find_first_of(",;\"\r\n\t") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string csv_row(std::initializer_list<std::string> cells) {
  std::string row;
  for (const std::string& text : cells) row += cell(text) + ",";
  if (!row.empty()) row.pop_back();
  return row;
}

}  // namespace usher
