#include "usher/core/clock_proof.hpp"

#include <doctest/doctest.h>

using namespace usher;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("a time is proven by two of three witnesses within an hour, and is theirs") {
  const Wall noon = *parse_iso8601("2026-06-15T12:00:00Z");
  const auto ahead = [&](auto by) { return std::optional<Wall>(noon + by); };
  const std::optional<Wall> none;
  struct Case {
    const char* name;
    ClockWitnesses witnesses;
    std::optional<Wall> proven;
  };
  const Case cases[] = {
      {"a clock alone proves nothing", {noon, none, none}, none},
      {"the portal agrees", {noon, ahead(minutes(5)), none}, noon},
      {"just within the hour", {noon, ahead(hours(1)), none}, noon},
      {"just outside", {noon, ahead(hours(1) + milliseconds(1)), none}, none},
      {"behind counts as ahead", {noon, ahead(-minutes(59)), none}, noon},
      {"the time service agrees", {noon, none, ahead(minutes(1))}, noon},
      {"three days ahead, the portal knows", {noon + hours(72), ahead(hours(0)), none}, none},
      {"ours is wrong, the two others agree",
       {noon + hours(72), ahead(minutes(1)), ahead(minutes(2))},
       noon + minutes(1)},
      {"the portal lies, and ours is kept by a time service",
       {noon, ahead(hours(960)), ahead(hours(0))},
       noon},
      {"three opinions", {noon, ahead(hours(24)), ahead(hours(72))}, none},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(proven_time(c.witnesses) == c.proven);
  }
}
