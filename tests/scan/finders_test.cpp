#include "scan/reader/finders.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "scan/reader/enhance.hpp"
#include "usher/stage/foyer/door_scene.hpp"

namespace usher::scan {
namespace {

/// A guest's frame as black and white, and where the code's corners truly are.
struct Held {
  Frame frame;
  cv::Mat binary;
  Corners corners;

  explicit Held(const HeldCode& held)
      : frame(paint({.width = 400, .height = 400, .held = {held}, .noise = 1})), corners(corners_of(held)) {
    binary = global_threshold(cv::Mat(400, 400, CV_8U, frame.grey.data()));
  }
  bool is_at(const Corners& guess, float within) const {
    for (std::size_t i = 0; i < 4; ++i)
      if (std::hypot(guess[i].x - corners[i].x, guess[i].y - corners[i].y) > within) return false;
    return true;
  }
  bool found(bool pairs) const {
    for (const Candidate& candidate : symbols_at(find_finders(binary), pairs))
      if (candidate.size == 21 && is_at(candidate.corners, 12)) return true;
    return false;
  }
};

TEST_CASE("three finders lead to the symbol, however it is turned") {
  for (double rotation = 0; rotation < 360; rotation += 22.5) {
    CAPTURE(rotation);
    CHECK(Held({.centre = {200, 200}, .module_px = 5, .rotation = rotation}).found(false));
  }
}

TEST_CASE("with one finder hidden two lead to it") {
  Held held({.centre = {200, 200}, .module_px = 5});
  for (const cv::Point corner : {cv::Point(147, 147), cv::Point(217, 147), cv::Point(147, 217)}) {
    CAPTURE(corner.x);
    Held hidden = held;
    hidden.binary = held.binary.clone();
    hidden.binary(cv::Rect(corner, cv::Size(36, 36))).setTo(255);
    CHECK_FALSE(hidden.found(false));
    CHECK(hidden.found(true));
  }
}

TEST_CASE("an empty and an even picture hold no finders") {
  CHECK(find_finders(cv::Mat(40, 40, CV_8U, cv::Scalar(0))).empty());
  CHECK(find_finders(cv::Mat(40, 40, CV_8U, cv::Scalar(255))).empty());
  CHECK(find_finders(cv::Mat(1, 1, CV_8U, cv::Scalar(0))).empty());
}

}  // namespace
}  // namespace usher::scan
