#include "usher/scan/source/playback_clock.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace usher;
using std::chrono::microseconds;

namespace {

PlaybackClock::Clock::time_point at(microseconds time) {
  return PlaybackClock::Clock::time_point{} + time;
}

}  // namespace

TEST_CASE("300 frames at 30 a second are due over 10 s, whatever each wait overslept") {
  PlaybackClock pacer(30);
  microseconds now{5'000'000};
  for (int i = 0; i <= 300; ++i) now += pacer.next(at(now)) + microseconds(1500);
  const microseconds took = now - microseconds(5'000'000);
  CHECK(took >= microseconds(9'990'000));
  CHECK(took <= microseconds(10'010'000));
}

TEST_CASE("a late frame is shown at once and the next is due at its own time") {
  PlaybackClock pacer(10);
  CHECK(pacer.next(at(microseconds(0))) == microseconds(0));
  CHECK(pacer.next(at(microseconds(150'000))) == microseconds(0));
  CHECK(pacer.next(at(microseconds(150'000))) == microseconds(50'000));
}

TEST_CASE("after a guest was served for a second the film goes on at its pace, it does not hurry") {
  PlaybackClock pacer(30);
  CHECK(pacer.next(at(microseconds(0))) == microseconds(0));
  CHECK(pacer.next(at(microseconds(1'000'000))) == microseconds(0));
  CHECK(pacer.next(at(microseconds(1'000'000))) == pacer.period());
}

TEST_CASE("a wait ends at once when the station stops") {
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  sleep_for(stop.get_token(), std::chrono::hours(1));
  CHECK(stop.stop_requested());
}
