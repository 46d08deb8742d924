#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "portal/row_splitter.hpp"

using namespace usher;

namespace {

struct Cut {
  std::vector<std::string> rows;
  std::string rest;
  bool whole = false;
};

/// In pieces of `size` bytes, as a network would bring them.
Cut cut(const std::string& document, std::size_t size, RowSplitter::Limits limits = {}) {
  Cut result;
  RowSplitter splitter(
      "registrations", [&](std::string_view row) { result.rows.emplace_back(row); }, limits);
  for (std::size_t at = 0; at < document.size(); at += size) {
    if (!splitter.feed(std::string_view(document).substr(at, size))) break;
  }
  result.whole = splitter.whole();
  result.rest = splitter.rest();
  return result;
}

}  // namespace

TEST_CASE("rows are cut out wherever the pieces end") {
  const std::string row = R"({"id":"1","a":"}],{\"[\\","b":[{"c":"]"}]})";
  const std::string document =
      "\xEF\xBB\xBF { \"success\" : true, \"event\":{\"registrations\":[1,2],\"x\":\"\\\"[\"},"
      "\n\"registrations\" : [ " +
      row + " ,\n7 , \"a,b\" ,[1,[2]],null, {}\t] , \"z\":[{}]} \r\n";
  for (std::size_t size = 1; size <= document.size(); ++size) {
    CAPTURE(size);
    const Cut result = cut(document, size);
    REQUIRE(result.whole);
    CHECK(result.rows == std::vector<std::string>{row, "7", "\"a,b\"", "[1,[2]]", "null", "{}"});
    CHECK(result.rest ==
          "{ \"success\" : true, \"event\":{\"registrations\":[1,2],\"x\":\"\\\"[\"},"
          "\n\"registrations\" : [] , \"z\":[{}]}");
  }
}

TEST_CASE("the event may come before the rows, after them, or the rows not at all") {
  CHECK(cut(R"({"registrations":[],"event":{}})", 3).rest == R"({"registrations":[],"event":{}})");
  CHECK(cut(R"({"event":{},"registrations":[1]})", 3).rest == R"({"event":{},"registrations":[]})");
  CHECK(cut(R"({"event":{}})", 3).whole);
  // An array of this name deeper down is somebody else's.
  CHECK(cut(R"({"event":{"registrations":[{}]}})", 3).rows.empty());
  // So is a text.
  CHECK(cut(R"({"a":"registrations","b":[1]})", 3).rows.empty());
  CHECK(cut(R"({"registrations":null,"b":[1]})", 3).rows.empty());
}

TEST_CASE("what is not such a document is refused, the sooner the better") {
  const std::string documents[] = {
      "",
      "<!DOCTYPE html><html>",
      "null",
      "[{}]",
      "\xEF\xBB{}",
      " \xEF\xBB\xBF{}",
      "{",
      R"({"registrations":[)",
      R"({"registrations":[{"id":"1"})",
      R"({"registrations":[{"id":"1"}])",
      R"({"registrations":[{"id":"1"},]})",
      R"({"registrations":[,{"id":"1"}]})",
      R"({"registrations":[{"id":"1"}{"id":"2"}]})",
      R"({"registrations":[{"id":"1"}}]})",
      R"({"registrations":[1 2]})",
      R"({"registrations":["a)",
      R"({"registrations":[]}{})",
      R"({"registrations":[]} x)",
  };
  for (const std::string& document : documents) {
    CAPTURE(document);
    CHECK(!cut(document, 1).whole);
    CHECK(!cut(document, 1000).whole);
  }
  RowSplitter splitter("registrations", [](std::string_view) {});
  CHECK(!splitter.feed("<html>"));
  CHECK(!splitter.feed("{}"));
  CHECK(!splitter.whole());
}

TEST_CASE("a row without end is handed over cut, and the rows after it whole") {
  const std::string endless = "{\"a\":\"" + std::string(1000, 'x') + "\"}";
  const Cut result =
      cut("{\"registrations\":[{}," + endless + ",{\"id\":2}]}", 7, {.row = 100, .rest = 1000});
  REQUIRE(result.whole);
  REQUIRE(result.rows.size() == 3);
  CHECK(result.rows[1].size() == 100);
  CHECK(result.rows[2] == "{\"id\":2}");
}

TEST_CASE("too much beside the rows is not our document") {
  CHECK(!cut("{\"event\":\"" + std::string(2000, 'x') + "\"}", 7, {.row = 100, .rest = 1000}).whole);
}

TEST_CASE("the same key twice gives rows that the rest then disowns") {
  const Cut result = cut(R"({"registrations":[1],"registrations":[2]})", 1);
  CHECK(result.rest == R"({"registrations":[],"registrations":[]})");  // which no reader of ours accepts
}
