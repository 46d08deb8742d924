#include "flatten.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "enhance.hpp"
#include "lattice_reader.hpp"
#include "light.hpp"

namespace usher::scan {
namespace {

// Sixty symbols and some chance; edges that are soft make as many again of what is none.
constexpr std::size_t kFinders = 2 * 200;
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

// Of patterns that are known. On random texture a finder pattern that was moved to where it fits best has
// half the time more than 0.34: so little is asked of each, one of which may be spoilt, and of the three
// together, that this only thins out. What tells is the whole symbol before it is straightened: there texture
// reaches 0.30 (docs/measured.md, Reading).
constexpr double kEachFinderFit = 0.25;
constexpr double kFinderFit = 0.4;
constexpr double kFirstFit = 0.3;

// Aslant, the corner without a finder pattern lies farther out or in than a parallelogram has it: by up to
// this share of the longer side. Finder patterns, half of them and quiet zone, reach seven modules beyond
// their middles.
constexpr float kAslantShare = 0.25f;
constexpr double kRimModules = 7;

// Modules: of the smallest symbol 14 lie between two middles, and what the frame cuts off is no symbol.
constexpr double kLeastArea = 10;

// A size may be this far off what the patterns' own modules say, in modules and as a share of it; and the two
// sides this far off each other.
constexpr double kSizeReach = 4, kSizeShare = 0.05;
constexpr double kSidesReach = 3, kSidesShare = 0.2;

/// Patches are dear. Where many triples have modules of one size the whole picture is one for all of them.
class Patches {
 public:
  explicit Patches(const cv::Mat& grey) : grey_(grey) {}

  /// Holds until the next is asked for.
  const Patch& of(cv::Rect area, double module, bool inverted) {
    const int step = cvRound(std::log(module) / std::log(kStep));
    Shared& shared = patches_[2 * step + (inverted ? 1 : 0)];
    if (shared.whole) return *shared.whole;
    const double grown = static_cast<double>(grey_.total()) * kPixels / (module * module);
    if (++shared.asked > kAsked && grown < kLargest)
      return shared.whole.emplace(grey_, cv::Rect({}, grey_.size()), std::pow(kStep, step), inverted);
    return shared.own.emplace(grey_, area, module, inverted);
  }

 private:
  // Modules so alike share a patch; and how many triples get patches of their own before they do.
  static constexpr double kStep = 1.2;
  static constexpr int kAsked = 3;
  // Pixels: of a module in a patch, and of the largest patch, which costs 12 MB and as many milliseconds.
  static constexpr double kPixels = 36;
  static constexpr double kLargest = 3e6;

  struct Shared {
    int asked = 0;
    std::optional<Patch> own;
    std::optional<Patch> whole;
  };
  const cv::Mat& grey_;
  std::map<int, Shared> patches_;  ///< by the step of their module and which way
};

/// How many modules a side may have, the likeliest first: by how far the patterns are from each other and how
/// large they are at both ends.
std::vector<int> likely_sizes(const std::array<FinderFrame, 3>& frames) {
  const auto& [corner, right, below] = frames;
  const double across =
      cv::norm(right.middle - corner.middle) / std::sqrt(cv::norm(corner.across) * cv::norm(right.across));
  const double down =
      cv::norm(below.middle - corner.middle) / std::sqrt(cv::norm(corner.down) * cv::norm(below.down));
  const double mean = (across + down) / 2, size = 7 + mean;
  std::vector<int> likely;
  if (std::abs(across - down) > kSidesReach + kSidesShare * (across + down) / 2) return likely;
  for (int version = 1; version <= 40; ++version) {
    const int each = 17 + 4 * version;
    if (std::abs(each - size) < kSizeReach + kSizeShare * size) likely.push_back(each);
  }
  std::sort(likely.begin(), likely.end(),
            [&](int a, int b) { return std::abs(a - size) < std::abs(b - size); });
  return likely;
}

class Flattening {
 public:
  Flattening(const cv::Mat& grey, const Purse& purse) : grey_(grey), purse_(purse), patches_(grey) {}

  std::vector<Symbol> run(bool some_read) {
    for (const Light& light : kLights) {
      const std::size_t before = reader_.count();
      const cv::Mat binary = in_light(grey_, light);
      for (const bool inverted : {false, true})
        if (!try_triples(inverted ? negative(binary) : binary, light.edges, inverted, some_read))
          return reader_.symbols();
      if ((some_read || before > 0) && reader_.count() == before) break;
    }
    return reader_.symbols();
  }

 private:
  struct Tried {
    Triple triple;
    bool inverted = false;
  };

