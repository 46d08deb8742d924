#include <doctest/doctest.h>

#include <stop_token>
#include <string>

#include "portal/retry_after.hpp"
#include "usher/portal/pacing.hpp"

using namespace usher;

namespace {

constexpr Tick kStart{milliseconds(1'000'000)};
constexpr PortalPace kPace{.per_second = 4, .burst = 8};

}  // namespace

TEST_CASE("a full bucket serves a burst, then one call every quarter of a second") {
  TokenBucket bucket(kPace, kStart);
  for (int i = 0; i < 8; ++i) CHECK(bucket.take(Priority::Verify, kStart) == milliseconds(0));
  CHECK(bucket.take(Priority::Verify, kStart) == milliseconds(250));
  CHECK(bucket.take(Priority::Verify, kStart + milliseconds(249)) == milliseconds(1));
  CHECK(bucket.take(Priority::Verify, kStart + milliseconds(250)) == milliseconds(0));
}

TEST_CASE("a bucket saves up a burst and no more") {
  TokenBucket bucket(kPace, kStart);
  const Tick tomorrow = kStart + std::chrono::hours(24);
  for (int i = 0; i < 8; ++i) CHECK(bucket.take(Priority::Verify, tomorrow) == milliseconds(0));
  CHECK(bucket.take(Priority::Verify, tomorrow) > milliseconds(0));
}

TEST_CASE("each priority leaves the last tokens to those before it") {
  const struct {
    Priority priority;
    int served;
  } cases[] = {{Priority::Verify, 8}, {Priority::Replay, 7}, {Priority::Roster, 6}};
  for (const auto& c : cases) {
    TokenBucket bucket(kPace, kStart);
    int served = 0;
    while (bucket.take(c.priority, kStart) == milliseconds(0)) ++served;
    CHECK(served == c.served);
  }
  // All three wait: as tokens come, a verification is due first, then a replay, then the roster.
  TokenBucket bucket(kPace, kStart);
  while (bucket.take(Priority::Verify, kStart) == milliseconds(0)) {
  }
  CHECK(bucket.take(Priority::Verify, kStart) == milliseconds(250));
  CHECK(bucket.take(Priority::Replay, kStart) == milliseconds(500));
  CHECK(bucket.take(Priority::Roster, kStart) == milliseconds(750));
}

TEST_CASE("a flood of replays never delays a live scan, the roster yields, and the pace is kept by all") {
  TokenBucket bucket(kPace, kStart);
  int live = 0, verified = 0, replayed = 0, rosters = 0, late_rosters = 0;
  const Tick flood_ends = kStart + seconds(60), end = kStart + seconds(90);
  for (Tick now = kStart; now < end; now += milliseconds(10)) {
    const milliseconds at = now - kStart;
    // Each asks again as soon as it may: a worse crowd than any station has.
    if (now < flood_ends && bucket.take(Priority::Replay, now) == milliseconds(0)) ++replayed;
    if (bucket.take(Priority::Roster, now) == milliseconds(0))
      ++(now < kStart + seconds(2) ? rosters : late_rosters);
    if (at % milliseconds(2000) == milliseconds(0)) {
      if (bucket.take(Priority::Verify, now) == milliseconds(0)) ++verified;
    }
    if (at % milliseconds(1500) == milliseconds(0)) {
      CHECK(bucket.take(Priority::Live, now) == milliseconds(0));
      ++live;
    }
    if (now < flood_ends) CHECK(late_rosters == 0);  // what is left of the burst at the start is all it gets
  }
  CHECK(live == 60);
  CHECK(verified == 45);  // a question about a guest finds its token too
  CHECK(replayed > 120);
  CHECK(late_rosters > 60);
  CHECK(live + verified + replayed + rosters + late_rosters <= 8 + 4 * 90 + 1);
}

TEST_CASE("a guest never waits for the pace, and errands pay the debt") {
  TokenBucket bucket(kPace, kStart);
  for (int i = 0; i < 100; ++i) CHECK(bucket.take(Priority::Live, kStart) == milliseconds(0));
  // The debt is bounded by a burst: nine tokens at four a second.
  CHECK(bucket.take(Priority::Verify, kStart) == milliseconds(2250));
}

TEST_CASE("Retry-After holds the errands and never a guest") {
  TokenBucket bucket(kPace, kStart);
  bucket.hold(seconds(30), kStart);
  CHECK(bucket.take(Priority::Replay, kStart) == seconds(30));
  CHECK(bucket.take(Priority::Live, kStart) == milliseconds(0));
  // A shorter word does not shorten a longer one.
  bucket.hold(seconds(1), kStart);
  CHECK(bucket.take(Priority::Replay, kStart + seconds(29)) == seconds(1));
  CHECK(bucket.take(Priority::Replay, kStart + seconds(30)) == milliseconds(0));
}

TEST_CASE("a clock that stands still or jumps back gives nothing away") {
  TokenBucket bucket(kPace, kStart);
  while (bucket.take(Priority::Verify, kStart) == milliseconds(0)) {
  }
  CHECK(bucket.take(Priority::Verify, kStart - seconds(60)) > milliseconds(0));
}

TEST_CASE("a turn that cannot come in time is not waited for") {
  PortalPacer pacer({.per_second = 0.001, .burst = 1});
  CHECK(pacer.wait(Priority::Verify, seconds(1), {}) == milliseconds(0));
  CHECK(pacer.wait(Priority::Verify, seconds(1), {}) > seconds(900));
  CHECK(pacer.wait(Priority::Live, milliseconds(0), {}) == milliseconds(0));
}

TEST_CASE("a stop request ends the wait for a turn") {
  PortalPacer pacer({.per_second = 0.001, .burst = 1});
  REQUIRE(pacer.wait(Priority::Verify, seconds(1), {}) == milliseconds(0));
  std::stop_source stop;
  stop.request_stop();
  CHECK(pacer.wait(Priority::Verify, std::chrono::hours(24), stop.get_token()) > milliseconds(0));
}

TEST_CASE("a turn that comes soon is waited for") {
  PortalPacer pacer({.per_second = 200, .burst = 1});
  for (int i = 0; i < 5; ++i) CHECK(pacer.wait(Priority::Verify, seconds(60), {}) == milliseconds(0));
}

TEST_CASE("Retry-After is clamped to 1…300 s") {
  const auto date = parse_iso8601("2026-06-15T09:32:00Z");
  const struct {
    std::string text;
    int seconds;  // 0: nothing said
  } cases[] = {{"0", 1},
               {"1", 1},
               {"120", 120},
               {"300", 300},
               {"301", 300},
               {"99999999999999999999", 300},
               {" 7 ", 7},
               {"", 0},
               {"-1", 0},
               {"soon", 0},
               {"1.5", 0},
               {"Mon, 15 Jun 2026 09:32:30 GMT", 30},
               {"Mon, 15 Jun 2026 09:00:00 GMT", 1},
               {"Fri, 15 Jun 2029 09:00:00 GMT", 300}};
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(parse_retry_after(c.text, date).value_or(seconds(0)) == seconds(c.seconds));
  }
  CHECK(!parse_retry_after("Mon, 15 Jun 2026 09:32:30 GMT", std::nullopt));
}
