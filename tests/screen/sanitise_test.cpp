#include "screen/render/sanitise.hpp"

#include <doctest/doctest.h>

using namespace usher::screen;

TEST_CASE("names in real scripts stay as they are") {
  for (const char* name :
       {"Sarah Johnson", "Łukasz Żółć", "محمد عبد الرحمن", "אָדָם", "अनिता शर्मा", "สมชาย ใจดี", "王小明",
        "Nguyễn Thị Ánh", "Ελένη", "Zoë O’Neill-Çelik", "می\u200Cخواهم"}) {
    CAPTURE(name);
    CHECK(sanitise(name) == name);
  }
}

TEST_CASE("text of others cannot steer the screen") {
  CHECK(sanitise("\u202EGRANT\u202C") == "GRANT");
  CHECK(sanitise("a\u2067b\u2069c\u200Fd") == "abcd");
  CHECK(sanitise("two\nlines\r\n\tand more") == "two lines and more");
  CHECK(sanitise("bell\x07 and \x1B[31mred") == "bell and [31mred");
  CHECK(sanitise("%n ##id %s") ==
        "%n ##id %s");  // nothing of ours reads these, so they are shown as they came
  CHECK(sanitise("zero\u200Bwidth\uFEFF\u00AD") == "zerowidth");
  CHECK(sanitise("   ") == "");
  CHECK(sanitise("\u200D\u200D\u200D") == "");
  CHECK(sanitise(std::string("nul\0in", 6)).find('\0') == std::string::npos);
}

TEST_CASE("stacked marks are limited to what scripts use") {
  std::string zalgo = "Z";
  for (int i = 0; i < 50; ++i) zalgo += "\u0351";
  CHECK(sanitise(zalgo) == "Z\u0351\u0351");
}

TEST_CASE("4,000 letters are cut before anybody has to shape them") {
  CHECK(sanitise(std::string(4000, 'W')) == std::string(96, 'W') + "…");
  CHECK(sanitise(std::string(4000, 'W'), 10) == "WWWWWWWWWW…");
}

TEST_CASE("broken UTF-8 is shown as such, not read past") {
  CHECK(sanitise("ab\xFF\xC3") == "ab\uFFFD\uFFFD");
  CHECK(sanitise("\xE7\x8E") == "\uFFFD\uFFFD");
}

TEST_CASE("a self-service screen knows the first word of a name only") {
  CHECK(first_word("Sarah Johnson") == "Sarah");
  CHECK(first_word("\u202E Ana\nMaria") == "Ana");
  CHECK(first_word("") == "");
}
