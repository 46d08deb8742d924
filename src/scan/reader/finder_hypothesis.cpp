#include "finder_hypothesis.hpp"

#include <algorithm>
#include <cmath>

namespace usher::scan {
namespace {

constexpr std::size_t kMost = 3;

// A pattern that is not there adds nothing to the fit: of a small symbol's known modules that is a third.
constexpr double kFit = 0.3;

// Leaning away, the side that is not seen is longer or shorter than the one that is.
constexpr double kLean[] = {0.8, 0.9, 1.0, 1.12, 1.25};

double cross(cv::Point2d a, cv::Point2d b) {
  return a.x * b.y - a.y * b.x;
}

/// `way` in modules along the frame's own sides.
cv::Point2d in_modules(const FinderFrame& frame, cv::Point2d way) {
  const double all = cross(frame.across, frame.down);
  return {cross(way, frame.down) / all, cross(frame.across, way) / all};
}

/// A quarter turn: what was down runs across. A pattern looks the same.
FinderFrame turned(const FinderFrame& frame) {
  return {frame.middle, frame.down, -frame.across, frame.fit};
}

FinderFrame at(const FinderFrame& like, cv::Point2d middle, double scale) {
  return {middle, scale * like.across, scale * like.down, 0};
}

class Supposing {
 public:
  explicit Supposing(const Patch& patch) : patch_(patch) {}

  /// Both lie on one side of the symbol, `b` to the right of `a`.
  void along(FinderFrame a, FinderFrame b, double modules) {
    for (const double lean : kLean) {
      const double far = modules * lean;
      // As the upper side; half a turn on; as the left side, either way up.
      weigh(modules, {a, b, at(a, a.middle + far * a.down, lean)});
      const FinderFrame ua = turned(turned(a)), ub = turned(turned(b));
      weigh(modules, {ub, ua, at(ub, ub.middle + far * ub.down, lean)});
      const FinderFrame la = turned(turned(turned(a))), lb = turned(turned(turned(b)));
      weigh(modules, {la, at(la, la.middle + far * la.across, lean), lb});
      const FinderFrame ra = turned(a), rb = turned(b);
      weigh(modules, {rb, at(rb, rb.middle + far * rb.across, lean), ra});
    }
  }

  /// They face each other: `b` is right of and below `a`, and the corner between them is hidden.
  void aslant(const FinderFrame& a, const FinderFrame& b, cv::Point2d modules) {
    const double mean = (modules.x + modules.y) / 2;
    const cv::Point2d above = (a.middle + modules.x * a.across + b.middle - modules.y * b.down) / 2,
                      below = (a.middle + modules.y * a.down + b.middle - modules.x * b.across) / 2;
    const FinderFrame ra = turned(a), rb = turned(b);
    weigh(mean, {at(ra, above, 1), rb, ra});
    const FinderFrame la = turned(turned(turned(a))), lb = turned(turned(turned(b)));
    weigh(mean, {at(la, below, 1), la, lb});
  }

  std::vector<FinderHypothesis> best() {
    std::sort(found_.begin(), found_.end(),
              [](const FinderHypothesis& x, const FinderHypothesis& y) { return x.fit > y.fit; });
    if (found_.size() > kMost) found_.resize(kMost);
    return std::move(found_);
  }

 private:
  void weigh(double modules, const std::array<FinderFrame, 3>& frames) {
    for (int size = 21; size <= 177; size += 4) {
      if (std::abs(size - 7 - modules) > 2.5 + 0.05 * modules) continue;
      const double fit = Lattice(patch_, size, frames).fit();
      if (fit > kFit) found_.push_back({size, frames, fit});
    }
  }

  const Patch& patch_;
  std::vector<FinderHypothesis> found_;
};

}  // namespace

FinderFrame look_around(const Patch& patch, cv::Point2d middle, double module) {
  FinderFrame best;
  for (int turn = 0; turn < 4; ++turn) {
    const double way = turn * CV_PI / 8, c = module * std::cos(way), s = module * std::sin(way);
    const FinderFrame frame = look_closely(patch, {middle, {c, s}, {-s, c}, 0});
    if (frame.fit > best.fit) best = frame;
  }
  return best;
}

std::vector<FinderHypothesis> finder_hypotheses(const Patch& patch, const FinderFrame& a,
                                                const FinderFrame& b) {
  Supposing supposing(patch);
  FinderFrame from = a, to = b;
  const cv::Point2d way = b.middle - a.middle;
  // Turned until the other lies to the right, or right and below; and both alike.
  for (int turn = 0; turn < 4; ++turn, from = turned(from)) {
    const cv::Point2d seen = in_modules(from, way);
    if (seen.x < 8 || seen.y < -0.35 * seen.x) continue;
    for (int back = 0; back < 4; ++back, to = turned(to)) {
      const cv::Point2d also = in_modules(to, way);
      if (from.across.dot(to.across) < 0.7 * cv::norm(from.across) * cv::norm(to.across)) continue;
      if (std::abs(seen.y) < 0.35 * seen.x && std::abs(also.y) < 0.35 * also.x)
        supposing.along(from, to, std::sqrt(seen.x * also.x));
      else if (seen.y > 0.4 * seen.x && seen.x > 0.4 * seen.y && also.y > 0.4 * also.x &&
               also.x > 0.4 * also.y)
        supposing.aslant(from, to, (seen + also) / 2);
    }
  }
  return supposing.best();
}

}  // namespace usher::scan
