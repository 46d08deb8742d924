#include "witness.hpp"

#include <algorithm>
#include <cmath>

namespace usher::scan {
namespace {

// Half a second: a hand moves on, and with it what could be mixed up.
constexpr std::uint64_t kWindow = 15;

// Looks at sums of frames are told apart from looks at one frame.
constexpr int kSumView = 10;

Point middle_of(const Corners& c) {
  return {(c[0].x + c[2].x) / 2, (c[0].y + c[2].y) / 2};
}
float side_of(const Corners& c) {
  return std::hypot(c[2].x - c[0].x, c[2].y - c[0].y) / 1.4f;
}

bool same_place(const Corners& a, const Corners& b) {
  const Point m = middle_of(a), n = middle_of(b);
  return std::hypot(m.x - n.x, m.y - n.y) < 0.6f * std::max(side_of(a), side_of(b));
}

}  // namespace

std::vector<Symbol> Witnesses::hear(const std::vector<Testimony>& said, std::uint64_t frame) {
  while (!kept_.empty() && kept_.front().frame + kWindow < frame) kept_.pop_front();
  for (const Testimony& testimony : said) kept_.push_back({testimony, frame});
  std::vector<Symbol> believed;
  for (const Testimony& testimony : said) {
    int for_it = 0, against = 0;
    for (const Kept& other : kept_) {
      if (!same_place(other.testimony.symbol.corners, testimony.symbol.corners)) continue;
      if (other.testimony.symbol.payload != testimony.symbol.payload)
        ++against;
      else if (other.frame != frame || other.testimony.view != testimony.view)
        ++for_it;
    }
    const bool known = std::any_of(believed.begin(), believed.end(),
                                   [&](const Symbol& s) { return s.payload == testimony.symbol.payload; });
    if (for_it > 0 && against == 0 && !known) believed.push_back(testimony.symbol);
  }
  return believed;
}

std::vector<Testimony> Memory::add(const std::vector<Suspect>& suspects, std::uint64_t frame) {
  std::erase_if(tracks_, [&](const Track& track) { return track.seen + kWindow < frame; });
  std::vector<Testimony> said;
  for (const Suspect& suspect : suspects) {
    auto track = std::find_if(tracks_.begin(), tracks_.end(), [&](const Track& t) {
      return t.latest.modules.size == suspect.modules.size && t.seen < frame &&
             same_place(t.latest.corners, suspect.corners);
    });
    if (track == tracks_.end()) {
      tracks_.push_back({suspect, {suspect.modules, {}}, 1, frame});
      continue;
    }
    track->latest = suspect;
    track->seen = frame;
    const int which = track->frames++ % 2;
    SoftModules& sum = track->sums[which];
    if (sum.dark.empty()) {
      sum = suspect.modules;
      continue;
    }
    // Old frames fade: the symbol turns, and an early bad fit should not stay for ever.
    for (std::size_t i = 0; i < sum.dark.size(); ++i)
      sum.dark[i] = 0.8f * sum.dark[i] + suspect.modules.dark[i];
    SoftModules scaled = sum;
    float most = 0.1f;
    for (const float value : scaled.dark) most = std::max(most, std::abs(value));
    for (float& value : scaled.dark) value /= most;
    if (const auto pass = read_soft(scaled))
      said.push_back({{pass->payload, suspect.corners}, kSumView + which, pass->agreement, pass->spare});
  }
  return said;
}

}  // namespace usher::scan
