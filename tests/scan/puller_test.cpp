#include "scan/source/puller.hpp"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>
#include <thread>

using namespace usher;

namespace {

constexpr Puller::Limits kShort{.opening = milliseconds{50}, .between = milliseconds{50}};
constexpr Puller::Limits kLong{.opening = seconds{20}, .between = seconds{20}};

Frame picture(std::uint64_t number) {
  return {.width = 1, .height = 1, .grey = {0}, .number = number};
}

std::string trouble_of(Puller& puller) {
  try {
    while (puller.read({})) {
    }
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("pictures that are pulled are handed out, and their end is told") {
  Puller puller(
      "camera: the test",
      [] {
        return [n = std::uint64_t{0}]() mutable -> std::optional<Frame> {
          if (n == 1) return std::nullopt;
          return picture(++n);
        };
      },
      kLong);
  CHECK(trouble_of(puller) == "camera: the test gives no picture any more");
}

TEST_CASE("a source that does not open says why") {
  Puller puller(
      "camera: the test", []() -> Puller::Grab { throw std::runtime_error("does not start"); }, kLong);
  CHECK(trouble_of(puller) == "camera: the test does not start");
}

TEST_CASE("a source that hangs is told as frozen and left behind, and the next one can begin") {
  // A misspelt pipeline of another test may hang in GStreamer for good, where its plugins are installed.
  const int before = Puller::hanging();
  std::promise<void> release;
  std::shared_future<void> released = release.get_future();
  const auto open = [released] {
    return [released, n = std::uint64_t{0}]() mutable -> std::optional<Frame> {
      if (n == 1) released.wait();
      return picture(++n);
    };
  };
  {
    Puller puller("camera: the test", open, {.opening = seconds{20}, .between = milliseconds{50}});
    REQUIRE(puller.read({}));
    CHECK(trouble_of(puller).find("has frozen") != std::string::npos);
  }
  CHECK(Puller::hanging() == before + 1);
  {
    Puller again("camera: the test", open, kLong);
    CHECK(again.read({}));
    release.set_value();
  }
  while (Puller::hanging() > before) std::this_thread::yield();
}

TEST_CASE("one that never brings a first picture is told so, and stop ends the waiting") {
  std::promise<void> release;
  const auto open = [released = release.get_future().share()] {
    return [released]() -> std::optional<Frame> {
      released.wait();
      return std::nullopt;
    };
  };
  Puller never("camera: the test", open, kShort);
  CHECK(trouble_of(never).find("brings no picture") != std::string::npos);
  Puller stopped("camera: the test", open, kLong);
  std::stop_source stop;
  stop.request_stop();
  CHECK(stopped.read(stop.get_token()) == nullptr);
  release.set_value();
}
