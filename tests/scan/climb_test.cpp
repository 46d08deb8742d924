#include "scan/reader/climb.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace usher::scan {
namespace {

constexpr double kWholeAndHalf[] = {1, 0.5};

/// A place on a line that is climbed left and right.
struct Hill {
  double peak = 0;
  int looks = 0;

  double climb_from(double& place, const Strides& strides) {
    return climb(
        place, strides, 2,
        [](double from, int move, double length) { return from + (move == 0 ? length : -length); },
        [&](double at) { return ++looks, -std::abs(at - peak); });
  }
};

TEST_CASE("a climb ends where no step of any length is worth more, and says what that place is worth") {
  Hill hill{.peak = 2.5};
  double place = 0;
  CHECK(hill.climb_from(place, {.lengths = kWholeAndHalf, .rounds = 9}) == 0);
  CHECK(place == 2.5);
}

TEST_CASE("a climb makes no more rounds of a length than it may") {
  Hill hill{.peak = 100};
  double place = 0;
  CHECK(hill.climb_from(place, {.lengths = kWholeAndHalf, .rounds = 3}) == -95.5);
  CHECK(place == 4.5);
}

TEST_CASE("a round that gains too little is the last of its length, and its gain is kept") {
  const auto moved = [](double from, int, double length) { return from + length; };
  const auto worth = [](double at) { return 10 + at; };
  const Strides cases[] = {{.lengths = kWholeAndHalf, .rounds = 9, .least_gain = 1.5},
                           // A fifth of 11, which is reached after the first round.
                           {.lengths = kWholeAndHalf, .rounds = 9, .least_growth = 0.2}};
  for (const Strides& strides : cases) {
    double place = 0;
    CHECK(climb(place, strides, 1, moved, worth) == 11.5);
    CHECK(place == 1.5);
  }
}

TEST_CASE("a move that is worth as much as staying is not made") {
  double place = 0;
  const auto moved = [](double from, int, double length) { return from + length; };
  CHECK(climb(place, {.lengths = kWholeAndHalf, .rounds = 2}, 1, moved, [](double) { return 7.0; }) == 7);
  CHECK(place == 0);
}

TEST_CASE("each move of a round begins where the one before it led") {
  std::vector<double> from;
  double place = 0;
  const auto moved = [&](double at, int, double length) { return from.push_back(at), at + length; };
  climb(place, {.lengths = {kWholeAndHalf, 1}}, 3, moved, [](double at) { return at; });
  CHECK(from == std::vector<double>{0, 1, 2});
}

TEST_CASE("of a grid the first of the best places is taken, and the edge belongs to it") {
  const cv::Point2d edge = best_on_grid(1, 0.5, [](cv::Point2d at) { return at.x + at.y; });
  CHECK(edge == cv::Point2d(1, 1));
  const cv::Point2d first = best_on_grid(1, 0.5, [](cv::Point2d at) { return -std::abs(at.y); });
  CHECK(first == cv::Point2d(-1, 0));
}

}  // namespace
}  // namespace usher::scan
