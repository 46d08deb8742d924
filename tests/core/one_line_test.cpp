#include "usher/core/one_line.hpp"

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("a guest's name cannot begin a line of its own, nor speak to the terminal") {
  CHECK(one_line("Eve\nGRANT  Mallory") == "Eve GRANT  Mallory");
  CHECK(one_line("\x1b[2J\x07") == " [2J ");
  CHECK(one_line("a\xC2\x9B"
                 "31mb\x7F") == "a 31mb ");
}

TEST_CASE("names in any script stay as they are") {
  for (const char* name : {"Zoë", "Łukasz", "山田 太郎", "محمد", "Ångström\xC2\xA0K", ""})
    CHECK(one_line(name) == name);
  CHECK(one_line("\xC2") == "\xC2");
}

TEST_CASE("a name cannot turn around the line that it stands in") {
  CHECK(one_line("\u202EGRANT\u202C a\u2067b\u2069 \u200Fc\uFEFF") == "GRANT ab c");
  CHECK(one_line("one\u2028two\u2029three\u0085four") == "one two three four");
  CHECK(one_line("می\u200Cخواهم") == "می\u200Cخواهم");  // a joiner shapes the letters beside it
  CHECK(tame_lines("a\tb\r\nc\x1B[2J\u202Ed\u009B") == "a\tb\r\nc [2Jd ");
}

TEST_CASE("JSON keeps every character of a name, and none of them acts on who looks at it") {
  CHECK(escape_steering("{\"a\":\"\u202EZoë\u009B\x7F\u2028\"}") == R"({"a":"\u202eZoë\u009b\u007f\u2028"})");
  CHECK(escape_steering("{\"a\":\"山田 \xF0\x9F\xA5\x9C\"}\n") == "{\"a\":\"山田 \xF0\x9F\xA5\x9C\"}\n");
}
