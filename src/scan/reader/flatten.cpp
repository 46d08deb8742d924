#include "flatten.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "scan/symbol/decoder.hpp"

#include "enhance.hpp"
#include "finder_hypothesis.hpp"
#include "finders.hpp"
#include "lattice.hpp"
#include "module_grid.hpp"
#include "scan/symbol/error_correction.hpp"

namespace usher::scan {
namespace {

constexpr std::size_t kFinders = 200;  // sixty symbols and some chance
constexpr std::size_t kTriples = 600;
// The likely ones come first. Where something was read, so many in a row that are none say that the rest is
// texture.
constexpr int kInVain = 30;

// So long one look may labour in vain before the next has its turn; a purse holds five times as much. Soft
// edges make finder patterns of much that is none.
constexpr milliseconds kShare{80}, kSoftShare{20};

// Among so many finder patterns three that fit are no wonder: the lines between them must speak as well.
constexpr std::size_t kCrowd = 12;
constexpr double kTimingFit = 0.2;

// Pixels; and how many triples with one size of module get patches of their own.
constexpr double kLargestPatch = 3e6;
constexpr int kAsked = 3;

// Two patterns say less than three: they must be plain.
constexpr std::size_t kPlainPairs = 8;
constexpr double kPlainFit = 0.6;

// Of patterns that are known. Random texture reaches 0.35.
constexpr double kFinderFit = 0.4;
constexpr double kFirstFit = 0.3;
constexpr double kPatchFit = 0.5;

/// The symbol as it was printed: black and white, square, with its quiet zone.
cv::Mat picture_of(const Modules& print) {
  constexpr int kPixels = 4, kQuiet = 4;
  const int side = (print.size + 2 * kQuiet) * kPixels;
  cv::Mat picture(side, side, CV_8U, cv::Scalar(255));
  for (int y = 0; y < print.size; ++y)
    for (int x = 0; x < print.size; ++x)
      if (print.at(x, y))
        picture(cv::Rect((x + kQuiet) * kPixels, (y + kQuiet) * kPixels, kPixels, kPixels)).setTo(0);
  return picture;
}

SoftModules mirrored(const SoftModules& modules) {
  SoftModules turned = modules;
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x)
      turned.dark[static_cast<std::size_t>(y * modules.size + x)] = modules.at(y, x);
  return turned;
}

std::optional<std::string> payload_of(const SoftModules& modules) {
  auto mended = correct_errors(modules);
  if (!mended) mended = correct_errors(mirrored(modules));
  if (!mended) return std::nullopt;
  const cv::Mat picture = picture_of(mended->print);
  const auto read =
      decode({picture.data, picture.cols, picture.rows, picture.cols}, {.harder = true, .binary = true}).read;
  if (read.empty()) return std::nullopt;
  return read.front().payload;
}

/// Black and white by a block of so many pixels, or 0 by all of them.
struct Light {
  int block;
  Edges edges;
};
constexpr Light kLights[] = {
    {31, Edges::Sharp}, {0, Edges::Sharp}, {91, Edges::Sharp}, {15, Edges::Soft}, {31, Edges::Soft}};

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

class Flattening {
 public:
  Flattening(const cv::Mat& grey, const Purse& purse) : grey_(grey), purse_(purse) {}

  std::vector<Symbol> run(bool some_read) {
    for (const auto& [block, edges] : kLights) {
      const std::size_t before = symbols_.size();
      const cv::Mat binary = in_light(block, edges);
      for (const bool inverted : {false, true}) {
        const cv::Mat picture = inverted ? negative(binary) : binary;
        int in_vain = 0;
        const Purse share(edges == Edges::Sharp ? kShare : kSoftShare);
        auto finders = find_finders(picture, 2 * kFinders, edges);
        keep_ringed(finders, picture, edges);
        crowded_ = finders.size() > kCrowd;
        for (const Triple& triple : triples_of(finders, kTriples)) {
          if (purse_.empty()) return std::move(symbols_);
          if (spent(triple, inverted)) continue;
          const std::size_t read = symbols_.size();
          try_triple(triple, inverted);
          in_vain = symbols_.size() > read ? 0 : in_vain + 1;
          if (in_vain > kInVain && (some_read || read > 0)) break;
          if (in_vain > 0 && share.empty()) break;
        }
      }
      if ((some_read || before > 0) && symbols_.size() == before) break;
    }
    return std::move(symbols_);
  }

  std::vector<Symbol> run_by_two() {
    const Purse share(kShare);
    for (const auto& [block, edges] : kLights) {
      if (edges == Edges::Soft) break;
      const cv::Mat binary = in_light(block, edges);
      for (const bool inverted : {false, true}) {
        if (purse_.empty() || share.empty() || !symbols_.empty()) return std::move(symbols_);
        const cv::Mat picture = inverted ? negative(binary) : binary;
        auto finders = find_finders(picture, kFinders);
        keep_ringed(finders, picture);
        try_pairs(finders, inverted, share);
      }
    }
    return std::move(symbols_);
  }

