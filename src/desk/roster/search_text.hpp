#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/registration.hpp"

namespace usher {

class Database;

/// What staff may look registrations up by: one line for each, in the order of names, all folded and side by
/// side in memory. Some hundred bytes a registration; a hundred thousand of them are read in milliseconds.
class SearchText {
 public:
  /// `words` as `searchable` makes them. `row` is the registration's rowid in the roster.
  void add(std::int64_t row, std::string_view words);

  /// The rows in which every word occurs, at most `limit`: first those where each of them begins a word, then
  /// those where one stands in the middle of a word. Both in the order in which rows were added.
  std::vector<std::int64_t> find(const std::vector<std::string>& words, std::size_t limit) const;

  std::size_t size() const { return rows_.size(); }

 private:
  std::string_view line(std::size_t number) const;

  std::string text_;
  std::vector<std::size_t> begins_;  // of each line in the text
  std::vector<std::int64_t> rows_;
};

/// Name, e-mail, company, purchaser and code of a registration: folded, each word once.
std::string searchable(const Registration& registration);

/// The words of a folded text.
std::vector<std::string> words_in(std::string_view folded);

/// Written beside the registrations of a roster that is being built, and read back whole. A roster of an
/// older release has none: it is made from the registrations then.
void write_search_text(Database& roster);
SearchText read_search_text(Database& roster);

}  // namespace usher
