#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

/// A JSON value as a careful client wants it: numbers keep their digits (an id of twenty digits is text, not
/// a double), and a scalar is a scalar however the portal wrote it (events-api trap 8).
struct Json {
  enum class Kind { Null, Boolean, Number, Text, Array, Object };
  Kind kind = Kind::Null;
  std::string text;               ///< of a scalar: "true", "12.50", "Sarah"; empty for null
  std::vector<std::string> keys;  ///< of an object, beside items
  std::vector<Json> items;        ///< of an array or an object

  bool is_object() const { return kind == Kind::Object; }
  bool is_array() const { return kind == Kind::Array; }
  bool is_scalar() const { return kind != Kind::Object && kind != Kind::Array; }

  /// The member with this name; nullptr when this is no object or has none.
  const Json* find(std::string_view key) const;
};

/// A whole document, or nothing: syntax, UTF-8, depth, and an object that names one key twice, which readers
/// understand differently and which therefore decides nothing.
std::optional<Json> parse_json(std::string_view text, std::size_t depth_limit = 32);

}  // namespace usher