 private:
  struct Tried {
    Triple triple;
    bool inverted = false;
  };

  cv::Mat in_light(int block, Edges edges) const {
    if (block == 0) return global_threshold(grey_);
    if (edges == Edges::Sharp) return local_threshold(grey_, block, 3);
    // Where edges are soft nothing is lost by smoothing the noise away.
    cv::Mat smooth;
    cv::GaussianBlur(grey_, smooth, {}, 1.5);
    return local_threshold(smooth, block, 2);
  }

  /// A finder pattern belongs to one symbol; and the same three need not be looked at twice.
  bool spent(const Triple& triple, bool inverted) {
    for (const Finder* finder : {&triple.corner, &triple.right, &triple.down})
      if (std::any_of(used_.begin(), used_.end(), [&](const Finder& used) {
            return distance(used.middle, finder->middle) < 3 * finder->module;
          }))
        return true;
    const auto near = [](const Finder& a, const Finder& b) {
      return distance(a.middle, b.middle) < 0.7 * a.module;
    };
    if (std::any_of(tried_.begin(), tried_.end(), [&](const Tried& tried) {
          return tried.inverted == inverted && near(tried.triple.corner, triple.corner) &&
                 near(tried.triple.right, triple.right) && near(tried.triple.down, triple.down);
        }))
      return true;
    tried_.push_back({triple, inverted});
    return false;
  }

  void try_triple(const Triple& triple, bool inverted) {
    const auto& [corner, right, down, odd] = triple;
    const double module = (corner.module + right.module + down.module) / 3.0;
    const Point last{right.middle.x + down.middle.x - corner.middle.x,
                     right.middle.y + down.middle.y - corner.middle.y};
    const cv::Rect2f box(cv::Point2f(std::min({corner.middle.x, right.middle.x, down.middle.x, last.x}),
                                     std::min({corner.middle.y, right.middle.y, down.middle.y, last.y})),
                         cv::Point2f(std::max({corner.middle.x, right.middle.x, down.middle.x, last.x}),
                                     std::max({corner.middle.y, right.middle.y, down.middle.y, last.y})));
    // Aslant, the corner without a finder pattern lies farther out or in than a parallelogram has it.
    const float margin = static_cast<float>(7 * module) + 0.25f * std::max(box.width, box.height);
    const cv::Rect area =
        cv::Rect(cv::Point(cvFloor(box.x - margin), cvFloor(box.y - margin)),
                 cv::Point(cvCeil(box.x + box.width + margin), cvCeil(box.y + box.height + margin))) &
        cv::Rect({}, grey_.size());
    if (std::min(area.width, area.height) < 10 * module) return;  // the frame cuts it off
    const Patch& patch = patch_of(area, module, inverted);
    std::array<FinderFrame, 3> frames;
    const std::array<Point, 3> middles{corner.middle, right.middle, down.middle};
    const cv::Point2d to_right = patch.here(right.middle) - patch.here(corner.middle),
                      to_down = patch.here(down.middle) - patch.here(corner.middle);
    double fits = 0;
    const std::array<float, 3> modules{corner.module, right.module, down.module};
    for (std::size_t i = 0; i < 3; ++i) {
      const double own = patch.scale() * modules[i];  // the nearest is the largest
      frames[i] = look_closely(patch, {patch.here(middles[i]), to_right * (own / cv::norm(to_right)),
                                       to_down * (own / cv::norm(to_down)), 0});
      fits += frames[i].fit / 3;

      if (frames[i].fit < 0.25) return;
    }
    if (fits < kFinderFit) return;
    for (const int size : sizes(frames)) {
      Lattice lattice(patch, size, frames);
      if (lattice.fit() > kFirstFit && (!crowded_ || lattice.timing() > kTimingFit)) {
        lattice.straighten();
        if (take(patch, lattice, size, inverted, {corner, right, down})) return;
        lattice.knit();
        if (take(patch, lattice, size, inverted, {corner, right, down})) return;
      }
      if (lattice.bend(kFirstFit) && take(patch, lattice, size, inverted, {corner, right, down})) return;
    }
  }

  /// Patches are dear. Where many triples have modules of one size the whole picture is one for all of them.
  const Patch& patch_of(cv::Rect area, double module, bool inverted) {
    const int step = cvRound(std::log(module) / std::log(1.2));
    Shared& shared = patches_[2 * step + (inverted ? 1 : 0)];
    if (shared.whole) return *shared.whole;
    const double grown = static_cast<double>(grey_.total()) * 36 / (module * module);
    if (++shared.asked > kAsked && grown < kLargestPatch)
      return shared.whole.emplace(grey_, cv::Rect({}, grey_.size()), std::pow(1.2, step), inverted);
    return shared.own.emplace(grey_, area, module, inverted);
  }

