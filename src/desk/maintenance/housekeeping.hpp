#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "usher/core/time.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/retention.hpp"

namespace usher {

/// What the files of a station need besides their rows, at its time and never on the scan path. One for a
/// state folder, looked in on between errands, also while there are so many that none is waited for: an
/// outage of hours leaves a queue whose delivery would grow the WAL by megabytes a minute.
class Housekeeping {
 public:
  Housekeeping(std::string folder, Retention retention, std::string boot, JournalFile& journal, Tick now,
               std::function<std::optional<Wall>()> ntp = ntp_time);

  /// Does what is due: the WAL goes into its file, the reserve for a full disk is filled again, and what
  /// retention says is deleted. That needs no network and no person to think of it.
  void look(Now now);

  /// What this machine's clock, the portal's `Date` of this boot and the kernel's time service say now.
  ClockWitnesses clocks(Now now);

  /// What retention would delete if it trusted this machine's clock alone; names of events.
  const std::vector<std::string>& due_unproven() const { return due_unproven_; }

 private:
  milliseconds until_quiet(Now now);

  std::string folder_;
  Retention retention_;
  std::string boot_;
  JournalFile& journal_;
  Tick checkpointed_;
  Tick tidy_due_;
  std::vector<std::string> due_unproven_;
  std::function<std::optional<Wall>()> ntp_;
};

}  // namespace usher
