#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "usher/core/time.hpp"

namespace usher {

/// Who goes first when the portal may be asked only so often: a guest at the door, a question about a guest,
/// a check-in waiting for delivery, a list.
enum class Priority { Live, Verify, Replay, Roster };

/// How often one station asks. HubSpot behind the portal serves about 5 searches a second per account, shared
/// with the other stations and all else that the account does.
struct PortalPace {
  double per_second = 4;
  double burst = 8;  ///< tokens saved up while nobody came
};

/// The rule of the pace: pure, time is an argument. Each priority leaves the last tokens to those before it,
/// so a guest finds one whatever the errands do. A guest is never refused: an empty bucket goes into debt,
/// which errands pay.
class TokenBucket {
 public:
  TokenBucket(PortalPace pace, Tick now);

  /// Zero when the call may go now (its token is taken), else how long until it is worth asking again.
  milliseconds take(Priority priority, Tick now);

  /// The portal asked for patience. Errands wait; a guest does not (docs/door.md, What an answer is).
  void hold(milliseconds pause, Tick now);

 private:
  void refill(Tick now);

  PortalPace pace_;
  double tokens_;
  Tick filled_;
  Tick held_until_;
};

/// One bucket for all connections of a station. Safe from any thread.
class PortalPacer {
 public:
  explicit PortalPacer(PortalPace pace = {});

  /// Waits for its turn: zero when the call may go. When its turn cannot come within `limit` it does not wait
  /// at all, and answers how long it would take.
  milliseconds wait(Priority priority, milliseconds limit, const std::stop_token& stop);

  void hold(milliseconds pause);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by mutex_.
  TokenBucket bucket_;
};

}  // namespace usher