  /// One finder pattern is hidden: two that are plain suppose the third.
  void try_pairs(const std::vector<Finder>& finders, bool inverted, const Purse& share) {
    std::vector<Finder> plain;
    for (const Finder& finder : finders) {
      if (plain.size() == kPlainPairs) break;
      const Patch patch(grey_, around(finder.middle, finder.middle, 8 * finder.module), finder.module,
                        inverted);
      if (look_around(patch, patch.here(finder.middle), patch.module()).fit > kPlainFit)
        plain.push_back(finder);
    }
    for (std::size_t i = 0; i < plain.size(); ++i)
      for (std::size_t j = i + 1; j < plain.size(); ++j) {
        if (purse_.empty() || share.empty() || !symbols_.empty()) return;
        if (!tried_before(plain[i], plain[j], inverted)) try_pair(plain[i], plain[j], inverted);
      }
  }

  void try_pair(const Finder& a, const Finder& b, bool inverted) {
    const double module = (a.module + b.module) / 2.0, apart = distance(a.middle, b.middle);
    if (apart < 10 * module || apart > 240 * module || a.module > 2 * b.module || b.module > 2 * a.module)
      return;
    const Patch patch(grey_, around(a.middle, b.middle, 1.3 * apart + 5 * module), module, inverted);
    const FinderFrame from = look_around(patch, patch.here(a.middle), patch.scale() * a.module),
                      to = look_around(patch, patch.here(b.middle), patch.scale() * b.module);
    for (const FinderHypothesis& each : finder_hypotheses(patch, from, to)) {
      Lattice lattice(patch, each.size, each.frames);
      lattice.straighten();
      if (take(patch, lattice, each.size, inverted, {a, b})) return;
      lattice.knit();
      if (take(patch, lattice, each.size, inverted, {a, b})) return;
    }
  }

  bool tried_before(const Finder& a, const Finder& b, bool inverted) {
    const auto near = [](const Finder& x, const Finder& y) {
      return distance(x.middle, y.middle) < x.module;
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

  /// How many modules there are from one pattern to the next, by how large they are at both ends.
  static std::vector<int> sizes(const std::array<FinderFrame, 3>& f) {
    const double across =
        cv::norm(f[1].middle - f[0].middle) / std::sqrt(cv::norm(f[0].across) * cv::norm(f[1].across));
    const double down =
        cv::norm(f[2].middle - f[0].middle) / std::sqrt(cv::norm(f[0].down) * cv::norm(f[2].down));
    const double size = 7 + (across + down) / 2;
    std::vector<int> likely;
    if (std::abs(across - down) > 3 + 0.2 * (across + down) / 2) return likely;
    for (int version = 1; version <= 40; ++version)
      if (std::abs(17 + 4 * version - size) < 4 + 0.05 * size) likely.push_back(17 + 4 * version);
    std::sort(likely.begin(), likely.end(),
              [&](int a, int b) { return std::abs(a - size) < std::abs(b - size); });
    return likely;
  }

  bool take(const Patch& patch, const Lattice& lattice, int size, bool inverted,
            std::initializer_list<Finder> finders) {
    if (lattice.fit() < kPatchFit) return false;
    const cv::Mat levels = lattice.levels();
    auto payload = payload_of(soften(levels, inverted));
    if (!payload) payload = payload_of(soften(levels, inverted, true));
    if (!payload) return false;
    const double n = size;
    symbols_.push_back({*payload,
                        {patch.there(lattice.at(0, 0)), patch.there(lattice.at(n, 0)),
                         patch.there(lattice.at(n, n)), patch.there(lattice.at(0, n))}});
    used_.insert(used_.end(), finders);
    return true;
  }

  struct Shared {
    int asked = 0;
    std::optional<Patch> own;
    std::optional<Patch> whole;
  };
  struct Pair {
    Finder a, b;
    bool inverted = false;
  };

  const cv::Mat& grey_;
  const Purse& purse_;
  bool crowded_ = false;
  std::vector<Tried> tried_;
  std::vector<Pair> pairs_;
  std::map<int, Shared> patches_;  ///< by the step of their module and which way
  std::vector<Finder> used_;
  std::vector<Symbol> symbols_;
};

}  // namespace

std::vector<Symbol> read_flattened(const cv::Mat& grey, const Purse& purse, bool some_read) {
  return Flattening(grey, purse).run(some_read);
}

std::vector<Symbol> read_by_two(const cv::Mat& grey, const Purse& purse) {
  return Flattening(grey, purse).run_by_two();
}

}  // namespace usher::scan
