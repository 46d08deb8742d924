#include "lookout.hpp"

#include <algorithm>
#include <cmath>

#include "usher/core/pass.hpp"

namespace usher {
namespace {

constexpr double kClearlyInFront = 2;

double area_of(const std::array<Point, 4>& corners) {
  double twice = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % corners.size()];
    twice += double{a.x} * b.y - double{b.x} * a.y;
  }
  return std::abs(twice) / 2;
}

Point centre_of(const std::array<Point, 4>& corners) {
  Point centre;
  for (const Point& corner : corners) {
    centre.x += corner.x / 4;
    centre.y += corner.y / 4;
  }
  return centre;
}

double weight_of(const Frame& frame, const Symbol& symbol) {
  const Point centre = centre_of(symbol.corners);
  const double off = std::hypot(centre.x - frame.width / 2.0, centre.y - frame.height / 2.0);
  const double farthest = std::max(1.0, std::hypot(frame.width, frame.height) / 2);
  return area_of(symbol.corners) * (1 - 0.5 * std::min(1.0, off / farthest));
}

/// Whether one code now stands where another stood: then the other is hidden or gone, not merely unread.
bool stands_on(const Symbol& here, const Symbol& there) {
  const Point a = centre_of(here.corners);
  const Point b = centre_of(there.corners);
  return std::hypot(a.x - b.x, a.y - b.y) < std::sqrt(area_of(here.corners)) / 2;
}

}  // namespace

Manner Manner::live() {
  return {};
}

Manner Manner::film() {
  return {.stale = milliseconds{0}, .blind = milliseconds{0}};
}

Manner Manner::stills() {
  constexpr milliseconds kAtOnce{0};
  return {.hold = kAtOnce,
          .foreign_after = kAtOnce,
          .foreign_pause = kAtOnce,
          .stale = kAtOnce,
          .blind = kAtOnce};
}

void Lookout::note(const Frame& frame, const Symbol& symbol, Tick source_now) {
  const auto pass = parse_pass(symbol.payload);
  const std::string& key = pass ? pass->code : symbol.payload;
  const double weight = weight_of(frame, symbol);
  for (InView& seen : in_view_) {
    if (seen.key != key) continue;
    // The same code twice in one frame (a badge and its phone) is one guest, as near as the nearer of the
    // two.
    if (seen.look == looks_ && seen.weight >= weight) return;
    seen.symbol = symbol;
    seen.weight = weight;
    seen.last = source_now;
    seen.look = looks_;
    return;
  }
  in_view_.push_back({.symbol = symbol,
                      .key = key,
                      .pass = pass.has_value(),
                      .weight = weight,
                      .since = source_now,
                      .last = source_now,
                      .look = looks_});
}

void Lookout::forget_gone(Tick source_now) {
  std::vector<Symbol> here;
  for (const InView& seen : in_view_)
    if (seen.look == looks_) here.push_back(seen.symbol);
  std::erase_if(in_view_, [&](const InView& seen) {
    if (seen.look == looks_) return false;
    if (source_now - seen.last > manner_.hold || manner_.hold == milliseconds{0}) return true;
    return std::any_of(here.begin(), here.end(), [&](const Symbol& s) { return stands_on(s, seen.symbol); });
  });
}

const Lookout::InView* Lookout::in_front() const {
  const InView* first = nullptr;
  double second = 0;
  for (const InView& seen : in_view_) {
    if (!seen.pass) continue;
    if (!first || seen.weight > first->weight) {
      second = first ? first->weight : 0;
      first = &seen;
    } else {
      second = std::max(second, seen.weight);
    }
  }
  if (first && first->weight < kClearlyInFront * second) return nullptr;
  return first;
}

Outlook Lookout::look(const Frame& frame, const std::vector<Symbol>& symbols, const Glance& glance) {
  const Tick source_now = glance.source_now;
  if (looked_ && manner_.blind > milliseconds{0} && source_now - *looked_ > manner_.blind) {
    guard_.was_blind(source_now - *looked_);
    in_view_.clear();
  }
  looked_ = source_now;
  ++looks_;

  for (const Symbol& symbol : symbols) {
    if (!symbol.payload.empty()) note(frame, symbol, source_now);
  }
  forget_gone(source_now);

  Outlook outlook;
  outlook.sighting = {.frame = frame.number,
                      .frame_width = frame.width,
                      .frame_height = frame.height,
                      .at = glance.now,
                      .symbols = {}};
  for (const InView& seen : in_view_) outlook.sighting.symbols.push_back(seen.symbol);

  const bool passes = std::any_of(in_view_.begin(), in_view_.end(), [](const InView& s) { return s.pass; });
  if (passes) pass_seen_ = source_now;
  const InView* chosen = in_front();
  outlook.sighting.one_at_a_time = passes && !chosen;

  const bool fresh = manner_.stale == milliseconds{0} || glance.now - frame.taken <= manner_.stale;
  const bool may_act = fresh && glance.desk_free;

  if (!passes) {
    // The pass of a phone that shows a link beside it is often read a few frames after the link.
    const bool quiet = !pass_seen_ || source_now - *pass_seen_ >= manner_.foreign_after;
    const bool paused = foreign_scanned_ && source_now - *foreign_scanned_ < manner_.foreign_pause;
    for (const InView& seen : in_view_) {
      if (!chosen && quiet && !paused && source_now - seen.since >= manner_.foreign_after) chosen = &seen;
    }
  }
  for (const InView& seen : in_view_) {
    if (seen.look != looks_) continue;
    if (&seen != chosen || !may_act) {
      guard_.sees(seen.key, source_now);
    } else if (guard_.admits(seen.key, source_now)) {
      outlook.scan = seen.symbol.payload;
      if (!seen.pass) foreign_scanned_ = source_now;
    }
  }
  return outlook;
}

}  // namespace usher
