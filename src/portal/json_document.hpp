#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

/// A JSON value as a careful client wants it: numbers keep their digits (an id of twenty digits is text, not
/// a double), and a scalar is a scalar however the portal wrote it (docs/events-api.md, Trap 8).
struct Json {
  enum class Kind { Null, Boolean, Number, Text, Array, Object };
  Kind kind = Kind::Null;
  bool damaged = false;           ///< not as the portal meant it; `text` is what could be read of it
  std::string text;               ///< of a scalar: "true", "12.50", "Sarah"; empty for null
  std::vector<std::string> keys;  ///< of an object, beside items
  std::vector<Json> items;        ///< of an array or an object

  bool is_object() const { return kind == Kind::Object; }
  bool is_array() const { return kind == Kind::Array; }
  bool is_scalar() const { return kind != Kind::Object && kind != Kind::Array; }

  /// The member with this name; nullptr when this is no object or has none.
  const Json* find(std::string_view key) const;
};

/// A whole document, or nothing: brackets, commas, quotes and depth must be right to the last byte. A single
/// value may be wrong, and costs itself alone, since one export with a bad byte in a field that nobody reads
/// would else keep a guest out for the whole evening. Such a value is `damaged`:
///   - text with bytes that are no UTF-8, half of a surrogate pair, an escape that is none, a control
///     character that should have been one: what is wrong reads as U+FFFD;
///   - a word or number that JSON does not know (NaN, Infinity, None, 007): reads as null;
///   - a key that an object has twice, with two values, which readers understand differently: reads as empty
///   text.
std::optional<Json> parse_json(std::string_view text, std::size_t depth_limit = 32);

}  // namespace usher
