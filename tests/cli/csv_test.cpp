#include "cli/csv.hpp"

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("a row of CSV is read back as it was") {
  CHECK(csv_row({"a", "", "c"}) == "a,,c");
  CHECK(csv_row({"", "b"}) == ",b");
  CHECK(csv_row({"Smith, Jones", "the \"Hall\"", "two\nlines"}) ==
        "\"Smith, Jones\",\"the \"\"Hall\"\"\",\"two\nlines\"");
}

TEST_CASE("what a guest calls their company is no formula to a spreadsheet") {
  CHECK(csv_row({"=cmd|' /C calc'!A1"}) == "'=cmd|' /C calc'!A1");
  CHECK(csv_row({"+31 20 555", "-1", "@SUM(A1)"}) == "'+31 20 555,'-1,'@SUM(A1)");
  CHECK(csv_row({"＝1+1"}) == "'＝1+1");
  // Where the list separator is a semicolon, the rest of a cell is a cell.
  CHECK(csv_row({"Acme;=HYPERLINK(\"http://x\")"}) == "\"Acme;'=HYPERLINK(\"\"http://x\"\")\"");
  CHECK(csv_row({"Acme\n=1+1"}) == "\"Acme\n'=1+1\"");
  CHECK(csv_row({"\t=1+1"}) == "\"'\t'=1+1\"");
}

TEST_CASE("a name with a sign within it stays as it is") {
  CHECK(csv_row({"Anne-Marie O'Neill", "a=b", "x@example.com"}) == "Anne-Marie O'Neill,a=b,x@example.com");
}
