#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "usher/desk/engine/check_in.hpp"

namespace usher {

/// What is written in one transaction: all of it or nothing.
struct Change {
  std::optional<CheckIn> check_in;  ///< whole row, by id; refused when its revision is not the journal's
  std::optional<Presentation> presentation;   ///< whole record, by id
  std::optional<milliseconds> portal_offset;  ///< the portal's clock minus this boot's ticks, when news
};

/// What became of a change.
struct [[nodiscard]] Written {
  enum class Kind {
    Done,    ///< durable
    Stale,   ///< somebody else changed the row since it was read: nothing was written, look again
    Failed,  ///< the storage cannot promise anything: nothing may be granted on it
  };
  Kind kind = Kind::Done;
  std::int64_t revision = 0;  ///< the row's new revision
  std::int64_t number = 0;    ///< the presentation's number
};

/// Every attempt this station made, kept. Survives power loss: what `write` reported as Done is on stable
/// storage.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual Written write(const Change& change) = 0;
  /// All check-ins of this pass at this event, oldest first.
  virtual std::vector<CheckIn> of_pass(const std::string& event, const std::string& code) = 0;
  /// Rows written after this revision, whatever their state, oldest revision first.
  virtual std::vector<CheckIn> changed_since(std::int64_t revision) = 0;
};

}  // namespace usher
