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
