#include <algorithm>
#include <charconv>
#include <cmath>

#include "crm_calls.hpp"

namespace usher::sandbox {
namespace {

bool is_number(const std::string& text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && std::isfinite(number);
}

bool is_option(const Property& property, const std::string& text) {
  const std::string all = ";" + std::string(property.options) + ";";
  return text.find(';') == std::string::npos && all.find(";" + text + ";") != std::string::npos;
}

Json invalid(const std::string& name, const std::string& error, const std::string& message) {
  return {{"isValid", false},
          {"message", message},
          {"error", error},
          {"name", name},
          {"localizedErrorMessage", message}};
}

/// HubSpot takes "5", 5 and true alike, and keeps strings.
std::optional<std::string> scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  return std::nullopt;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return text;
}

}  // namespace

std::optional<std::string> normalised(const Property& property, const std::string& text) {
  if (property.type == "number") return is_number(text) ? std::optional(text) : std::nullopt;
  if (property.type == "bool" || property.type == "enumeration") {
    return is_option(property, text) ? std::optional(text) : std::nullopt;
  }
  if (property.type == "datetime") {
    const auto time = parse_iso8601(text);
    return time ? std::optional(to_iso8601(*time)) : std::nullopt;
  }
  return text;
}

std::optional<Response> read_properties(const Schema& schema, const Json& given, Fields& fields) {
  if (!given.is_object()) {
    return crm_error(400, "VALIDATION_ERROR", "Invalid input JSON: properties must be an object");
  }
  Json wrong = Json::array();
  for (const auto& [name, value] : given.items()) {
    const Property* property = find_property(schema, name);
    if (property == nullptr) {
      wrong.push_back(invalid(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"));
      continue;
    }
    const auto text = value.is_null() ? std::optional<std::string>("") : scalar_text(value);
    if (!text) {
      return crm_error(400, "VALIDATION_ERROR",
                       "Invalid input JSON: the value of \"" + name + "\" must be a string");
    }
    if (text->empty()) {
      fields[name] = std::nullopt;  // HubSpot clears a property that is given an empty string
      continue;
    }
    auto kept =
        normalised(*property, schema.kind == Kind::Contacts && name == "email" ? lower(*text) : *text);
    if (!kept) {
      const bool is_list = property->type == "enumeration" || property->type == "bool";
      const std::string options(property->options);
      wrong.push_back(invalid(name,
                              is_list
                                  ? "INVALID_OPTION"
                                  : "INVALID_" + std::string(property->type == "number" ? "NUMBER" : "DATE"),
                              *text + " was not " +
                                  (is_list ? "one of the allowed options: " + options
                                           : "a valid " + std::string(property->type)) +
                                  "."));
      continue;
    }
    fields[name] = std::move(kept);
  }
  if (wrong.empty()) return std::nullopt;
  return crm_error(400, "VALIDATION_ERROR", "Property values were not valid: " + written(wrong));
}

std::set<std::string> default_properties(Kind kind) {
  if (kind == Kind::Contacts) return {"email", "firstname", "lastname"};
  return {};
}

Json shown_object(const Record& record, const std::set<std::string>& wanted) {
  Json properties = Json::object();
  const Schema& schema = schema_of(record.kind);
  for (const Property& property : schema.properties) {
    if (wanted.contains(std::string(property.name)))
      properties[std::string(property.name)] = shown(record[property.name]);
  }
  const std::string created = to_iso8601(record.created), updated = to_iso8601(record.updated);
  // HubSpot's contacts keep the older names of the same two times.
  const bool is_contact = record.kind == Kind::Contacts;
  properties[is_contact ? "createdate" : "hs_createdate"] = created;
  properties[is_contact ? "lastmodifieddate" : "hs_lastmodifieddate"] = updated;
  properties["hs_object_id"] = std::to_string(record.id);
  return {{"id", std::to_string(record.id)},
          {"properties", properties},
          {"createdAt", created},
          {"updatedAt", updated},
          {"archived", record.archived}};
}

Response batch_answer(const Books& books, Json results, const Json& errors, int status) {
  const std::string now = to_iso8601(books.now());
  Json json{
      {"status", "COMPLETE"}, {"results", std::move(results)}, {"startedAt", now}, {"completedAt", now}};
  if (errors.empty()) return answered(json, status);
  json["numErrors"] = errors.size();
  json["errors"] = errors;
  return answered(json, 207);
}

}  // namespace usher::sandbox
