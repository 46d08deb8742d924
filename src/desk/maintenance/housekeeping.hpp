#pragma once

#include <string>

#include "usher/core/time.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/retention.hpp"

namespace usher {

/// What the files of a station need besides their rows, at its time and never on the scan path. One for a
/// state folder, looked in on between errands, also while there are so many that none is waited for: an
/// outage of hours leaves a queue whose delivery would grow the WAL by megabytes a minute.
class Housekeeping {
 public:
  Housekeeping(std::string folder, Retention retention, std::string boot, JournalFile& journal, Tick now);

  /// Does what is due: the WAL goes into its file, the reserve for a full disk is filled again, and what
  /// retention says is deleted. That needs no network and no person to think of it.
  void look(Now now);

  /// Nobody confirmed the wall clock since this machine started.
  bool clock_unsure(Now now);

 private:
  milliseconds until_quiet(Now now);

  std::string folder_;
  Retention retention_;
  std::string boot_;
  JournalFile& journal_;
  Tick checkpointed_;
  Tick tidy_due_;
};

}  // namespace usher
