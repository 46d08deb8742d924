#include "region.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "enhance.hpp"
#include "finders.hpp"
#include "mat_view.hpp"
#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

// Patterns must speak for a symbol before its modules are worth decoding. Random texture reaches 0.42
// (docs/measured.md, Reading).
constexpr double kSearchFit = 0.45;

// With this fit a symbol stands here and nowhere beside.
constexpr double kFitGood = 0.9;

// Longer sides are brought down: a code this large has modules of many pixels.
constexpr int kLongSide = 520;

/// One region at work: its pixels at the scale that suits it, and what was found so far.
class Search {
 public:
  Search(const cv::Mat& frame, cv::Rect area, const Purse& purse) : purse_(purse), area_(area) {
    grey_ = frame(area);
    const int side = std::max(area.width, area.height);
    if (side > kLongSide) {
      scale_ = static_cast<double>(kLongSide) / side;
      cv::resize(grey_, grey_, {}, scale_, scale_, cv::INTER_AREA);
    }
  }

  // Read by each step of 558 door frames (scripts/bench reader's set, seed 3), in the order of reads per
  // millisecond: grey 339, negative 18 (on 1.4 alone), local 62, smooth 12, global 4, soft 44 before it
  // searched for the nearest pass, doubled 5. Unsharp masks and
  // CLAHE won 64 and 35 of 767 missed frames in an earlier measurement, against 106 for the local threshold:
  // not built.
  Findings run() {
    if (decode_on(grey_, 1, false, Step::Grey)) return found_;
    if (!decoder_inverts() && decode_on(negative(grey_), 1, true, Step::Negative)) return found_;
    const cv::Mat fine = local_threshold(grey_, 15, 3);
    if (both_ways(fine, 1, Step::Local)) return found_;
    if (both_ways(smooth_threshold(grey_), 1, Step::Smooth)) return found_;
    if (both_ways(global_threshold(grey_), 1, Step::Global)) return found_;
    if (soft(fine, 1, Step::Soft)) return found_;
    if (std::max(grey_.cols, grey_.rows) > 400) return found_;
    const cv::Mat doubled = doubled_threshold(grey_);
    if (both_ways(doubled, 2, Step::Doubled)) return found_;
    soft(doubled, 2, Step::SoftDoubled);
    return found_;
  }

 private:
  struct Stand {
    Corners corners;  ///< in pixels of grey_
    int size;         ///< 0: not known
    bool inverted;
    int seen;  ///< finders that led here
    bool tried = false;
  };

  Symbol in_frame(Symbol symbol, double scale) const {
    for (Point& corner : symbol.corners) corner = in_frame(corner, scale);
    return symbol;
  }
  Point in_frame(Point p, double scale) const {
    return {static_cast<float>(p.x / scale / scale_ + area_.x),
            static_cast<float>(p.y / scale / scale_ + area_.y)};
  }

  /// True when the search is over: something was read, or there is no more to spend.
  bool decode_on(const cv::Mat& picture, int scale, bool inverted, Step step) {
    if (purse_.empty()) return true;
    found_.last = step;
    const bool binary = step > Step::Negative;
    const Decoded decoded = decode(view_of(picture), {.harder = true, .invert = !binary, .binary = binary});
    for (const Symbol& symbol : decoded.read) found_.read.push_back(in_frame(symbol, scale));
    for (Corners corners : decoded.unread) {
      for (Point& corner : corners)
        corner = {corner.x / static_cast<float>(scale), corner.y / static_cast<float>(scale)};
      stands_.push_back({corners, 0, inverted, 3});
    }
    return !found_.read.empty();
  }

  bool both_ways(const cv::Mat& binary, int scale, Step step) {
    if (decode_on(binary, scale, false, step)) return true;
    propose(binary, scale, false);
    const cv::Mat turned = negative(binary);
    if (decode_on(turned, scale, true, step)) return true;
    propose(turned, scale, true);
    return false;
  }

  void propose(const cv::Mat& binary, int scale, bool inverted) {
    for (Candidate candidate : symbols_at(find_finders(binary), true)) {
      for (Point& corner : candidate.corners)
        corner = {corner.x / static_cast<float>(scale), corner.y / static_cast<float>(scale)};
      stands_.push_back({candidate.corners, candidate.size, inverted, candidate.seen});
    }
  }

