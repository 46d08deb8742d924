#include "scan/repeat_guard.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace usher;

namespace {

Tick at(int ms) {
  return Tick{milliseconds{1'000'000 + ms}};
}

}  // namespace

TEST_CASE("a code held up for a minute is one scan") {
  RepeatGuard guard;
  int scans = 0;
  for (int ms = 0; ms < 60'000; ms += 33) scans += guard.admits("EVT-A", at(ms)) ? 1 : 0;
  CHECK(scans == 1);
}

TEST_CASE("a code is armed again only 3 s after it was last seen, not 3 s after it was admitted") {
  RepeatGuard guard;
  CHECK(guard.admits("EVT-A", at(0)));
  CHECK_FALSE(guard.admits("EVT-A", at(2900)));
  CHECK_FALSE(guard.admits("EVT-A", at(5800)));
  CHECK_FALSE(guard.admits("EVT-A", at(8799)));
  CHECK(guard.admits("EVT-A", at(11'799)));
}

TEST_CASE("two phones in view do not take turns") {
  RepeatGuard guard;
  int scans = 0;
  for (int ms = 0; ms < 20'000; ms += 33) {
    scans += guard.admits("EVT-A", at(ms)) ? 1 : 0;
    scans += guard.admits("EVT-B", at(ms)) ? 1 : 0;
  }
  CHECK(scans == 2);
}

TEST_CASE("the last four codes are remembered, and the one not seen for longest makes room") {
  RepeatGuard guard;
  for (const char* code : {"1", "2", "3", "4"}) CHECK(guard.admits(code, at(0)));
  guard.sees("1", at(10));  // "2" is now the oldest together with 3 and 4
  CHECK(guard.admits("5", at(20)));
  CHECK_FALSE(guard.admits("1", at(30)));
  CHECK_FALSE(guard.admits("5", at(30)));
}

TEST_CASE("a code that is seen but not acted on has not left the picture") {
  RepeatGuard guard;
  CHECK(guard.admits("EVT-A", at(0)));
  for (int ms = 0; ms < 10'000; ms += 1000) guard.sees("EVT-A", at(ms));
  CHECK_FALSE(guard.admits("EVT-A", at(10'000)));
}

TEST_CASE("seeing a code that nobody acted on yet does not use it up") {
  RepeatGuard guard;
  guard.sees("EVT-A", at(0));
  CHECK(guard.admits("EVT-A", at(10)));
}

TEST_CASE("a code that had left for 3 s and is seen in passing stays armed") {
  RepeatGuard guard;
  CHECK(guard.admits("EVT-A", at(0)));
  guard.sees("EVT-A", at(4000));
  CHECK(guard.admits("EVT-A", at(4033)));
}

TEST_CASE("while the camera was gone nobody has left") {
  RepeatGuard guard;
  CHECK(guard.admits("EVT-A", at(0)));
  guard.was_blind(milliseconds{60'000});
  CHECK_FALSE(guard.admits("EVT-A", at(60'100)));
}

TEST_CASE("no payload is no guest") {
  RepeatGuard guard;
  CHECK_FALSE(guard.admits("", at(0)));
}
