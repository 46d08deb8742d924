#include "usher/core/slot.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace usher;
using namespace std::chrono_literals;

TEST_CASE("a slot keeps the newest value, and a reader sees each version once") {
  Slot<int> slot;
  CHECK_FALSE(slot.latest());
  slot.put(1);
  slot.put(2);
  CHECK(slot.latest() == 2);

  std::uint64_t seen = 0;
  CHECK(slot.next(seen, {}, 0ms) == 2);
  CHECK(seen == 2);
  CHECK_FALSE(slot.next(seen, {}, 0ms));
}

TEST_CASE("a reader that waits is woken by a put and by a stop") {
  Slot<int> slot;
  std::optional<int> woken;
  {
    std::jthread reader([&](std::stop_token stop) {
      std::uint64_t seen = 0;
      woken = slot.next(seen, stop, 1h);
    });
    slot.put(7);
  }
  CHECK(woken == 7);

  bool ended = false;
  {
    std::jthread reader([&](std::stop_token stop) {
      std::uint64_t seen = 1;
      ended = !slot.next(seen, stop, 1h).has_value();
    });
  }  // the destructor asks for a stop and joins
  CHECK(ended);
}

TEST_CASE("a full queue refuses instead of waiting, and keeps the order") {
  BoundedQueue<int> queue(2);
  CHECK(queue.push(1));
  CHECK(queue.push(2));
  CHECK_FALSE(queue.push(3));
  CHECK(queue.take() == 1);
  CHECK(queue.take() == 2);
  CHECK_FALSE(queue.take());
}