  /// False when the purse is empty.
  bool try_triples(const cv::Mat& picture, Edges edges, bool inverted, bool some_read) {
    const Purse share(edges == Edges::Sharp ? kShare : kSoftShare);
    auto finders = find_finders(picture, kFinders, edges);
    keep_ringed(finders, picture, edges);
    crowded_ = finders.size() > kCrowd;
    int in_vain = 0;
    for (const Triple& triple : triples_of(finders, kTriples)) {
      if (purse_.empty()) return false;
      if (is_spent(triple) || tried_before(triple, inverted)) continue;
      const std::size_t read = reader_.count();
      try_triple(triple, inverted);
      in_vain = reader_.count() > read ? 0 : in_vain + 1;
      if (in_vain > kInVain && (some_read || read > 0)) break;
      if (in_vain > 0 && share.empty()) break;
    }
    return true;
  }

  bool is_spent(const Triple& triple) const {
    return reader_.spent(triple.corner) || reader_.spent(triple.right) || reader_.spent(triple.down);
  }

  /// The same three need not be looked at twice.
  bool tried_before(const Triple& triple, bool inverted) {
    constexpr double kSame =
        0.7;  // modules: less than from one pattern to another, more than light moves one
    const auto near = [](const Finder& a, const Finder& b) {
      return pixels_between(a.middle, b.middle) < kSame * a.module;
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
    const double module = (triple.corner.module + triple.right.module + triple.down.module) / 3.0;
    const cv::Rect area = area_of(triple, module);
    if (std::min(area.width, area.height) < kLeastArea * module) return;  // the frame cuts it off
    const Patch& patch = patches_.of(area, module, inverted);
    const auto frames = frames_of(patch, triple);
    if (!frames) return;
    const std::initializer_list<Finder> finders{triple.corner, triple.right, triple.down};
    for (const int size : likely_sizes(*frames)) {
      Lattice lattice(patch, size, *frames);
      if (lattice.fit() > kFirstFit && (!crowded_ || lattice.timing() > kTimingFit)) {
        lattice.straighten();
        if (reader_.read(patch, lattice, inverted, finders)) return;
        lattice.knit();
        if (reader_.read(patch, lattice, inverted, finders)) return;
      }
      if (lattice.bend(kFirstFit) && reader_.read(patch, lattice, inverted, finders)) return;
    }
  }

  /// Where all of the symbol may lie.
  cv::Rect area_of(const Triple& triple, double module) const {
    const Point corner = triple.corner.middle, right = triple.right.middle, down = triple.down.middle;
    const Point last{right.x + down.x - corner.x, right.y + down.y - corner.y};
    const cv::Rect2f box(cv::Point2f(std::min({corner.x, right.x, down.x, last.x}),
                                     std::min({corner.y, right.y, down.y, last.y})),
                         cv::Point2f(std::max({corner.x, right.x, down.x, last.x}),
                                     std::max({corner.y, right.y, down.y, last.y})));
    const float margin =
        static_cast<float>(kRimModules * module) + kAslantShare * std::max(box.width, box.height);
    return cv::Rect(cv::Point(cvFloor(box.x - margin), cvFloor(box.y - margin)),
                    cv::Point(cvCeil(box.x + box.width + margin), cvCeil(box.y + box.height + margin))) &
           cv::Rect({}, grey_.size());
  }

  /// The three closely looked at; nothing where they are none.
  static std::optional<std::array<FinderFrame, 3>> frames_of(const Patch& patch, const Triple& triple) {
    const cv::Point2d to_right = patch.here(triple.right.middle) - patch.here(triple.corner.middle),
                      to_down = patch.here(triple.down.middle) - patch.here(triple.corner.middle);
    const Finder* finders[] = {&triple.corner, &triple.right, &triple.down};
    std::array<FinderFrame, 3> frames;
    double fit = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double own = patch.scale() * finders[i]->module;  // the nearest is the largest
      frames[i] = look_closely(patch, {patch.here(finders[i]->middle), to_right * (own / cv::norm(to_right)),
                                       to_down * (own / cv::norm(to_down)), 0});
      fit += frames[i].fit / 3;
      if (frames[i].fit < kEachFinderFit) return std::nullopt;
    }
    if (fit < kFinderFit) return std::nullopt;
    return frames;
  }

  const cv::Mat& grey_;
  const Purse& purse_;
  Patches patches_;
  LatticeReader reader_;
  bool crowded_ = false;
  std::vector<Tried> tried_;
};

}  // namespace

std::vector<Symbol> read_flattened(const cv::Mat& grey, const Purse& purse, bool some_read) {
  return Flattening(grey, purse).run(some_read);
}

}  // namespace usher::scan
