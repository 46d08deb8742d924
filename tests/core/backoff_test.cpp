#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "usher/core/backoff.hpp"

using namespace usher;

TEST_CASE("backing off doubles from half a second to half a minute, the last fifth spread over who asks") {
  const struct {
    int tries, longest;  // milliseconds
  } cases[] = {{0, 500},    {1, 1000},     {2, 2000},
               {3, 4000},   {4, 8000},     {5, 16'000},
               {6, 30'000}, {100, 30'000}, {2'000'000'000, 30'000}};
  for (const auto& c : cases) {
    CAPTURE(c.tries);
    milliseconds shortest{1'000'000}, longest{0};
    for (int row = 0; row < 5000; ++row) {
      const milliseconds delay =
          backoff(c.tries, milliseconds(500), milliseconds(30'000), "row " + std::to_string(row));
      shortest = std::min(shortest, delay);
      longest = std::max(longest, delay);
    }
    CHECK(shortest >= milliseconds(c.longest * 4 / 5));
    CHECK(shortest < milliseconds(c.longest * 81 / 100));
    CHECK(longest <= milliseconds(c.longest));
    CHECK(longest > milliseconds(c.longest * 99 / 100));
  }
}

TEST_CASE("the same row waits the same after the same number of tries") {
  const auto delay = [](int tries, const char* who) {
    return backoff(tries, milliseconds(500), milliseconds(30'000), who);
  };
  CHECK(delay(3, "a") == delay(3, "a"));
  CHECK(delay(3, "a") != delay(3, "b"));
}
