#include "flatten.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "decoder.hpp"
#include "enhance.hpp"
#include "finders.hpp"
#include "lattice.hpp"
#include "mend.hpp"
#include "module_grid.hpp"

namespace usher::scan {
namespace {

constexpr std::size_t kFinders = 200;  // sixty symbols and some chance
constexpr std::size_t kTriples = 300;
// The likely ones come first. Where something was read, so many in a row that are none say that the rest is
// texture.
constexpr int kInVain = 30;

// Of patterns that are known. Random texture reaches 0.35.
constexpr double kFinderFit = 0.4;
constexpr double kFirstFit = 0.3;
constexpr double kFitEnough = 0.5;

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
  auto mended = mend(modules);
  if (!mended) mended = mend(mirrored(modules));
  if (!mended) return std::nullopt;
  const cv::Mat picture = picture_of(mended->print);
  const auto read =
      decode({picture.data, picture.cols, picture.rows, picture.cols}, {.harder = true, .binary = true}).read;
  if (read.empty()) return std::nullopt;
  return read.front().payload;
}

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

class Flattening {
 public:
  Flattening(const cv::Mat& grey, const Purse& purse) : grey_(grey), purse_(purse) {}

  std::vector<Symbol> run(bool some_read) {
    for (const int block : {31, 0, 91}) {
      const std::size_t before = symbols_.size();
      const cv::Mat binary = block == 0 ? global_threshold(grey_) : local_threshold(grey_, block, 3);
      for (const bool inverted : {false, true}) {
        const cv::Mat picture = inverted ? negative(binary) : binary;
        int in_vain = 0;
        auto finders = find_finders(picture, 2 * kFinders);
        keep_ringed(finders, picture);
        for (const Triple& triple : triples_of(finders, kTriples)) {
          if (purse_.empty()) return std::move(symbols_);
          if (spent(triple, inverted)) continue;
          const std::size_t read = symbols_.size();
          try_triple(triple, inverted);
          in_vain = symbols_.size() > read ? 0 : in_vain + 1;
          if (in_vain > kInVain && (some_read || read > 0)) break;
        }
      }
      if ((some_read || before > 0) && symbols_.size() == before) break;
    }
    return std::move(symbols_);
  }

 private:
  struct Tried {
    Triple triple;
    bool inverted = false;
  };

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
    const Patch patch(grey_, area, module, inverted);
    std::array<FinderFrame, 3> frames;
    const std::array<Point, 3> middles{corner.middle, right.middle, down.middle};
    const cv::Point2d to_right = patch.here(right.middle) - patch.here(corner.middle),
                      to_down = patch.here(down.middle) - patch.here(corner.middle);
    double fits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      frames[i] =
          look_closely(patch, {patch.here(middles[i]), to_right * (patch.module() / cv::norm(to_right)),
                               to_down * (patch.module() / cv::norm(to_down)), 0});
      fits += frames[i].fit / 3;
      if (frames[i].fit < 0.25) return;
    }
    if (fits < kFinderFit) return;
    for (const int size : sizes(frames)) {
      Lattice lattice(patch, size, frames);
      if (lattice.fit() < kFirstFit) continue;
      lattice.straighten();
      if (take(patch, lattice, size, inverted, triple)) return;
      lattice.knit();
      if (take(patch, lattice, size, inverted, triple)) return;
    }
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

  bool take(const Patch& patch, const Lattice& lattice, int size, bool inverted, const Triple& triple) {
    if (lattice.fit() < kFitEnough) return false;
    const auto payload = payload_of(soften(lattice.levels(), inverted));
    if (!payload) return false;
    const double n = size;
    symbols_.push_back({*payload,
                        {patch.there(lattice.at(0, 0)), patch.there(lattice.at(n, 0)),
                         patch.there(lattice.at(n, n)), patch.there(lattice.at(0, n))}});
    used_.insert(used_.end(), {triple.corner, triple.right, triple.down});
    return true;
  }

  const cv::Mat& grey_;
  const Purse& purse_;
  std::vector<Tried> tried_;
  std::vector<Finder> used_;
  std::vector<Symbol> symbols_;
};

}  // namespace

std::vector<Symbol> read_flattened(const cv::Mat& grey, const Purse& purse, bool some_read) {
  return Flattening(grey, purse).run(some_read);
}

}  // namespace usher::scan
