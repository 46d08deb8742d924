#include "usher/core/time.hpp"

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("datetimes are read in every form the portal writes") {
  const Wall nine_thirty_two{milliseconds{1'781'515'920'000}};  // 2026-06-15T09:32:00Z
  const struct {
    const char* text;
    Wall expected;
  } cases[] = {
      {"2026-06-15T09:32:00.000Z", nine_thirty_two},
      {"2026-06-15T09:32:00Z", nine_thirty_two},
      {"2026-06-15T09:32Z", nine_thirty_two},
      {"2026-06-15 09:32:00", nine_thirty_two},
      {"2026-06-15T11:32:00+02:00", nine_thirty_two},
      {"2026-06-15T04:02:00-0530", nine_thirty_two},
      {"1781515920000", nine_thirty_two},
      {"2026-06-15T09:32:00.5Z", nine_thirty_two + milliseconds{500}},
      {"2026-06-15T09:32:00.123456Z", nine_thirty_two + milliseconds{123}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    REQUIRE(parse_iso8601(c.text));
    CHECK(*parse_iso8601(c.text) == c.expected);
  }
}

TEST_CASE("what is no datetime is nothing, not a guess") {
  for (const char* text : {"", "soon", "2026", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                           "2026-06-15T25:00:00Z", "2026-06-15T09:32:00.Z", "2026-06-15T09:32:00+2",
                           "20260615", "-1781515920000", "2026-06-15T09:32:00Zx"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso8601(text));
  }
}

TEST_CASE("a datetime survives writing and reading") {
  const Wall time{milliseconds{1'781'515'920'123}};
  CHECK(to_iso8601(time) == "2026-06-15T09:32:00.123Z");
  CHECK(parse_iso8601(to_iso8601(time)) == time);
}

TEST_CASE("the Date header is read and written in the form of its standard") {
  const auto time = parse_http_date("Mon, 15 Jun 2026 09:32:00 GMT");
  REQUIRE(time);
  CHECK(to_iso8601(*time) == "2026-06-15T09:32:00.000Z");
  CHECK(to_http_date(*time) == "Mon, 15 Jun 2026 09:32:00 GMT");
  CHECK_FALSE(parse_http_date("15 Jun 2026 09:32:00"));
  CHECK_FALSE(parse_http_date("Mon, 15 Jux 2026 09:32:00 GMT"));
  CHECK_FALSE(parse_http_date("Mon, 15 Jun 2026 09:32:00 CET"));
}
