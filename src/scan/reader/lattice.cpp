#include "lattice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <opencv2/imgproc.hpp>

#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

// Pixels a module has in a patch: enough to tell where it ends, and no more to look at than needed.
constexpr double kModule = 6;

// Of modules that are as often dark as light this much is chance.
constexpr double kTiming = 0.25;

template <class Level>
float between(const cv::Mat& picture, double x, double y) {
  // A net gone astray may ask for places at infinity, or for none at all.
  const auto inside = [](double at, int count) { return at > 0 ? std::min(at, count - 1.001) : 0.0; };
  x = inside(x - 0.5, picture.cols), y = inside(y - 0.5, picture.rows);
  const int left = static_cast<int>(x), top = static_cast<int>(y);
  const float fx = static_cast<float>(x - left), fy = static_cast<float>(y - top);
  const Level* upper = picture.ptr<Level>(top) + left;
  const Level* lower = picture.ptr<Level>(top + 1) + left;
  return (static_cast<float>(upper[0]) * (1 - fx) + static_cast<float>(upper[1]) * fx) * (1 - fy) +
         (static_cast<float>(lower[0]) * (1 - fx) + static_cast<float>(lower[1]) * fx) * fy;
}

const std::vector<std::int8_t>& fixed_of(int size) {
  thread_local std::map<int, std::vector<std::int8_t>> known;
  auto& fixed = known[size];
  if (fixed.empty()) fixed = fixed_modules(size);
  return fixed;
}

/// A finder pattern and the light rim around it, by rings from its middle.
double pattern_fit(const Patch& patch, const FinderFrame& frame) {
  double speaks = 0, weight = 1e-6;
  for (int v = -4; v <= 4; ++v)
    for (int u = -4; u <= 4; ++u) {
      const int ring = std::max(std::abs(u), std::abs(v));
      const double seen = patch.dark(frame.middle + u * frame.across + v * frame.down);
      const double trust = ring == 4 ? 0.5 : 1;
      speaks += trust * (ring == 2 || ring == 4 ? -seen : seen);
      weight += trust * std::max(0.7, std::abs(seen));
    }
  return speaks / weight;
}

}  // namespace