  /// Refines each stand not tried yet and hears its modules out: once as they are, once as this black and
  /// white picture shows them.
  bool soft(const cv::Mat& binary, int scale, Step step) {
    found_.last = step;
    // Two finders leave much to suppose; they are heard where three said nothing.
    std::stable_sort(stands_.begin(), stands_.end(),
                     [](const Stand& a, const Stand& b) { return a.seen > b.seen; });
    for (Stand& stand : stands_) {
      if (stand.tried || purse_.empty()) continue;
      stand.tried = true;
      if (stand.seen == 2 && surest() > kFitGood) continue;
      Sheet best;
      double fit = 0;
      for (const int size : {21, 25}) {
        if (stand.size != 0 && stand.size != size) continue;
        Sheet sheet{stand.corners, size, stand.inverted};
        if (fit_of(grey_, sheet) < (stand.seen == 3 ? 0.15 : 0.2)) continue;
        const double refined = refine(calm(sheet), sheet);
        if (refined > fit) fit = refined, best = sheet;
      }
      if (fit < kSearchFit || known_already(best)) continue;
      Suspect suspect{best.corners, fit, soften(sample(grey_, best), stand.inverted)};
      if (!hear_out(suspect, best, binary, scale) && !purse_.empty()) {
        // Where the lens is soft the calmed picture was too soft: its grid is a start only.
        refine(grey_, best);
        Suspect sharper{best.corners, fit, soften(sample(grey_, best), stand.inverted)};
        if (hear_out(sharper, best, binary, scale)) suspect = std::move(sharper);
      }
      for (Point& corner : suspect.corners) corner = in_frame(corner, 1);
      found_.suspects.push_back(std::move(suspect));
    }
    return purse_.empty();
  }

  /// What a sheet says to looks that can witness for each other: grey and black-and-white, or rows that share
  /// no pixels. True when it said anything.
  bool hear_out(const Suspect& suspect, const Sheet& sheet, const cv::Mat& binary, int scale) {
    const auto whole = read_soft(suspect.modules);
    if (!whole) return false;
    testify(*whole, sheet, 0);
    Sheet scaled = sheet;
    for (Point& corner : scaled.corners)
      corner = {corner.x * static_cast<float>(scale), corner.y * static_cast<float>(scale)};
    if (const auto other = read_soft(soften(sample(binary, scaled), sheet.inverted))) {
      testify(*other, sheet, 1);
      return true;
    }
    const auto even = read_soft(soften(sample_rows(grey_, 0, sheet), sheet.inverted));
    if (!even) return true;
    const auto odd = read_soft(soften(sample_rows(grey_, 1, sheet), sheet.inverted));
    if (!odd || odd->payload != even->payload) return true;
    testify(*even, sheet, 2);
    testify(*odd, sheet, 3);
    return true;
  }

  void testify(const SoftPass& pass, const Sheet& sheet, int view) {
    found_.doubtful.push_back({in_frame({pass.payload, sheet.corners}, 1), view, pass.agreement, pass.spare});
  }

  /// The picture with its noise smoothed as far as modules of this size allow: the grid is found by it, and
  /// noise does not drag it about.
  const cv::Mat& calm(const Sheet& sheet) {
    const auto& c = sheet.corners;
    const double module = std::hypot(c[1].x - c[0].x, c[1].y - c[0].y) / static_cast<float>(sheet.size);
    // In steps of a half: many stands share a few pictures.
    const int step = std::clamp(static_cast<int>(std::lround(std::log(module) / std::log(1.5))), 0, 7);
    cv::Mat& picture = calm_[static_cast<std::size_t>(step)];
    if (picture.empty()) cv::GaussianBlur(grey_, picture, {}, std::max(0.3, 0.25 * std::pow(1.5, step)));
    return picture;
  }

  double surest() const {
    double fit = 0;
    for (const Suspect& suspect : found_.suspects) fit = std::max(fit, suspect.fit);
    return fit;
  }

  /// Several finders' sums lead to the same symbol.
  bool known_already(const Sheet& sheet) const {
    return std::any_of(found_.suspects.begin(), found_.suspects.end(), [&](const Suspect& suspect) {
      const Point first = in_frame(sheet.corners[0], 1), third = in_frame(sheet.corners[2], 1);
      const auto near = [](Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y) < 3; };
      return suspect.modules.size == sheet.size && near(first, suspect.corners[0]) &&
             near(third, suspect.corners[2]);
    });
  }

  const Purse& purse_;
  cv::Rect area_;
  cv::Mat grey_;
  std::array<cv::Mat, 8> calm_;  ///< for modules of 1, 1.5, 2.25 … pixels
  double scale_ = 1;
  std::vector<Stand> stands_;
  Findings found_;
};

}  // namespace

Findings search(const cv::Mat& frame, cv::Rect area, const Purse& purse) {
  return Search(frame, area, purse).run();
}

}  // namespace usher::scan
