#include "screen/input/double_tap.hpp"

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::screen;

namespace {

Input tap(float x, int ms, int frame = 33) {
  const Tick at(milliseconds{1'000'000 + ms});
  return {.kind = Input::Kind::Touch, .x = x, .y = 100, .at = at, .not_before = at - milliseconds{frame}};
}

}  // namespace

TEST_CASE("the second half of a double tap belongs to the page of the first") {
  DoubleTap taps;
  CHECK_FALSE(taps.repeats(tap(100, 0), 1));
  CHECK(taps.repeats(tap(104, 180), 2));
  CHECK(taps.repeats(tap(98, 400), 2));  // and the third
  CHECK_FALSE(taps.repeats(tap(98, 900), 2));
}

TEST_CASE("who types a letter twice, or is quick elsewhere on a new page, is heard") {
  DoubleTap taps;
  CHECK_FALSE(taps.repeats(tap(100, 0), 1));
  CHECK_FALSE(taps.repeats(tap(100, 90), 1));   // "ss"
  CHECK_FALSE(taps.repeats(tap(300, 150), 2));  // another button of the next page
  CHECK_FALSE(taps.repeats(tap(300, 1000), 3));
}

TEST_CASE("a tap that came while the next page was still being drawn is not for it, however long that took") {
  DoubleTap taps;
  CHECK_FALSE(taps.repeats(tap(100, 0), 1));
  CHECK(taps.repeats(tap(100, 800, 800), 2));
}
