#include "photograph.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "enhance.hpp"
#include "flatten.hpp"
#include "locate.hpp"
#include "mat_view.hpp"
#include "region.hpp"
#include "scan/symbol/decoder.hpp"
#include "witness.hpp"

namespace usher::scan {
namespace {

constexpr DecodeOptions kAll{.harder = true, .rotate = true, .invert = true, .downscale = true};

// A page of text is full of edges; what is no code among its parts should not cost minutes.
constexpr int kParts = 24;
constexpr int kStubbornParts = 6;

// A purse holds five times as much.
constexpr milliseconds kRest{200};

// Larger pictures are read as they are, and smaller; enlarging is for small ones.
constexpr int kLongest = 2000;
constexpr int kShortest = 60;

// From here on a picture is looked at small first: of pictures of 8 megapixels filled by one code each takes
// 0.06 s instead of 4 s.
constexpr double kLookedAtSmall = 1500;
constexpr double kFilled = 0.2;

void place(std::vector<Symbol>& symbols, double scale, cv::Point offset) {
  for (Symbol& symbol : symbols)
    for (Point& corner : symbol.corners)
      corner = {static_cast<float>(corner.x / scale + offset.x),
                static_cast<float>(corner.y / scale + offset.y)};
}

std::vector<Symbol> decode_both_ways(const cv::Mat& picture) {
  std::vector<Symbol> read = decode(view_of(picture), kAll).read;
  if (!decoder_inverts()) {
    const std::vector<Symbol> inverted = decode(view_of(negative(picture)), kAll).read;
    read.insert(read.end(), inverted.begin(), inverted.end());
  }
  return read;
}

cv::Mat sized(const cv::Mat& grey, double scale) {
  if (scale == 1) return grey;
  cv::Mat other;
  cv::resize(grey, other, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return other;
}

/// A picture in other lights and other sizes, until one shows something.
std::vector<Symbol> read_exhaustively(const cv::Mat& grey, const Purse& purse) {
  const bool large = std::max(grey.cols, grey.rows) > kLookedAtSmall;
  for (const double scale :
       large ? std::array{0.33, 0.5, 0.2, 1.0, 2.0} : std::array{1.0, 0.5, 2.0, 0.33, 4.0}) {
    const double side = scale * std::max(grey.cols, grey.rows);
    if (scale != 1 && (side < kShortest || side > (scale < 4 ? kLongest : 1000))) continue;
    const cv::Mat picture = sized(grey, scale);
    cv::Mat smooth, margin;
    cv::GaussianBlur(picture, smooth, {}, 1.2);
    // Cut out to the last module, it has no light around it.
    cv::copyMakeBorder(picture, margin, 12, 12, 12, 12, cv::BORDER_CONSTANT, cv::Scalar(255));
    const cv::Mat tries[] = {picture,
                             smooth,
                             stretched(picture),
                             local_threshold(picture, 15, 3),
                             local_threshold(smooth, 31, 2),
                             local_threshold(smooth, 61, 3),
                             local_threshold(smooth, 121, 3),
                             global_threshold(smooth)};
    for (const cv::Mat& each : tries) {
      if (purse.empty()) return {};
      if (auto read = decode_both_ways(each); !read.empty()) return place(read, scale, {}), read;
    }
    if (auto read = decode_both_ways(margin); !read.empty()) return place(read, scale, {-12, -12}), read;
    if (auto read = read_flattened(smooth, purse, false); !read.empty()) return place(read, scale, {}), read;
  }
  return {};
}

/// What is read of one picture so far, and what of it is left to read.
class Photograph {
 public:
  Photograph(const cv::Mat& grey, const Purse& purse, Want want)
      : purse_(purse), want_(want), left_(grey.clone()) {}

  std::vector<Symbol> read() {
    // A code close up is as plain in a small picture, at a tenth of the work.
    for (double scale = first_scale(); scale < 1 && !filled(); scale *= 2)
      take(decode_both_ways(sized(left_, scale)), scale, {});
    // As the decoder would by itself; what it read is covered, and does not stand in the way of the others.
    while (take(decode_both_ways(left_), 1, {}) && !purse_.empty()) {
    }
    if (filled()) return std::move(symbols_);
    for (const double scale : {0.5, 0.25})
      if (scale < first_scale() && scale * longest() > 300 && !purse_.empty())
        take(decode_both_ways(sized(left_, scale)), scale, {});
    if (filled() || (want_ == Want::One && !symbols_.empty())) return std::move(symbols_);

    // All that show their three finder patterns, however bent or spoilt they are between them.
    // Where one was read, a size in which nothing more is found is the last: most pictures have one code.
    const double first = first_scale();
    const bool from_small = first < 1 && symbols_.empty();
    bool by_two_tried = false;
    for (const double scale : from_small ? std::array{first, 2 * first, 0.5 * first, 4 * first}
                                         : std::array{1.0, 0.5, 2.0, 0.25}) {
      const double side = scale * longest();
      const bool fits = scale < 1 ? side > 200 : scale == 1 || (scale < 4 && side < kLongest);
      if (!fits || purse_.empty()) continue;
      const bool some_read = !symbols_.empty();
      if (side > kLookedAtSmall && !std::exchange(by_two_tried, true)) read_by_two_finders();
      if (!take(read_flattened(sized(left_, scale), purse_, some_read), scale, {}) && some_read) break;
      if (filled()) return std::move(symbols_);
    }
    if (!by_two_tried) read_by_two_finders();

    // Several codes together look like one part to the search; all are read at once where light is the
    // trouble.
    if (!symbols_.empty() && !parts(1).empty())
      for (const int block : {15, 41})
        if (!purse_.empty()) take(decode_both_ways(local_threshold(left_, block, 3)), 1, {});

    read_parts();

    if (symbols_.empty()) take(read_exhaustively(left_, purse_), 1, {});
    return std::move(symbols_);
  }

 private:
  double longest() const { return std::max(left_.cols, left_.rows); }

  /// Halved until it is no larger than what most cameras show.
  double first_scale() const {
    double scale = 1;
    while (scale * longest() > kLookedAtSmall) scale /= 2;
    return scale;
  }

  /// Whether one that was read is so large that there is hardly room for another of its kind.
  bool filled() const {
    return std::any_of(symbols_.begin(), symbols_.end(), [&](const Symbol& symbol) {
      std::vector<cv::Point2f> outline;
      for (const Point& corner : symbol.corners) outline.emplace_back(corner.x, corner.y);
      return cv::contourArea(outline) > kFilled * static_cast<double>(left_.total());
    });
  }

  std::vector<cv::Rect> parts(int most) const {
    cv::Mat half;
    cv::resize(left_, half, {std::max(1, left_.cols / 2), std::max(1, left_.rows / 2)}, 0, 0, cv::INTER_AREA);
    std::vector<cv::Rect> areas = code_like(half, most, true);
    for (cv::Rect& area : areas) area &= cv::Rect(0, 0, left_.cols, left_.rows);
    return areas;
  }

  void read_by_two_finders() {
    for (const double scale : {1.0, 0.5, 0.25})
      if (symbols_.empty() && scale * longest() < kLookedAtSmall && scale * longest() > 400)
        take(read_by_two(sized(left_, scale), purse_), scale, {});
  }

  /// What looks like a code and was not read: first as the station would look at it, then more stubbornly.
  void read_parts() {
    Witnesses witnesses;
    std::vector<cv::Rect> unread;
    // Where something was read already, the rest is looked at, not laboured at.
    const bool some_read = !symbols_.empty();
    const Purse remainder(some_read ? kRest : milliseconds{0});
    for (const cv::Rect& area : parts(kParts)) {
      if (purse_.empty() || remainder.empty()) return;
      const Findings findings = search(left_, area, some_read ? remainder : purse_);
      const bool any = take(findings.read, 1, {});
      if (!take(witnesses.hear(findings.doubtful, 1), 1, {}) && !any) unread.push_back(area);
    }
    if (unread.size() > kStubbornParts) unread.resize(kStubbornParts);
    for (const cv::Rect& area : unread) {
      if (purse_.empty() || remainder.empty()) return;
      // The whole picture has its turn below.
      if (symbols_.empty() && 2 * area.area() > left_.cols * left_.rows) continue;
      take(read_exhaustively(left_(area), some_read ? remainder : purse_), 1, area.tl());
    }
  }

  /// Keeps what is new, and covers it in what is left. True when anything was.
  bool take(std::vector<Symbol> read, double scale, cv::Point offset) {
    place(read, scale, offset);
    bool any = false;
    for (const Symbol& symbol : read) {
      if (known(symbol)) continue;
      any = true;
      symbols_.push_back(symbol);
      cover(symbol);
    }
    return any;
  }

  bool known(const Symbol& symbol) const {
    const auto& c = symbol.corners;
    return std::any_of(symbols_.begin(), symbols_.end(), [&](const Symbol& other) {
      const auto& o = other.corners;
      const float side = std::hypot(o[2].x - o[0].x, o[2].y - o[0].y);
      const float apart =
          std::hypot(c[0].x + c[2].x - o[0].x - o[2].x, c[0].y + c[2].y - o[0].y - o[2].y) / 2;
      return symbol.payload == other.payload && apart < side / 3;
    });
  }

  void cover(const Symbol& symbol) {
    std::vector<cv::Point> outline;
    const auto& c = symbol.corners;
    const Point middle{(c[0].x + c[1].x + c[2].x + c[3].x) / 4, (c[0].y + c[1].y + c[2].y + c[3].y) / 4};
    for (const Point& corner : c)
      outline.emplace_back(cvRound(middle.x + 1.06f * (corner.x - middle.x)),
                           cvRound(middle.y + 1.06f * (corner.y - middle.y)));
    const cv::Rect box = cv::boundingRect(outline) & cv::Rect(0, 0, left_.cols, left_.rows);
    if (box.empty()) return;
    cv::fillConvexPoly(left_, outline, cv::mean(left_(box)));
  }

  const Purse& purse_;
  const Want want_;
  cv::Mat left_;
  std::vector<Symbol> symbols_;
};

}  // namespace

std::vector<Symbol> read_photograph(const cv::Mat& grey, const Purse& purse, Want want) {
  return Photograph(grey, purse, want).read();
}

}  // namespace usher::scan