Patch::Patch(const cv::Mat& grey, cv::Rect area, double module, bool inverted)
    : area_(area), module_(module) {
  grey_ = grey(area);
  if (module > 1.3 * kModule || module < 0.6 * kModule) {
    scale_ = kModule / module;
    cv::resize(grey_, grey_, {}, scale_, scale_, scale_ < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    scale_ = static_cast<double>(grey_.cols) / area.width;
    module_ = module * scale_;
  }
  cv::Mat level, mean, squares;
  grey_.convertTo(level, CV_32F);
  const int around = 2 * cvRound(4.5 * module_) + 1;
  cv::boxFilter(level, mean, CV_32F, {around, around});
  cv::sqrBoxFilter(level, squares, CV_32F, {around, around});
  cv::Mat spread = squares - mean.mul(mean);
  cv::sqrt(cv::max(spread, 9.0), spread);  // below three levels it is noise
  dark_ = (mean - level) / spread;
  if (inverted) dark_ = -dark_;
  dark_ = cv::min(cv::max(dark_, -1.5), 1.5);
  const int within = std::max(1, 2 * static_cast<int>(0.3 * module_) + 1);
  cv::blur(dark_, dark_, {within, within});
}

float Patch::dark(cv::Point2d p) const {
  return between<float>(dark_, p.x, p.y);
}

FinderFrame look_closely(const Patch& patch, FinderFrame start) {
  FinderFrame frame = start;
  frame.fit = pattern_fit(patch, frame);
  // Aslant its sides are not alike, and which is the shorter the runs of a row do not tell.
  for (const double across : {0.5, 0.63, 0.8, 1.0, 1.25, 1.6})
    for (const double down : {0.5, 0.63, 0.8, 1.0, 1.25, 1.6}) {
      FinderFrame other{start.middle, across * start.across, down * start.down, 0};
      other.fit = pattern_fit(patch, other);
      if (other.fit > frame.fit) frame = other;
    }
  const double module = std::max(cv::norm(frame.across), cv::norm(frame.down));
  for (double step = 0.8; step > 0.04; step /= 2)
    for (int round = 0; round < 2; ++round) {
      const double before = frame.fit;
      for (int which = 0; which < 3; ++which)
        for (const cv::Point2d& way : {cv::Point2d(1, 0), {-1, 0}, {0, 1}, {0, -1}}) {
          FinderFrame moved = frame;
          // At the rim, four modules out, both kinds of step move as far.
          (which == 0   ? moved.middle
           : which == 1 ? moved.across
                        : moved.down) += way * step * module * (which == 0 ? 1 : 0.25);
          moved.fit = pattern_fit(patch, moved);
          if (moved.fit > frame.fit) frame = moved;
        }
      if (frame.fit - before < 0.002) break;
    }
  return frame;
}

Lattice::Lattice(const Patch& patch, int size, const std::array<FinderFrame, 3>& frames)
    : patch_(patch), size_(size), fixed_(fixed_of(size)), frames_(frames) {
  std::vector<cv::Point2d> from, to;
  std::vector<double> weights;
  const double far = size - 3.5;
  const cv::Point2d middles[] = {{3.5, 3.5}, {far, 3.5}, {3.5, far}};
  for (std::size_t i = 0; i < 3; ++i)
    for (const double v : {-3.0, 0.0, 3.0})
      for (const double u : {-3.0, 0.0, 3.0}) {
        from.push_back(middles[i] + cv::Point2d(u, v));
        to.push_back(frames[i].middle + u * frames[i].across + v * frames[i].down);
        weights.push_back(std::max(0.05, frames[i].fit));
      }
  set_plane(from, to, weights);
  const double n = size;
  corners_ = {on_plane(0, 0), on_plane(n, 0), on_plane(n, n), on_plane(0, n)};
}

void Lattice::set_plane(const std::vector<cv::Point2d>& from, const std::vector<cv::Point2d>& to,
                        const std::vector<double>& weights) {
  // Scaled to about one, or the squares of hundreds drown the rest.
  const double n = size_, s = 1.0 / std::max(patch_.grey().cols, patch_.grey().rows);
  cv::Mat rows(static_cast<int>(2 * from.size()), 8, CV_64F),
      right(static_cast<int>(2 * from.size()), 1, CV_64F), h;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double x = from[i].x / n, y = from[i].y / n, u = to[i].x * s, v = to[i].y * s, w = weights[i];
    const double a[] = {x, y, 1, 0, 0, 0, -u * x, -u * y}, b[] = {0, 0, 0, x, y, 1, -v * x, -v * y};
    for (int k = 0; k < 8; ++k)
      rows.at<double>(static_cast<int>(2 * i), k) = w * a[k],
                                               rows.at<double>(static_cast<int>(2 * i + 1), k) = w * b[k];
    right.at<double>(static_cast<int>(2 * i)) = w * u, right.at<double>(static_cast<int>(2 * i + 1)) = w * v;
  }
  cv::solve(rows, right, h, cv::DECOMP_SVD);
  const auto at = [&](int i) { return h.at<double>(i); };
  plane_ = cv::Matx33d(at(0) / n / s, at(1) / n / s, at(2) / s, at(3) / n / s, at(4) / n / s, at(5) / s,
                       at(6) / n, at(7) / n, 1);
}

void Lattice::set_plane_by_corners() {
  const float n = static_cast<float>(size_);
  const cv::Point2f from[] = {{0, 0}, {n, 0}, {n, n}, {0, n}};
  cv::Point2f to[4];
  for (int i = 0; i < 4; ++i) to[i] = corners_[static_cast<std::size_t>(i)];
  plane_ = cv::Matx33d(cv::Mat(cv::getPerspectiveTransform(from, to)));
}

