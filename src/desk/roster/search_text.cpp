#include "search_text.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <set>

#include "desk/journal/sqlite.hpp"
#include "roster_file.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

namespace {

// From here on a word may stand in the middle of another: three Latin letters, or one of a script whose words
// have no gaps between them. One letter in the middle of random codes would be everybody.
constexpr std::size_t kMiddle = 3;

// A part of the table: large enough that reading it is copying, small enough to be built in passing.
constexpr std::size_t kPart = 64 * 1024;

enum class Grade { None, Middle, Begins };

Grade grade_of(std::string_view line, const std::string& word) {
  Grade best = Grade::None;
  for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    if (line[at - 1] == ' ') return Grade::Begins;  // each line begins with a space
    if (word.size() >= kMiddle) best = Grade::Middle;
  }
  return best;
}

Grade grade_of(std::string_view line, const std::vector<std::string>& words) {
  Grade worst = Grade::Begins;
  for (const std::string& word : words) {
    worst = std::min(worst, grade_of(line, word));
    if (worst == Grade::None) break;
  }
  return worst;
}

void each_in_order_of_names(Database& roster,
                            const std::function<void(std::int64_t, const Registration&)>& use) {
  Statement order(roster, "SELECT rowid FROM registrations ORDER BY sorting, id");
  Statement found(roster, (std::string(kSelectRegistration) + "WHERE rowid = ?").c_str());
  while (order.step()) {
    const std::int64_t row = order.number(0);
    found.bind(row);
    if (found.step()) use(row, read_registration(found));
    found.reset();
  }
}

}  // namespace

std::string_view SearchText::line(std::size_t number) const {
  const std::size_t end = number + 1 < begins_.size() ? begins_[number + 1] : text_.size();
  return std::string_view(text_).substr(begins_[number], end - begins_[number]);
}

void SearchText::add(std::int64_t row, std::string_view words) {
  begins_.push_back(text_.size());
  rows_.push_back(row);
  text_ += ' ';
  text_ += words;
  text_ += '\n';
}

std::vector<std::int64_t> SearchText::find(const std::vector<std::string>& words, std::size_t limit) const {
  if (words.empty()) return {};
  // The longest word is the rarest as a rule: the others are looked for only in the lines that have it.
  const std::string& rare = *std::max_element(
      words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  const std::string needle = rare.size() < kMiddle ? " " + rare : rare;
  std::vector<std::int64_t> begin, middle;
  for (std::size_t at = 0, number = 0; begin.size() < limit;) {
    const void* hit = memmem(text_.data() + at, text_.size() - at, needle.data(), needle.size());
    if (hit == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const char*>(hit) - text_.data());
    while (number + 1 < begins_.size() && begins_[number + 1] <= at) ++number;
    const Grade grade = grade_of(line(number), words);
    if (grade == Grade::Begins) begin.push_back(rows_[number]);
    if (grade == Grade::Middle && middle.size() < limit) middle.push_back(rows_[number]);
    if (++number == begins_.size()) break;
    at = begins_[number];
  }
  begin.insert(begin.end(), middle.begin(),
               middle.begin() + static_cast<std::ptrdiff_t>(std::min(middle.size(), limit - begin.size())));
  return begin;
}

std::vector<std::string> words_in(std::string_view folded) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.emplace_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string searchable(const Registration& r) {
  std::set<std::string> seen;
  std::string line;
  for (const auto* text : {&r.attendee_name, &r.first_name, &r.last_name, &r.email, &r.company,
                           &r.purchaser_email, &r.purchaser_name, &r.code}) {
    for (std::string& word : words_in(folded(*text))) {
      const auto [at, fresh] = seen.insert(std::move(word));
      if (fresh) line += (line.empty() ? "" : " ") + *at;
    }
  }
  return line;
}

void write_search_text(Database& roster) {
  roster.run("CREATE TABLE search (row_ids TEXT NOT NULL, lines TEXT NOT NULL) STRICT");
  Statement insert(roster, "INSERT INTO search VALUES (?, ?)");
  std::string rows, lines;
  const auto put = [&] {
    if (!rows.empty()) insert.bind(rows).bind(lines).run();
    rows.clear();
    lines.clear();
  };
  each_in_order_of_names(roster, [&](std::int64_t row, const Registration& registration) {
    rows += std::to_string(row) + '\n';
    lines += searchable(registration) + '\n';
    if (lines.size() > kPart) put();
  });
  put();
}

SearchText read_search_text(Database& roster) {
  SearchText text;
  Statement is_there(roster, "SELECT 1 FROM sqlite_schema WHERE name = 'search'");
  if (!is_there.step()) {
    each_in_order_of_names(roster, [&](std::int64_t row, const Registration& registration) {
      text.add(row, searchable(registration));
    });
    return text;
  }
  Statement parts(roster, "SELECT row_ids, lines FROM search ORDER BY rowid");
  while (parts.step()) {
    const std::string rows = parts.text(0);
    const std::string lines = parts.text(1);
    const char* row = rows.c_str();
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', at), lines.size());
      char* next = nullptr;
      text.add(std::strtoll(row, &next, 10), std::string_view(lines).substr(at, end - at));
      row = next;
      at = end + 1;
    }
  }
  return text;
}

}  // namespace usher
