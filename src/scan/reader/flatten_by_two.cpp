#include <algorithm>
#include <vector>

#include "enhance.hpp"
#include "finder_hypothesis.hpp"
#include "flatten.hpp"
#include "lattice_reader.hpp"
#include "light.hpp"

// One finder pattern is hidden: two that are plain suppose the third.
namespace usher::scan {
namespace {

constexpr std::size_t kFindersOfPairs = 200;  // sixty symbols and some chance

// So long it may take; a purse holds five times as much. Few symbols hide a finder pattern.
constexpr milliseconds kPairsShare{80};

// Two patterns say less than three: they must be plain, and eight of those are 28 pairs.
constexpr std::size_t kPlainPairs = 8;
constexpr double kPlainFit = 0.6;

// Modules around a finder pattern to look at it by itself: its own half and rim, and what the levels are
// compared with.
constexpr double kAlone = 8;

// Modules from one pattern to the other: along the smallest symbol's side 14, across the largest 240. Leaning
// away they look like less.
constexpr double kLeastApart = 10, kMostApart = 240;

// How much larger a symbol's near end may look than its far one.
constexpr float kTapering = 2;

// Around both the whole symbol, whichever way it lies: a square's diagonal, and the rim.
constexpr double kDiagonal = 1.3, kPairRim = 5;

class ByTwo {
 public:
  ByTwo(const cv::Mat& grey, const Purse& purse) : grey_(grey), purse_(purse), share_(kPairsShare) {}

  std::vector<Symbol> run() {
    for (const Light& light : kLights) {
      if (light.edges == Edges::Soft) break;
      const cv::Mat binary = in_light(grey_, light);
      for (const bool inverted : {false, true}) {
        if (over()) return reader_.symbols();
        const cv::Mat picture = inverted ? negative(binary) : binary;
        auto finders = find_finders(picture, kFindersOfPairs);
        keep_ringed(finders, picture);
        try_pairs(finders, inverted);
      }
    }
    return reader_.symbols();
  }

 private:
  struct Pair {
    Finder a, b;
    bool inverted = false;
  };

  bool over() const { return purse_.empty() || share_.empty() || reader_.count() > 0; }

  std::vector<Finder> plain_ones(const std::vector<Finder>& finders, bool inverted) const {
    std::vector<Finder> plain;
    for (const Finder& finder : finders) {
      if (plain.size() == kPlainPairs) break;
      const Patch patch(grey_, around(finder.middle, finder.middle, kAlone * finder.module), finder.module,
                        inverted);
      if (look_around(patch, patch.here(finder.middle), patch.module()).fit > kPlainFit)
        plain.push_back(finder);
    }
    return plain;
  }

  void try_pairs(const std::vector<Finder>& finders, bool inverted) {
    const std::vector<Finder> plain = plain_ones(finders, inverted);
    for (std::size_t i = 0; i < plain.size(); ++i)
      for (std::size_t j = i + 1; j < plain.size(); ++j) {
        if (over()) return;
        if (!tried_before(plain[i], plain[j], inverted)) try_pair(plain[i], plain[j], inverted);
      }
  }

  void try_pair(const Finder& a, const Finder& b, bool inverted) {
    const double module = (a.module + b.module) / 2.0, distance = pixels_between(a.middle, b.middle);
    if (distance < kLeastApart * module || distance > kMostApart * module) return;
    if (a.module > kTapering * b.module || b.module > kTapering * a.module) return;
    const Patch patch(grey_, around(a.middle, b.middle, kDiagonal * distance + kPairRim * module), module,
                      inverted);
    const FinderFrame from = look_around(patch, patch.here(a.middle), patch.scale() * a.module),
                      to = look_around(patch, patch.here(b.middle), patch.scale() * b.module);
    for (const FinderHypothesis& each : finder_hypotheses(patch, from, to)) {
      Lattice lattice(patch, each.size, each.frames);
      lattice.straighten();
      if (reader_.read(patch, lattice, inverted, {a, b})) return;
      lattice.knit();
      if (reader_.read(patch, lattice, inverted, {a, b})) return;
    }
  }

  bool tried_before(const Finder& a, const Finder& b, bool inverted) {
    const auto near = [](const Finder& x, const Finder& y) {
      return pixels_between(x.middle, y.middle) < x.module;
    };
    for (const Pair& pair : pairs_)
      if (pair.inverted == inverted &&
          ((near(pair.a, a) && near(pair.b, b)) || (near(pair.a, b) && near(pair.b, a))))
        return true;
    pairs_.push_back({a, b, inverted});
    return false;
  }

  cv::Rect around(Point a, Point b, double margin) const {
    return cv::Rect(cv::Point(cvFloor(std::min(a.x, b.x) - margin), cvFloor(std::min(a.y, b.y) - margin)),
                    cv::Point(cvCeil(std::max(a.x, b.x) + margin), cvCeil(std::max(a.y, b.y) + margin))) &
           cv::Rect({}, grey_.size());
  }

  const cv::Mat& grey_;
  const Purse& purse_;
  const Purse share_;
  LatticeReader reader_;
  std::vector<Pair> pairs_;
};

}  // namespace

std::vector<Symbol> read_by_two(const cv::Mat& grey, const Purse& purse) {
  return ByTwo(grey, purse).run();
}

}  // namespace usher::scan
