// The first byte is the size of the pieces; the rest is a roster. Cutting must not depend on the pieces, and
// must agree with a reader that sees the document whole.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expect.hpp"
#include "portal/json_document.hpp"
#include "portal/row_splitter.hpp"

using namespace usher;

namespace {

struct Cut {
  std::vector<std::string> rows;
  std::string rest;
  bool whole = false;
};

Cut cut(std::string_view document, std::size_t size) {
  Cut result;
  RowSplitter splitter("registrations", [&](std::string_view row) { result.rows.emplace_back(row); });
  for (std::size_t at = 0; at < document.size(); at += size) {
    if (!splitter.feed(document.substr(at, size))) break;
  }
  result.whole = splitter.whole();
  result.rest = splitter.rest();
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1 || size > 32 * 1024) return 0;
  const std::string_view document(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const Cut at_once = cut(document, document.size() + 1);
  const Cut in_pieces = cut(document, std::size_t{1} + bytes[0]);
  EXPECT(at_once.whole == in_pieces.whole);
  EXPECT(at_once.rows == in_pieces.rows);
  EXPECT(at_once.rest == in_pieces.rest);

  const auto whole = parse_json(document, 40);
  bool all_read = at_once.whole && parse_json(at_once.rest);
  for (const std::string& row : at_once.rows) all_read = all_read && parse_json(row);
  // What was read in parts is a document as a whole: nothing is made of nonsense between the parts.
  if (all_read) EXPECT(whole);

  // And a document that is one is cut into just its rows. (A key written with escapes is left to the reader
  // of the rest, and so is one that is there twice.)
  const bool is_plain = document.find('\\') == std::string_view::npos;
  if (!whole || !whole->is_object() || !is_plain) return 0;
  EXPECT(at_once.whole);
  const Json* rows = whole->find("registrations");
  if (rows != nullptr && rows->damaged) return 0;
  EXPECT(at_once.rows.size() == (rows != nullptr && rows->is_array() ? rows->items.size() : 0));
  return 0;
}
