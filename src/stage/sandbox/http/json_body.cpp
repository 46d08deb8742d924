#include "json_body.hpp"

namespace usher::sandbox {

std::optional<Json> read_object(std::string_view text, std::string& complaint) {
  constexpr int kDeepest = 32;
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    complaint = "The request has no body; a JSON object is expected";
    return std::nullopt;
  }
  try {
    Json json = Json::parse(text, watch);
    if (too_deep) {
      complaint = "The JSON is nested more than " + std::to_string(kDeepest) + " deep";
      return std::nullopt;
    }
    if (json.is_object()) return json;
    complaint = "This is JSON, but not an object";
  } catch (const Json::parse_error& error) {
    complaint = "This is not JSON: it stops making sense at byte " + std::to_string(error.byte);
  } catch (const Json::exception&) {
    complaint = "This is not JSON: a number in it is out of range";
  }
  return std::nullopt;
}

std::string written(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Response answered(const Json& json, int status) {
  Response response;
  response.status = status;
  response.body = written(json);
  return response;
}

Json shown(const Value& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string written_record(const Record& record) {
  Json json;
  json["id"] = std::to_string(record.id);
  const Schema& schema = schema_of(record.kind);
  for (std::size_t at = 0; at < schema.properties.size(); ++at) {
    json[std::string(schema.properties[at].name)] = shown(record.values[at]);
  }
  return written(json);
}

const Json* Asked::find(const char* name) const {
  const auto found = object_.find(name);
  // JavaScript clients send null for what they leave out.
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void Asked::complain(const std::string& sentence) {
  if (complaint_.empty()) complaint_ = sentence;
}

std::optional<std::string> Asked::text(const char* name, bool number_too) {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  if (number_too && value->is_number_integer()) return value->dump();
  complain(where_ + name + " must be a string");
  return std::nullopt;
}

std::string Asked::required_text(const char* name, bool number_too) {
  const auto value = text(name, number_too);
  if (!value || value->empty()) complain(where_ + name + " is required");
  return value.value_or("");
}

bool Asked::flag(const char* name, bool otherwise) {
  const Json* value = find(name);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean()) complain(where_ + name + " must be true or false");
  return value->is_boolean() ? value->get<bool>() : otherwise;
}

}  // namespace usher::sandbox
