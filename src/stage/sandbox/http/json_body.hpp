#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http_message.hpp"
#include "stage/sandbox/store/books.hpp"

namespace usher::sandbox {

using Json = nlohmann::ordered_json;

/// A JSON object, or nothing and a sentence why. Deeper than any document of these APIs is refused, so that
/// nobody's brackets become our stack.
std::optional<Json> read_object(std::string_view text, std::string& complaint);

/// Never throws: bytes that are no UTF-8 are replaced.
std::string written(const Json& json);

Response answered(const Json& json, int status = 200);

/// A property's value as both APIs show it: a string or null.
Json shown(const Value& value);

/// Every property of a record, as a member of the Events API's lists: "id" first.
std::string written_record(const Record& record);

/// Reads the members of a request and keeps the first complaint, as one sentence.
class Asked {
 public:
  explicit Asked(const Json& object, std::string where = {}) : object_(object), where_(std::move(where)) {}

  /// A string; or, where the API hands out numbers as strings, a whole number.
  std::optional<std::string> text(const char* name, bool number_too = false);
  std::string required_text(const char* name, bool number_too = false);
  bool flag(const char* name, bool otherwise);

  bool wrong() const { return !complaint_.empty(); }
  const std::string& complaint() const { return complaint_; }
  void complain(const std::string& sentence);

 private:
  const Json* find(const char* name) const;
  const Json& object_;
  std::string where_;  ///< "formData.", in front of the names in complaints
  std::string complaint_;
};

}  // namespace usher::sandbox
