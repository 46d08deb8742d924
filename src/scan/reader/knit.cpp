// How a lattice's net gives: knots grow from the finder patterns outwards, and settle.

#include <algorithm>
#include <cmath>

#include "climb.hpp"
#include "lattice.hpp"

namespace usher::scan {
namespace {

// Modules between two knots: creases are seldom closer, and a knot hears as many modules as it needs to be
// sure. With more than this along a side of the largest symbols the net costs more than it finds.
constexpr double kKnotGap = 6;
constexpr int kFewestKnots = 3, kMostKnots = 29;

// A knot on the upper or left side hears a timing line, and is surer than one as far away from a finder
// pattern.
constexpr double kTimingLead = 0.3;

// Neighbours in a row show a direction, not a place alone: that counts twice.
constexpr double kFurther = 2;

// A growing knot looks this far around where its neighbours point, in modules: farther it would take the next
// module for its own. What lies a whole module away must be that much plainer.
constexpr double kGrowReach = 0.75, kGrowGap = 0.25, kGrowCost = 0.12;

// The share of the gap to the next knot, each way, in which a growing knot is heard, and at least so many
// modules.
constexpr double kGrowHears = 0.7;
constexpr int kFewestHeard = 3;

// In modules, over the whole net: the second quarter lets knots follow neighbours that moved with the first.
constexpr double kSettleSteps[] = {0.5, 0.25, 0.25, 0.12};

// What a module off the line between its neighbours costs a knot, for each module that it moves.
constexpr double kStrain = 0.06;

}  // namespace

void Lattice::knit() {
  if (net_.empty()) {
    net_ = Net(size_, std::clamp(cvRound((size_ - 7) / kKnotGap) + 1, kFewestKnots, kMostKnots));
    grow();
  }
  for (const double step : kSettleSteps) settle(step);
}

double Lattice::clarity_moved(int x, int y, cv::Point2d by, int reach) const {
  double sum = 0;
  for (int v = std::max(0, y - reach); v < std::min(size_, y + reach + 1); ++v)
    for (int u = std::max(0, x - reach); u < std::min(size_, x + reach + 1); ++u)
      sum += module_clarity(u, v, base(u + 0.5, v + 0.5) + by);
  return sum;
}

cv::Point2d Lattice::where_neighbours_point(int i, int j, const std::vector<bool>& done) const {
  const auto is_done = [&](int u, int v) { return net_.has(u, v) && done[net_.index(u, v)]; };
  cv::Point2d sum;
  double votes = 0;
  for (int v = -1; v <= 1; ++v)
    for (int u = -1; u <= 1; ++u) {
      if ((u == 0 && v == 0) || !is_done(i + u, j + v)) continue;
      const bool further = is_done(i + 2 * u, j + 2 * v);
      const double weight = (further ? kFurther : 1) / std::hypot(u, v);
      const cv::Point2d near = net_.knot(i + u, j + v).moved;
      sum += weight * (further ? 2 * near - net_.knot(i + 2 * u, j + 2 * v).moved : near);
      votes += weight;
    }
  return votes > 0 ? sum / votes : cv::Point2d();
}

/// From the finder patterns outwards: each knot begins where its neighbours point to.
void Lattice::grow() {
  struct Turn {
    double distance;
    std::size_t index;
    int i, j;
  };
  const int last = net_.last();
  std::vector<Turn> order;
  for (int j = 0; j <= last; ++j)
    for (int i = 0; i <= last; ++i) {
      const double to_finder = std::min({std::hypot(i, j), std::hypot(last - i, j), std::hypot(i, last - j)});
      order.push_back({to_finder - (i == 0 || j == 0 ? kTimingLead : 0), net_.index(i, j), i, j});
    }
  std::sort(order.begin(), order.end(), [](const Turn& a, const Turn& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.index < b.index;
  });
  std::vector<bool> done(net_.knots(), false);
  const int reach = std::max(kFewestHeard, static_cast<int>(net_.gap() * kGrowHears));
  for (const Turn& turn : order) {
    Net::Knot& knot = net_.knot(turn.i, turn.j);
    const cv::Point2d start = where_neighbours_point(turn.i, turn.j, done);
    const int x = static_cast<int>(knot.place.x), y = static_cast<int>(knot.place.y);
    const auto moved = [&](cv::Point2d by) { return start + by * patch_.module(); };
    knot.moved = moved(best_on_grid(kGrowReach, kGrowGap, [&](cv::Point2d by) {
      return clarity_moved(x, y, moved(by), reach) * (1 - kGrowCost * (by.x * by.x + by.y * by.y));
    }));
    done[turn.index] = true;
  }
}

/// A net is smooth: a knot away from the line between its neighbours must be worth it.
double Lattice::strain(int i, int j) const {
  const int last = net_.last(), gap = cvCeil(net_.gap());
  double sum = 0;
  const auto bend = [&](cv::Point2d before, cv::Point2d behind) {
    const cv::Point2d off = (net_.knot(i, j).moved - (before + behind) / 2) / patch_.module();
    sum += off.dot(off);
  };
  if (i > 0 && i < last) bend(net_.knot(i - 1, j).moved, net_.knot(i + 1, j).moved);
  if (j > 0 && j < last) bend(net_.knot(i, j - 1).moved, net_.knot(i, j + 1).moved);
  return sum * kStrain * gap * gap;
}

/// Each knot by itself, with its neighbours held.
void Lattice::settle(double step) {
  const int gap = cvCeil(net_.gap()), last = net_.last();
  const auto moved = [&](cv::Point2d place, int way, double length) {
    return place + kFourWays[way] * length * patch_.module();
  };
  for (int j = 0; j <= last; ++j)
    for (int i = 0; i <= last; ++i) {
      Net::Knot& knot = net_.knot(i, j);
      const int x = static_cast<int>(knot.place.x), y = static_cast<int>(knot.place.y);
      const cv::Point from(i == 0 ? 0 : x - gap, j == 0 ? 0 : y - gap),
          to(i == last ? size_ : x + gap + 1, j == last ? size_ : y + gap + 1);
      const cv::Rect heard(from, to);
      cv::Point2d best = knot.moved;
      climb(best, {.lengths = {&step, 1}}, 4, moved, [&](cv::Point2d place) {
        knot.moved = place;
        return clarity(heard) - strain(i, j);
      });
      knot.moved = best;
    }
}

}  // namespace usher::scan