cv::Point2d Lattice::on_plane(double x, double y) const {
  const double w = plane_(2, 0) * x + plane_(2, 1) * y + plane_(2, 2);
  return {(plane_(0, 0) * x + plane_(0, 1) * y + plane_(0, 2)) / w,
          (plane_(1, 0) * x + plane_(1, 1) * y + plane_(1, 2)) / w};
}

cv::Point2d Lattice::at(double x, double y) const {
  const cv::Point2d flat = base(x, y);
  if (across_ == 0) return flat;
  const double gap = static_cast<double>(size_ - 7) / (across_ - 1);
  const double u = std::clamp((x - 3.5) / gap, -0.6, across_ - 0.4),
               v = std::clamp((y - 3.5) / gap, -0.6, across_ - 0.4);
  const int i = std::clamp(static_cast<int>(u), 0, across_ - 2),
            j = std::clamp(static_cast<int>(v), 0, across_ - 2);
  const double fu = u - i, fv = v - j;
  return flat + (knot(i, j).moved * (1 - fu) + knot(i + 1, j).moved * fu) * (1 - fv) +
         (knot(i, j + 1).moved * (1 - fu) + knot(i + 1, j + 1).moved * fu) * fv;
}

/// What a module's place is worth: how plainly it is one or the other, and where that is known, the right
/// one.
double Lattice::module_clarity(int x, int y, cv::Point2d place) const {
  const double seen = patch_.dark(place);
  const int is = fixed_[static_cast<std::size_t>(y * size_ + x)];
  return is < 0 ? std::abs(seen) : 2 * (is == 1 ? seen : -seen);
}

double Lattice::clarity(int left, int top, int right, int bottom) const {
  double sum = 0;
  for (int y = std::max(0, top); y < std::min(size_, bottom); ++y)
    for (int x = std::max(0, left); x < std::min(size_, right); ++x)
      sum += module_clarity(x, y, at(x + 0.5, y + 0.5));
  return sum;
}

double Lattice::clarity_moved(int x, int y, cv::Point2d by, int reach) const {
  double sum = 0;
  for (int v = std::max(0, y - reach); v < std::min(size_, y + reach + 1); ++v)
    for (int u = std::max(0, x - reach); u < std::min(size_, x + reach + 1); ++u)
      sum += module_clarity(u, v, base(u + 0.5, v + 0.5) + by);
  return sum;
}

double Lattice::fit() const {
  double speaks = 0, weight = 1e-6;
  for (int y = 0; y < size_; ++y)
    for (int x = 0; x < size_; ++x) {
      const int is = fixed_[static_cast<std::size_t>(y * size_ + x)];
      if (is < 0) continue;
      const double seen = patch_.dark(at(x + 0.5, y + 0.5));
      speaks += is == 1 ? seen : -seen;
      weight += std::max(0.5, std::abs(seen));
    }
  return speaks / weight;
}

double Lattice::timing() const {
  double speaks = 0, weight = 1e-6;
  for (int i = 8; i < size_ - 8; ++i)
    for (const cv::Point2d place : {cv::Point2d(i + 0.5, 6.5), {6.5, i + 0.5}}) {
      const double seen = patch_.dark(at(place.x, place.y));
      speaks += i % 2 == 0 ? seen : -seen;
      weight += std::max(0.5, std::abs(seen));
    }
  return speaks / weight;
}

void Lattice::straighten() {
  double best = clarity(0, 0, size_, size_);
  const double module = patch_.module();
  // The corner without a finder pattern is the least known: it is looked for farther.
  for (double step = 1; step > 0.1; step /= 2)
    for (int round = 0; round < 3; ++round) {
      const double before = best;
      for (const std::size_t which : {2u, 1u, 3u, 0u})
        for (const cv::Point2d& way : {cv::Point2d(1, 0),
                                       {-1, 0},
                                       {0, 1},
                                       {0, -1},
                                       {0.7, 0.7},
                                       {-0.7, -0.7},
                                       {0.7, -0.7},
                                       {-0.7, 0.7}}) {
          const cv::Point2d was = corners_[which];
          corners_[which] += way * step * module;
          set_plane_by_corners();
          const double now = clarity(0, 0, size_, size_);
          if (now > best)
            best = now;
          else
            corners_[which] = was;
        }
      if (best - before < 0.001 * best) break;
    }
  set_plane_by_corners();
}

