#include "usher/core/invariant.hpp"

#include <doctest/doctest.h>

#include "usher/core/result.hpp"

using namespace usher;

TEST_CASE("what holds costs nothing, and what does not says which line of ours saw it") {
  CHECK_NOTHROW(invariant(true, "one is one"));
  try {
    invariant(false, "two is one");
    FAIL("it went on");
  } catch (const BrokenInvariant& broken) {
    const std::string said = broken.what();
    CHECK(said.find("invariant_test.cpp:") != std::string::npos);
    CHECK(said.find("two is one") != std::string::npos);
    CHECK(said.find('/') == std::string::npos);
  }
}

TEST_CASE("a result asked for what it has not got is a mistake of ours, in every build") {
  const Result<int, std::string> failed(std::string("no"));
  CHECK_THROWS_AS(static_cast<void>(*failed), BrokenInvariant);
  const Result<int, std::string> made(1);
  CHECK_THROWS_AS(static_cast<void>(made.failure()), BrokenInvariant);
}
