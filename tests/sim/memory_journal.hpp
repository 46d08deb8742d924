#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "usher/desk/engine/journal.hpp"

namespace usher::sim {

/// A journal as a disk has it: what was synced, and what only the kernel knows and a power cut takes. The
/// product syncs every commit, so the two are one; only the mutant that does not sync keeps them apart.
class MemoryJournal : public Journal {
 public:
  Written write(const Change& change) override;
  /// The write that was refused last is on disk.
  bool kept_refused() const { return kept_refused_; }
  std::vector<CheckIn> of_pass(const std::string& event, const std::string& code) override;
  std::vector<CheckIn> changed_since(std::int64_t revision) override;

  void flush() { synced_ = live_; }
  void power_cut();
  /// As the product does it when it opens its journal.
  void release_live(bool forgets_undecided);

  const std::vector<CheckIn>& rows() const { return live_.rows; }
  const CheckIn* row(const std::string& id) const;
  const usher::Presentation* record(const std::string& id) const;
  std::size_t records() const { return live_.records.size(); }
  std::optional<milliseconds> offset(const std::string& of_boot) const;

  std::string boot;            ///< of the station now
  bool broken = false;         ///< the storage refuses
  bool keeps_refused = false;  ///< the next refused write is on disk nevertheless
  bool syncs = true;           ///< false: the mutant
  std::string violation;       ///< of the rows' own rules

 private:
  CheckIn read(const CheckIn& row) const;
  Written write_now(const Change& change);

  struct State {
    std::vector<CheckIn> rows;
    std::vector<usher::Presentation> records;
    std::map<std::string, milliseconds> offsets;
    std::int64_t revision = 0;
  };
  bool kept_refused_ = false;
  State live_;
  State synced_;
};

}  // namespace usher::sim