void Lattice::make_knots(int across) {
  std::vector<Knot> made;
  const double gap = static_cast<double>(size_ - 7) / (across - 1);
  for (int j = 0; j < across; ++j)
    for (int i = 0; i < across; ++i) {
      const cv::Point2d place(3.5 + i * gap, 3.5 + j * gap);
      made.push_back({place, at(place.x, place.y) - base(place.x, place.y)});
    }
  knots_ = std::move(made);
  across_ = across;
}

/// From the finder patterns outwards: each knot begins where its neighbours point to.
void Lattice::grow() {
  const int last = across_ - 1;
  std::vector<std::pair<double, int>> order;
  for (int j = 0; j <= last; ++j)
    for (int i = 0; i <= last; ++i) {
      // Along the timing lines first, and from finder patterns on.
      const double to_finder = std::min({std::hypot(i, j), std::hypot(last - i, j), std::hypot(i, last - j)});
      order.emplace_back(to_finder - (i == 0 || j == 0 ? 0.3 : 0), j * across_ + i);
    }
  std::sort(order.begin(), order.end());
  std::vector<bool> done(knots_.size(), false);
  const int reach = std::max(3, static_cast<int>((size_ - 7.0) / last * 0.7));
  for (const auto& [distance, index] : order) {
    const int i = index % across_, j = index / across_;
    cv::Point2d sum;
    double votes = 0;
    const auto is_done = [&](int u, int v) {
      return u >= 0 && v >= 0 && u <= last && v <= last && done[static_cast<std::size_t>(v * across_ + u)];
    };
    for (int v = -1; v <= 1; ++v)
      for (int u = -1; u <= 1; ++u) {
        if ((u == 0 && v == 0) || !is_done(i + u, j + v)) continue;
        const bool further = is_done(i + 2 * u, j + 2 * v);
        const double weight = (further ? 2 : 1) / std::hypot(u, v);
        const cv::Point2d near = knot(i + u, j + v).moved;
        sum += weight * (further ? 2 * near - knot(i + 2 * u, j + 2 * v).moved : near);
        votes += weight;
      }
    cv::Point2d start = votes > 0 ? sum / votes : knots_[static_cast<std::size_t>(index)].moved, best = start;
    double most = -1e9;
    const int x = static_cast<int>(knot(i, j).place.x), y = static_cast<int>(knot(i, j).place.y);
    for (double v = -0.75; v <= 0.76; v += 0.25)
      for (double u = -0.75; u <= 0.76; u += 0.25) {
        const cv::Point2d by = start + cv::Point2d(u, v) * patch_.module();
        const double now = clarity_moved(x, y, by, reach) * (1 - 0.12 * (u * u + v * v));
        if (now > most) most = now, best = by;
      }
    knots_[static_cast<std::size_t>(index)].moved = best;
    done[static_cast<std::size_t>(index)] = true;
  }
}

/// Each knot by itself, with its neighbours held.
void Lattice::settle(double step) {
  const int gap = cvCeil((size_ - 7.0) / (across_ - 1)), last = across_ - 1;
  for (int j = 0; j <= last; ++j)
    for (int i = 0; i <= last; ++i) {
      Knot& here = knot(i, j);
      const int x = static_cast<int>(here.place.x), y = static_cast<int>(here.place.y);
      // A net is smooth: a knot away from the line between its neighbours must be worth it.
      const auto strain = [&] {
        double sum = 0;
        const auto bend = [&](cv::Point2d a, cv::Point2d b) {
          const cv::Point2d off = (here.moved - (a + b) / 2) / patch_.module();
          sum += off.dot(off);
        };
        if (i > 0 && i < last) bend(knot(i - 1, j).moved, knot(i + 1, j).moved);
        if (j > 0 && j < last) bend(knot(i, j - 1).moved, knot(i, j + 1).moved);
        return sum * 0.06 * gap * gap;
      };
      const auto worth = [&] {
        return clarity(i == 0 ? 0 : x - gap, j == 0 ? 0 : y - gap, i == last ? size_ : x + gap + 1,
                       j == last ? size_ : y + gap + 1) -
               strain();
      };
      double best = worth();
      for (const cv::Point2d& way : {cv::Point2d(1, 0), {-1, 0}, {0, 1}, {0, -1}}) {
        const cv::Point2d was = here.moved;
        here.moved += way * step * patch_.module();
        const double now = worth();
        if (now > best)
          best = now;
        else
          here.moved = was;
      }
    }
}

