// Which sends of a station had no parsed answer, as far as that station can know: only these may explain a
// check-in that it finds at the portal.

#include <algorithm>

#include "world.hpp"

namespace usher::sim {

namespace {

// Two seconds of grace, the seconds that `Date` cuts off at both ends, and the four seconds that the slowest
// answer was on its way while our duration ran on.
constexpr Ms kGrace = 9'000;
// No send is recorded later than this, and the engine may not think that one is.
constexpr Ms kUnderWay = 60'000;

}  // namespace

void World::attempted(Station& s, bool by_courier, int pass, bool asked, Ms since) {
  auto& in_hand = s.attempt_in_hand[by_courier ? 1 : 0];
  if (!in_hand) {
    in_hand = attempts_.size();
    attempts_.push_back({.station = s.index, .pass = pass, .at = since});
  }
  if (asked) attempts_[*in_hand].asked = true;
}

/// An answer was handed over that the engine took.
void World::told(Station& s, const Request& request, const PortalResult<Answer>& answer) {
  const auto& in_hand = s.attempt_in_hand[request.by_courier ? 1 : 0];
  if (!request.check_in || !in_hand) return;
  const std::string& id = passes_[static_cast<std::size_t>(request.pass)].books.id;
  const bool about_them = answer && (!answer->registration || answer->registration->id == id);
  const bool half_done = answer && answer->decision == Answer::Decision::Grant && !answer->checked_in;
  attempts_[*in_hand].told =
      answer ? about_them && !half_done : answer.failure().kind != Failure::Kind::MaybeSent;
}

/// Writes what the engine wants written, and notes what that says of its attempt. What is not written down
/// is forgotten in a crash.
Written World::write_down(Station& s, bool by_courier) {
  const Change& change = by_courier ? s.carry_change : s.attend_change;
  const CheckIn* known = change.check_in ? s.journal.row(change.check_in->id) : nullptr;
  const bool begins = change.check_in && change.check_in->attempts > (known ? known->attempts : 0);
  const Written written = s.journal.write(change);
  auto& in_hand = s.attempt_in_hand[by_courier ? 1 : 0];
  if (!by_courier && written.kind == Written::Kind::Done) ++s.writes;
  // A stale row was not written, and how quick the disk is now is known from it.
  if (!by_courier && written.kind == Written::Kind::Stale) s.write_before = s.write_takes;
  if (s.journal.kept_refused()) count(Sometimes::RefusedButOnDisk);
  if (by_courier) look_at_parked(s, change);
  if (written.kind != Written::Kind::Done && !s.journal.kept_refused()) {
    in_hand.reset();
  } else if (begins) {
    const auto pass = std::find_if(passes_.begin(), passes_.end(),
                                   [&](const Pass& p) { return p.code == change.check_in->code; });
    attempted(s, by_courier, static_cast<int>(pass - passes_.begin()), false,
              s.write_began[by_courier ? 1 : 0]);
  } else if (in_hand) {
    Attempt& attempt = attempts_[*in_hand];
    attempt.settled = attempt.told || !attempt.asked;
    in_hand.reset();
  }
  if (written.kind == Written::Kind::Failed) in_hand.reset();
  return written;
}

/// Whether one of its own sends can have made the check-in that the portal has.
bool World::may_be_echo(int station, int pass) const {
  const Ms committed = passes_[static_cast<std::size_t>(pass)].committed_at;
  return std::any_of(attempts_.begin(), attempts_.end(), [&](const Attempt& attempt) {
    return attempt.station == station && attempt.pass == pass && !attempt.settled &&
           committed >= attempt.at - kGrace && committed <= attempt.at + kUnderWay;
  });
}

}  // namespace usher::sim
