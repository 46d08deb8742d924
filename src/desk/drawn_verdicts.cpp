#include "drawn_verdicts.hpp"

namespace usher {

namespace {

// A screen that works draws thirty times a second. Nobody's green is taken away before it was drawn, however
// soon the next guest holds a code up.
constexpr milliseconds kThreeFrames{100};
constexpr milliseconds kPoll{5};
// A verdict leaves the screen with the next one, so only the newest can still be drawn; a few more cost
// nothing.
constexpr std::size_t kRemembered = 4;

}  // namespace

bool DrawnVerdicts::was_drawn(std::uint64_t scan) const {
  const auto drawn = joints_.drawn.latest();
  return drawn && drawn->scan == scan;
}

void DrawnVerdicts::await(std::stop_token stop, Desk& desk, std::uint64_t scan, const std::string& check_in) {
  if (!plan_.has_screen) return desk.displayed();
  std::uint64_t version = joints_.drawn.version();
  const Tick begun = clock_now().tick;
  while (!was_drawn(scan) && !stop.stop_requested()) {
    const milliseconds waited = clock_now().tick - begun;
    const auto newest = joints_.scans.latest();
    const bool somebody_waits = newest && newest->number > scan;
    if (waited >= (somebody_waits ? kThreeFrames : plan_.terms.deadline)) break;
    joints_.drawn.next(version, stop, kPoll);
  }
  const bool drawn = was_drawn(scan);
  desk.displayed(drawn);
  if (drawn || check_in.empty()) return;
  undrawn_.push_back({scan, check_in});
  if (undrawn_.size() > kRemembered) undrawn_.pop_front();
}

void DrawnVerdicts::take_in_late(Desk& desk) {
  std::erase_if(undrawn_,
                [&](const Undrawn& one) { return was_drawn(one.scan) && desk.drawn_late(one.check_in); });
}

}  // namespace usher
