#include "finder_hypothesis.hpp"

#include <algorithm>
#include <cmath>

#include "lattice.hpp"

namespace usher::scan {
namespace {

// Each is straightened and knitted, which is dear; the right one is seldom farther down.
constexpr std::size_t kMostHypotheses = 3;

// A pattern that is not there adds nothing to the fit: of a small symbol's known modules that is a third.
constexpr double kHypothesisFit = 0.3;

// Leaning away, the side that is not seen is longer or shorter than the one that is.
constexpr double kLean[] = {0.8, 0.9, 1.0, 1.12, 1.25};

// How far a measured side, in modules, may be from that of a size: sizes are four modules apart, and what is
// measured of a long side is off by a share of it.
constexpr double kSizeOff = 2.5, kSizeShareOff = 0.05;

// In the smallest symbol the middles of two patterns are 14 modules apart; aslant it looks like less.
constexpr double kNearestModules = 8;

// Two patterns lie along one side where the other is off the way by less than this share of it; across from
// each other where both ways are within this share. Between the two nothing is said.
constexpr double kAlongSide = 0.35, kAcross = 0.4;

// Two patterns of one sheet run the same way: within 45 degrees, whatever the perspective.
constexpr double kSameWay = 0.7;

/// Where the two that are seen may stand along a side: which way round, and what the third then is.
struct SidePlace {
  int quarters;       ///< turns until the symbol is upright
  bool second_first;  ///< whether the second of them is the corner
  bool third_below;   ///< below the corner; else right of it
};
constexpr SidePlace kSidePlaces[] = {
    {0, false, true},   // as the upper side,
    {2, true, true},    // half a turn on,
    {3, false, false},  // as the left side,
    {1, true, false},   // and the other way up
};

double cross(cv::Point2d a, cv::Point2d b) {
  return a.x * b.y - a.y * b.x;
}

/// `way` in modules along the frame's own sides.
cv::Point2d in_modules(const FinderFrame& frame, cv::Point2d way) {
  const double all = cross(frame.across, frame.down);
  return {cross(way, frame.down) / all, cross(frame.across, way) / all};
}

/// Another pattern of the same sheet.
FinderFrame like_at(const FinderFrame& like, cv::Point2d middle, double scale) {
  return {middle, scale * like.across, scale * like.down, 0};
}

class Supposing {
 public:
  explicit Supposing(const Patch& patch) : patch_(patch) {}

  /// Both lie on one side of the symbol, `b` to the right of `a`.
  void along(const FinderFrame& a, const FinderFrame& b, double modules) {
    for (const double lean : kLean)
      for (const auto& [quarters, second_first, third_below] : kSidePlaces) {
        const FinderFrame corner = turned(second_first ? b : a, quarters),
                          other = turned(second_first ? a : b, quarters);
        const cv::Point2d way = third_below ? corner.down : corner.across;
        const FinderFrame third = like_at(corner, corner.middle + modules * lean * way, lean);
        if (third_below)
          weigh(modules, {corner, other, third});
        else
          weigh(modules, {corner, third, other});
      }
  }

  /// They face each other: `b` is right of and below `a`, and the corner between them is hidden.
  void across(const FinderFrame& a, const FinderFrame& b, cv::Point2d modules) {
    const double mean = (modules.x + modules.y) / 2;
    const cv::Point2d above = (a.middle + modules.x * a.across + b.middle - modules.y * b.down) / 2,
                      below = (a.middle + modules.y * a.down + b.middle - modules.x * b.across) / 2;
    weigh(mean, {like_at(turned(a, 1), above, 1), turned(b, 1), turned(a, 1)});
    weigh(mean, {like_at(turned(a, 3), below, 1), turned(a, 3), turned(b, 3)});
  }

  std::vector<FinderHypothesis> best() {
    std::sort(found_.begin(), found_.end(),
              [](const FinderHypothesis& x, const FinderHypothesis& y) { return x.fit > y.fit; });
    if (found_.size() > kMostHypotheses) found_.resize(kMostHypotheses);
    return std::move(found_);
  }

 private:
  void weigh(double modules, const std::array<FinderFrame, 3>& frames) {
    for (int size = 21; size <= 177; size += 4) {
      if (std::abs(size - 7 - modules) > kSizeOff + kSizeShareOff * modules) continue;
      const double fit = Lattice(patch_, size, frames).fit();
      if (fit > kHypothesisFit) found_.push_back({size, frames, fit});
    }
  }

  const Patch& patch_;
  std::vector<FinderHypothesis> found_;
};

}  // namespace

std::vector<FinderHypothesis> finder_hypotheses(const Patch& patch, const FinderFrame& a,
                                                const FinderFrame& b) {
  const auto ahead = [](cv::Point2d seen) { return std::abs(seen.y) < kAlongSide * seen.x; };
  const auto aslant = [](cv::Point2d seen) { return seen.y > kAcross * seen.x && seen.x > kAcross * seen.y; };
  Supposing supposing(patch);
  const cv::Point2d way = b.middle - a.middle;
  // Turned until the other lies to the right, or right and below; and both alike.
  for (int first = 0; first < 4; ++first) {
    const FinderFrame from = turned(a, first);
    const cv::Point2d seen = in_modules(from, way);
    if (seen.x < kNearestModules || seen.y < -kAlongSide * seen.x) continue;
    for (int second = 0; second < 4; ++second) {
      const FinderFrame to = turned(b, second);
      const cv::Point2d also = in_modules(to, way);
      if (from.across.dot(to.across) < kSameWay * cv::norm(from.across) * cv::norm(to.across)) continue;
      if (ahead(seen) && ahead(also))
        supposing.along(from, to, std::sqrt(seen.x * also.x));
      else if (aslant(seen) && aslant(also))
        supposing.across(from, to, (seen + also) / 2);
    }
  }
  return supposing.best();
}

}  // namespace usher::scan
