#include "usher/core/pass.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace usher;

TEST_CASE("a pass is EVT- and twelve letters or digits, however a scanner wraps it") {
  const std::string kCode = "EVT-ABC123DEF456";
  const struct {
    const char* name;
    std::string payload;
  } cases[] = {
      {"plain", kCode},
      {"blanks and line ends", "  " + kCode + "\r\n"},
      {"group separator and NUL behind it", kCode + std::string("\x1d\0", 2)},
      {"lower case", "evt-abc123def456"},
      {"AIM prefix", "]Q1" + kCode},
      {"AIM prefix with ECI escape", "]Q2\\000026" + kCode},
      {"ECI escape alone", "\\000026" + kCode},
      {"byte order mark", "\xEF\xBB\xBF" + kCode},
      {"URL, last segment", "https://tickets.example.com/e/" + kCode},
      {"URL, query value", "https://tickets.example.com/check?code=" + kCode + "&lang=en"},
      {"URL, fragment", "HTTPS://tickets.example.com/#" + kCode},
      {"URL that says it twice", "https://t.example.com/" + kCode + "?code=" + kCode},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto pass = parse_pass(c.payload);
    REQUIRE(pass);
    CHECK(pass->code == kCode);
  }
}

TEST_CASE("what is not a pass stays that") {
  const struct {
    const char* name;
    std::string payload;
  } cases[] = {
      {"nothing", ""},
      {"a link", "https://example.com/"},
      {"a Wi-Fi code", "WIFI:T:WPA;S:venue;P:secret;;"},
      {"eleven characters", "EVT-ABC123DEF45"},
      {"thirteen characters", "EVT-ABC123DEF4567"},
      {"an underscore for the hyphen", "EVT_ABC123DEF456"},
      {"a hyphen too many", "EVT-ABC123-EF456"},
      {"full-width letters", "ＥＶＴ-ABC123DEF456"},
      {"a code in the middle of prose", "your code EVT-ABC123DEF456 is ready"},
      {"a code glued to more in a URL", "https://example.com/xEVT-ABC123DEF456"},
      {"two different codes in one URL", "https://example.com/EVT-ABC123DEF456/EVT-ABC123DEF457"},
      {"a vCard longer than any pass", std::string(4000, 'A')},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    CHECK_FALSE(parse_pass(c.payload));
  }
}

TEST_CASE("look-alikes are different codes") {
  CHECK(parse_pass("EVT-0OOO0O1IIL1L")->code == "EVT-0OOO0O1IIL1L");
  CHECK(parse_pass("EVT-O00000000000")->code != parse_pass("EVT-000000000000")->code);
}
