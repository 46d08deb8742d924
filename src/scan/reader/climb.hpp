#pragma once

#include <opencv2/core.hpp>
#include <span>

// Looking for the best place by trying: a step at a time, or all over a grid.
namespace usher::scan {

/// How a climb goes about it.
struct Strides {
  std::span<const double> lengths;  ///< of its steps, one after the other, the longest first
  int rounds = 1;                   ///< of all moves with each length, at most
  double least_gain = 0;            ///< a round that gained less was the last of its length;
  double least_growth = 0;          ///< the same as a share of what is reached
};

/// Makes each move that is worth more than staying, and returns what the place reached is worth. There are
/// `moves` ways to go; `moved(place, move, length)` is where one leads, `worth(place)` what a place is worth.
template <class Place, class Moved, class Worth>
double climb(Place& place, const Strides& strides, int moves, const Moved& moved, const Worth& worth) {
  double most = worth(place);
  for (const double length : strides.lengths)
    for (int round = 0; round < strides.rounds; ++round) {
      const double before = most;
      for (int move = 0; move < moves; ++move) {
        const Place other = moved(place, move, length);
        const double now = worth(other);
        if (now > most) {
          most = now;
          place = other;
        }
      }
      if (most - before < strides.least_gain + strides.least_growth * most) break;
    }
  return most;
}

/// Of a square grid around nothing the place that is worth most, the first of several.
template <class Worth>
cv::Point2d best_on_grid(double reach, double gap, const Worth& worth) {
  cv::Point2d best;
  double most = -1e9;
  for (double y = -reach; y <= reach; y += gap)
    for (double x = -reach; x <= reach; x += gap) {
      const double now = worth(cv::Point2d(x, y));
      if (now > most) {
        most = now;
        best = {x, y};
      }
    }
  return best;
}

/// The ways of a climb in a picture.
inline const cv::Point2d kFourWays[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
inline const cv::Point2d kEightWays[] = {{1, 0},     {-1, 0},      {0, 1},      {0, -1},
                                         {0.7, 0.7}, {-0.7, -0.7}, {0.7, -0.7}, {-0.7, 0.7}};

}  // namespace usher::scan
