#include "housekeeping.hpp"

#include <utility>

#include "desk/journal/reserve.hpp"
#include "usher/desk/engine/terms.hpp"

namespace usher {

namespace {

constexpr milliseconds kCheckpoint{30'000};
constexpr std::chrono::hours kTidy{1};
// What is over may be an event of last month, and today's doors are open: its rows are rewritten under a lock
// that a check-in would wait for. Doors have their quiet times; a night has more of them.
constexpr std::chrono::minutes kQuiet{10};

}  // namespace

Housekeeping::Housekeeping(std::string folder, Retention retention, std::string boot, JournalFile& journal,
                           Tick now, std::function<std::optional<Wall>()> ntp)
    : folder_(std::move(folder)),
      retention_(retention),
      boot_(std::move(boot)),
      journal_(journal),
      checkpointed_(now),
      tidy_due_(now),
      ntp_(std::move(ntp)) {}

void Housekeeping::look(Now now) {
  if (now.tick - checkpointed_ >= kCheckpoint) {
    checkpointed_ = now.tick;
    journal_.checkpoint();
    keep_reserve(folder_);  // again, once there is room
  }
  if (now.tick < tidy_due_) return;
  const milliseconds wait = until_quiet(now);
  tidy_due_ = now.tick + (wait.count() > 0 ? wait : kTidy);
  if (wait.count() <= 0) due_unproven_ = keep_retention(folder_, retention_, clocks(now)).due_unproven;
}

ClockWitnesses Housekeeping::clocks(Now now) {
  return {now.wall, PortalClock(journal_.portal_offset(boot_)).at(now.tick), ntp_()};
}

/// How long at least until nobody came for ten minutes. By the journal, so that a station which comes back
/// from a crash knows it too.
milliseconds Housekeeping::until_quiet(Now now) {
  const auto last = journal_.last_presented();
  if (!last) return milliseconds{0};
  const auto ago = last->boot == boot_ ? now.tick - last->tick : std::chrono::abs(now.wall - last->wall);
  return kQuiet - ago;
}

}  // namespace usher
