#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace usher {

/// A disk between SQLite and the real one. It remembers every write and every sync, so that a test can say
/// what a power cut would have left; and it fails, waits, fills up or kills the process where a test wants
/// it.
struct ShimDisk {
  struct Step {
    enum class Kind { Write, Truncate, Delete, Sync, Acknowledged };
    Kind kind = Kind::Write;
    std::string file;  ///< "journal.db", "journal.db-wal"
    std::int64_t offset = 0;
    std::string bytes;
  };
  std::vector<Step> steps;
  bool records = false;

  std::int64_t room = -1;  ///< bytes that may still be taken by growing files; -1: no limit
  int failing_sync = -1;   ///< the how-manieth sync from now fails, and every one after it
  int slow_sync_ms = 0;
  bool read_only = false;
  int killed_at =
      -1;         ///< the how-manieth write, truncate or sync from now is the last thing this process does
  int calls = 0;  ///< writes, truncates and syncs so far

  void acknowledge(const std::string& what) { steps.push_back({Step::Kind::Acknowledged, what, 0, {}}); }

  /// Registers the VFS under the name "shim", once; this disk is the one it uses from now on.
  static ShimDisk& install();
};

/// What is on the platters when the power goes after this many steps: all that was synced, and of the rest
/// what the dice leave: whole writes in any number, and of one a part.
std::map<std::string, std::string> after_power_cut(const std::vector<ShimDisk::Step>& steps, std::size_t cut,
                                                   std::uint64_t dice);

}  // namespace usher
