#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "portal/loopback.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// Where a row of the table is played: a sound portal on loopback, and how long the door waits.
struct Grounds {
  std::uint16_t portal = 0;
  milliseconds deadline{1500};
};

/// What the station takes for its portal. It lives as long as `alive` does.
struct Foe {
  std::string url;
  std::string ca_file;
  std::shared_ptr<void> alive;
};

/// One thing that networks and wrong servers do to a check-in, and what must come of it (docs/door.md,
/// What an answer is).
struct NetworkRow {
  enum class Class { NotSent, MaybeSent, Answered };

  std::string name;
  Class expected = Class::MaybeSent;
  std::function<Foe(const Grounds&)> foe;
  bool commits = false;  ///< the portal has recorded the guest, and the station cannot know
  bool warm = false;     ///< a guest before met a sound portal on the same connection
  /// The guest on the roster: what is recorded with the GRANT.
  Verdict::Recorded recorded = Verdict::Recorded::Queued;
  Verdict::Kind stranger = Verdict::Kind::Hold;  ///< the guest who is not on the roster
};

/// One request and what becomes of it; false hangs up.
using Exchange = std::function<bool(Loopback::Connection&, const std::string& request, const Grounds&)>;

/// Reads requests and lets this happen to each. With `warm` the first check-in is answered soundly: the fault
/// then meets a connection that is kept alive.
Foe behind(const Grounds& grounds, Exchange exchange, bool warm = false);

/// A server that speaks no HTTP of its own accord.
Foe raw(Loopback::Script script);

/// Asks the portal itself: its whole answer, on a connection of its own. The portal has committed when this
/// returns.
std::string forwarded(const Grounds& grounds, const std::string& request);

/// Everything between name lookup and TLS: the rows that never reach a portal.
std::vector<NetworkRow> unreached_rows();
/// Cuts, silence and rubbish, before and after the portal's commit.
std::vector<NetworkRow> broken_rows();
/// Whole answers with a status, each form of 4xx, 429 and 5xx among them.
std::vector<NetworkRow> status_rows();

}  // namespace usher
