#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "usher/desk/journal/journal_file.hpp"

namespace usher {

/// One thing that happened at the desk, for the event stream.
struct News {
  enum class Kind { Verdict, Delivered, Exception };
  Kind kind = Kind::Verdict;
  Presentation presentation;  ///< Verdict
  CheckIn check_in;           ///< Delivered (with its reckoning) and Exception (with its note)
};

/// The event stream, read from the journal: nothing is ever missed, however slowly it is read, and no loop
/// knows of it.
class NewsReader {
 public:
  /// Begins with what happens from now on.
  explicit NewsReader(const std::string& folder);
  /// What happened since the last time, in order; nothing while the journal cannot be read.
  std::vector<News> read();

 private:
  JournalFile journal_;
  std::int64_t number_ = 0;
  std::int64_t revision_ = 0;
};

}  // namespace usher
