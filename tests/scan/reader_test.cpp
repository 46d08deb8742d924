#include "usher/scan/reader.hpp"

#include <doctest/doctest.h>

#include "usher/scan/door_scene.hpp"

namespace usher {
namespace {

TEST_CASE("a phone held up is read, and its payload is the pass") {
  Reader reader({.budget = milliseconds(20)});
  const auto symbols = reader.read(paint({.held = {HeldCode{.payload = "EVT-K7QZ09AAB3XY"}}}));
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0].payload == "EVT-K7QZ09AAB3XY");
}

}  // namespace
}  // namespace usher
