#include "lattice.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "climb.hpp"
#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

// A finder pattern that is hardly there still says where it is, roughly: without it the plane has no hold.
constexpr double kLeastTrust = 0.05;

// What is known of a module is worth more than that it is plainly one or the other.
constexpr double kKnown = 2;

// A place weighs what it says, and at least this much: fog fits nothing.
constexpr double kLeastWeight = 0.5;

// In modules: the corner without a finder pattern is seldom farther off than the first, and closer than the
// last the pixels of a patch do not tell. A round that gains less than a thousandth only follows noise.
constexpr double kCornerSteps[] = {1, 0.5, 0.25, 0.125};
constexpr Strides kCornerStrides{.lengths = kCornerSteps, .rounds = 3, .least_growth = 0.001};

// The corner without a finder pattern is the least known and goes first, that before it the best and last.
constexpr std::size_t kCornerOrder[] = {2, 1, 3, 0};

// Modules: less than this an arch and a plane look alike, and the net takes up what there is.
constexpr double kBent = 0.4;

// Of modules that are as often dark as light this much is chance.
constexpr double kTiming = 0.25;

// The last corner is searched for this far and an eighth of the symbol, in steps of half a module: its
// pattern is five across, so that one step can hardly miss it. Per module of twist it must be so much
// plainer.
constexpr double kTwistReach = 2.5, kTwistGap = 0.5, kTwistCost = 0.3;

/// What every symbol of this size has, kept: a lattice is made for each of many guesses.
const std::vector<std::int8_t>& fixed_of(int size) {
  thread_local std::map<int, std::vector<std::int8_t>> known;
  auto& fixed = known[size];
  if (fixed.empty()) fixed = fixed_modules(size);
  return fixed;
}

std::vector<Sighting> sightings_of(const std::array<FinderFrame, 3>& frames, int size) {
  const double far = size - 3.5;
  const cv::Point2d middles[] = {{3.5, 3.5}, {far, 3.5}, {3.5, far}};
  std::vector<Sighting> sightings;
  for (std::size_t i = 0; i < 3; ++i)
    for (const double v : {-3.0, 0.0, 3.0})
      for (const double u : {-3.0, 0.0, 3.0})
        sightings.push_back({middles[i] + cv::Point2d(u, v),
                             frames[i].middle + u * frames[i].across + v * frames[i].down,
                             std::max(kLeastTrust, frames[i].fit)});
  return sightings;
}

}  // namespace

Lattice::Lattice(const Patch& patch, int size, const std::array<FinderFrame, 3>& frames)
    : patch_(patch),
      size_(size),
      fixed_(fixed_of(size)),
      plane_(sightings_of(frames, size), size, std::max(patch.grey().cols, patch.grey().rows)),
      arch_(size, frames) {
  const double n = size;
  corners_ = {plane_.at(0, 0), plane_.at(n, 0), plane_.at(n, n), plane_.at(0, n)};
}

/// What a module's place is worth: how plainly it is one or the other, and where that is known, the right
/// one.
double Lattice::module_clarity(int x, int y, cv::Point2d place) const {
  const double seen = patch_.dark(place);
  const int is = fixed_[static_cast<std::size_t>(y * size_ + x)];
  return is < 0 ? std::abs(seen) : kKnown * (is == 1 ? seen : -seen);
}

double Lattice::clarity(cv::Rect area) const {
  double sum = 0;
  for (int y = std::max(0, area.y); y < std::min(size_, area.br().y); ++y)
    for (int x = std::max(0, area.x); x < std::min(size_, area.br().x); ++x)
      sum += module_clarity(x, y, at(x + 0.5, y + 0.5));
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
      weight += std::max(kLeastWeight, std::abs(seen));
    }
  return speaks / weight;
}

double Lattice::timing() const {
  double speaks = 0, weight = 1e-6;
  for (int i = 8; i < size_ - 8; ++i)
    for (const cv::Point2d place : {cv::Point2d(i + 0.5, 6.5), {6.5, i + 0.5}}) {
      const double seen = patch_.dark(at(place.x, place.y));
      speaks += i % 2 == 0 ? seen : -seen;
      weight += std::max(kLeastWeight, std::abs(seen));
    }
  return speaks / weight;
}

void Lattice::straighten() {
  using Four = std::array<cv::Point2d, 4>;
  const auto moved = [&](Four corners, int move, double length) {
    corners[kCornerOrder[move / 8]] += kEightWays[move % 8] * length * patch_.module();
    return corners;
  };
  climb(corners_, kCornerStrides, 4 * 8, moved, [&](const Four& corners) {
    plane_ = Plane(corners, size_);
    return clarity({0, 0, size_, size_});
  });
  plane_ = Plane(corners_, size_);
}

/// The pattern before the last corner is as good as a finder there; the smallest symbols have none.
double Lattice::last_corner_clarity() const {
  if (size_ == 21) return clarity({8, 8, size_ - 8, size_ - 8});
  return clarity({size_ - 9, size_ - 9, 5, 5});
}

/// Pixels between arch and plane where they are farthest apart, along the sides that the arch is made of.
double Lattice::most_bent() const {
  double bent = 0;
  for (double v = 0; v <= size_; v += size_ / 4.0)
    for (double u = 0; u <= size_; u += size_ / 4.0)
      if (std::min(u, v) < 7) bent = std::max(bent, cv::norm(arch_.at(u, v) - plane_.at(u, v)));
  return bent;
}

bool Lattice::bend(double least) {
  if (most_bent() < kBent * patch_.module()) return false;
  arched_ = true;
  net_ = {};
  if (timing() < kTiming) return false;
  const cv::Point2d twist = best_on_grid(kTwistReach + size_ / 8.0, kTwistGap, [&](cv::Point2d by) {
    arch_.twist(by * patch_.module());
    return last_corner_clarity() - kTwistCost * std::hypot(by.x, by.y);
  });
  arch_.twist(twist * patch_.module());
  if (fit() < least) return false;
  knit();
  return true;
}

cv::Mat Lattice::levels() const {
  // The middle counts twice, the four places around it lie well within the module.
  cv::Mat levels(size_, size_, CV_32F);
  for (int y = 0; y < size_; ++y)
    for (int x = 0; x < size_; ++x) {
      float sum = 2 * patch_.level(at(x + 0.5, y + 0.5));
      for (const double dy : {0.3, 0.7})
        for (const double dx : {0.3, 0.7}) sum += patch_.level(at(x + dx, y + dy));
      levels.at<float>(y, x) = sum / 6;
    }
  return levels;
}

}  // namespace usher::scan