/// On a bent sheet each finder pattern leans its own way: the sides between them are the smoothest lines that
/// leave one as it leans and meet the other as that does.
cv::Point2d Lattice::on_arch(double x, double y) const {
  const double far = size_ - 7, u = (x - 3.5) / far, v = (y - 3.5) / far;
  const auto side = [far](double t, const FinderFrame& from, cv::Point2d leaves, const FinderFrame& to,
                          cv::Point2d meets) {
    const double s = 1 - t;
    return (1 + 2 * t) * s * s * from.middle + t * s * s * far * leaves + t * t * (3 - 2 * t) * to.middle -
           t * t * s * far * meets;
  };
  const auto& [corner, right, below] = frames_;
  const cv::Point2d lean = far / 2 * (right.down - corner.down + below.across - corner.across);
  return side(u, corner, corner.across, right, right.across) +
         side(v, corner, corner.down, below, below.down) - corner.middle + u * v * (lean + twist_);
}

/// The pattern before the last corner is as good as a finder there; the smallest symbols have none.
double Lattice::last_corner_clarity() const {
  if (size_ == 21) return clarity(8, 8, size_, size_);
  double sum = 0;
  for (int y = size_ - 9; y < size_ - 4; ++y)
    for (int x = size_ - 9; x < size_ - 4; ++x) sum += module_clarity(x, y, at(x + 0.5, y + 0.5));
  return sum;
}

bool Lattice::bend(double least) {
  double bent = 0;
  for (double v = 0; v <= size_; v += size_ / 4.0)
    for (double u = 0; u <= size_; u += size_ / 4.0)
      if (std::min(u, v) < 7) bent = std::max(bent, cv::norm(on_arch(u, v) - on_plane(u, v)));
  if (bent < 0.4 * patch_.module()) return false;
  arched_ = true, across_ = 0;
  if (timing() < kTiming) return false;
  double most = -1e9;
  cv::Point2d best;
  const double far = 2.5 + size_ / 8.0;
  for (double v = -far; v <= far; v += 0.5)
    for (double u = -far; u <= far; u += 0.5) {
      twist_ = cv::Point2d(u, v) * patch_.module();
      const double now = last_corner_clarity() - 0.3 * std::hypot(u, v);
      if (now > most) most = now, best = twist_;
    }
  twist_ = best;
  if (fit() < least) return false;
  knit();
  return true;
}

void Lattice::knit() {
  const int fine = std::clamp(cvRound((size_ - 7) / 6.0) + 1, 3, 29);
  if (across_ == 0) make_knots(fine), grow();
  for (const double step : {0.5, 0.25, 0.25, 0.12}) settle(step);
}

cv::Mat Lattice::levels() const {
  cv::Mat levels(size_, size_, CV_32F);
  for (int y = 0; y < size_; ++y)
    for (int x = 0; x < size_; ++x) {
      const cv::Point2d middle = at(x + 0.5, y + 0.5);
      float sum = 2 * between<std::uint8_t>(patch_.grey(), middle.x, middle.y);
      for (const double dy : {0.3, 0.7})
        for (const double dx : {0.3, 0.7}) {
          const cv::Point2d p = at(x + dx, y + dy);
          sum += between<std::uint8_t>(patch_.grey(), p.x, p.y);
        }
      levels.at<float>(y, x) = sum / 6;
    }
  return levels;
}

}  // namespace usher::scan
