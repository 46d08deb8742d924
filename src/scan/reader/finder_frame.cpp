#include "finder_frame.hpp"

#include <cmath>

#include "climb.hpp"

namespace usher::scan {
namespace {

// Modules from a pattern's middle to the light rim around it. The rim belongs to what is printed around the
// pattern as well, and may be cut off: it counts half.
constexpr int kRim = 4;
constexpr double kRimTrust = 0.5;

// A place weighs what it says, and at least this much: a grey blot cannot fit perfectly by saying nothing.
constexpr double kLeastPatternWeight = 0.7;

// Aslant the sides of a pattern are not alike, and which is the shorter the runs of a row do not tell: from
// half to one and a half times, a quarter more each. The climb covers what lies between.
constexpr double kStretches[] = {0.5, 0.63, 0.8, 1.0, 1.25, 1.6};

// In modules. The first is as far as one may be off without taking one ring for another, the last is below
// what a pixel of a patch can show; a round that gains less than this of the fit only follows noise.
constexpr double kFrameSteps[] = {0.8, 0.4, 0.2, 0.1, 0.05};
constexpr Strides kFrameStrides{.lengths = kFrameSteps, .rounds = 2, .least_gain = 0.002};

// At the rim, four modules out, the steps of a side move as far as those of the middle.
constexpr double kSideStep = 1.0 / kRim;

// A square looks the same after a quarter turn, and a climb finds its way from an eighth of one.
constexpr int kTurnsTried = 4;

/// A finder pattern and the light rim around it, by rings from its middle.
double pattern_fit(const Patch& patch, const FinderFrame& frame) {
  double speaks = 0, weight = 1e-6;
  for (int v = -kRim; v <= kRim; ++v)
    for (int u = -kRim; u <= kRim; ++u) {
      const int ring = std::max(std::abs(u), std::abs(v));
      const double seen = patch.dark(frame.middle + u * frame.across + v * frame.down);
      const double trust = ring == kRim ? kRimTrust : 1;
      const bool light = ring == 2 || ring == kRim;
      speaks += trust * (light ? -seen : seen);
      weight += trust * std::max(kLeastPatternWeight, std::abs(seen));
    }
  return speaks / weight;
}

FinderFrame best_stretched(const Patch& patch, const FinderFrame& start) {
  FinderFrame best = start;
  best.fit = pattern_fit(patch, start);
  for (const double across : kStretches)
    for (const double down : kStretches) {
      FinderFrame other{start.middle, across * start.across, down * start.down, 0};
      other.fit = pattern_fit(patch, other);
      if (other.fit > best.fit) best = other;
    }
  return best;
}

}  // namespace

FinderFrame look_closely(const Patch& patch, FinderFrame start) {
  FinderFrame frame = best_stretched(patch, start);
  const double module = std::max(cv::norm(frame.across), cv::norm(frame.down));
  // The middle four ways, then the end of each side.
  const auto moved = [&](FinderFrame other, int move, double length) {
    const int part = move / 4;
    cv::Point2d& point = part == 0 ? other.middle : part == 1 ? other.across : other.down;
    point += kFourWays[move % 4] * length * module * (part == 0 ? 1 : kSideStep);
    return other;
  };
  frame.fit = climb(frame, kFrameStrides, 3 * 4, moved,
                    [&](const FinderFrame& other) { return pattern_fit(patch, other); });
  return frame;
}

FinderFrame look_around(const Patch& patch, cv::Point2d middle, double module) {
  FinderFrame best;
  for (int turn = 0; turn < kTurnsTried; ++turn) {
    const double way = turn * CV_PI / (2 * kTurnsTried), c = module * std::cos(way),
                 s = module * std::sin(way);
    const FinderFrame frame = look_closely(patch, {middle, {c, s}, {-s, c}, 0});
    if (frame.fit > best.fit) best = frame;
  }
  return best;
}

FinderFrame turned(FinderFrame frame, int quarters) {
  for (int i = 0; i < quarters; ++i) frame = {frame.middle, frame.down, -frame.across, frame.fit};
  return frame;
}

}  // namespace usher::scan
