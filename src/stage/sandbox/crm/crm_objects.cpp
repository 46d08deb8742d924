#include "crm_objects.hpp"

#include <charconv>

namespace usher::sandbox {
namespace {

Response missing(const Schema& schema, const std::string& id) {
  return crm_error(404, "OBJECT_NOT_FOUND",
                   "Object not found. " + std::string(schema.singular) + " " + id + " does not exist",
                   {{"context", {{"id", {id}}}}});
}

Response clashing(const Schema& schema, const Books::Clash& clash) {
  return crm_error(409, "CONFLICT",
                   std::string(schema.singular) +
                       " already exists. Existing ID: " + std::to_string(clash.id) +
                       " already has that value of " + std::string(clash.property));
}

std::set<std::string> names_of(const Json& given) {
  std::set<std::string> names;
  if (given.is_object()) {
    for (const auto& [name, value] : given.items()) names.insert(name);
  }
  return names;
}

Response list(const CrmCall& call, Kind kind) {
  int limit = 10;
  const std::string asked = call.query("limit");
  if (!asked.empty()) std::from_chars(asked.data(), asked.data() + asked.size(), limit);
  if (limit < 1 || limit > 100) return crm_error(400, "VALIDATION_ERROR", "limit must be from 1 to 100");
  std::set<std::string> wanted = call.query_list("properties");
  if (wanted.empty()) wanted = default_properties(kind);
  const auto page = call.books.page(kind, parse_id(call.query("after")).value_or(0), limit + 1,
                                    call.query("archived") == "true");
  Json results = Json::array();
  for (const Record& record : page) {
    if (results.size() < static_cast<std::size_t>(limit)) results.push_back(shown_object(record, wanted));
  }
  Json json{{"results", results}};
  if (page.size() > static_cast<std::size_t>(limit)) {
    json["paging"] = {{"next", {{"after", results.back()["id"]}}}};
  }
  return answered(json);
}

Response read_one(const CrmCall& call, Kind kind) {
  std::optional<Record> record;
  if (call.query("archived") == "true" && parse_id(call.words[1])) {
    record = call.books.find(kind, *parse_id(call.words[1]), true);
  } else if (auto refusal = locate(call.books, kind, call.words[1], call.query("idProperty"), record)) {
    return *refusal;
  }
  if (!record) return missing(schema_of(kind), call.words[1]);
  std::set<std::string> wanted = call.query_list("properties");
  if (wanted.empty()) wanted = default_properties(kind);
  Json json = shown_object(*record, wanted);
  for (const std::string& word : call.query_list("associations")) {
    const auto other = find_kind(word, call.books.portal_id());
    if (!other) return crm_bad_type(word);
    Json results = Json::array();
    for (const Link& link : links()) {
      for (const bool forward : {true, false}) {
        if ((forward ? link.from : link.to) != kind || (forward ? link.to : link.from) != *other) continue;
        for (const Id id : call.books.joined(link.number, forward, record->id)) {
          const LinkView view{&link, forward};
          results.push_back({{"id", std::to_string(id)}, {"type", view.label()}});
        }
      }
    }
    if (!results.empty()) json["associations"][std::string(schema_of(*other).name)] = {{"results", results}};
  }
  return answered(json);
}

}  // namespace

std::optional<Response> locate(Books& books, Kind kind, const std::string& id, const std::string& id_property,
                               std::optional<Record>& found) {
  if (id_property.empty() || id_property == "hs_object_id") {
    const auto number = parse_id(id);
    found = number ? books.find(kind, *number) : std::nullopt;
    return std::nullopt;
  }
  const Property* property = find_property(schema_of(kind), id_property);
  if (property == nullptr || !property->unique) {
    return crm_error(400, "VALIDATION_ERROR", "Property \"" + id_property + "\" is not a unique property");
  }
  found = books.find_by(kind, *property, id);
  return std::nullopt;
}

Response create_one(Books& books, Kind kind, const Json& input) {
  const Schema& schema = schema_of(kind);
  Fields fields;
  const auto properties = input.find("properties");
  if (properties == input.end()) {
    return crm_error(400, "VALIDATION_ERROR", "Invalid input JSON: properties are required");
  }
  if (auto refusal = read_properties(schema, *properties, fields)) return *refusal;
  if (schema.custom && (!fields.contains(schema.primary) || !fields.find(schema.primary)->second)) {
    return crm_error(
        400, "VALIDATION_ERROR",
        "Error creating " + std::string(schema.singular) + ". Some required properties were not set.",
        {{"context", {{"properties", {schema.primary}}}}});
  }
  if (const auto clash = books.clash_of(kind, fields)) return clashing(schema, *clash);
  const Id id = books.create(kind, fields);
  if (const auto links = input.find("associations"); links != input.end() && links->is_array()) {
    for (const Json& link : *links) {
      if (!link.is_object() || !link.contains("to") || !link["to"].is_object() || !link.contains("types")) {
        return crm_error(400, "VALIDATION_ERROR",
                         "Invalid input JSON: an association has \"to\" and \"types\"");
      }
      Asked asked(link["to"], "to.");
      const std::string to = asked.required_text("id", true);
      if (asked.wrong()) return crm_error(400, "VALIDATION_ERROR", asked.complaint());
      // The other end's kind is the one that the type joins to this kind.
      bool joined = false;
      for (const Kind other : kKinds) {
        const auto other_id = parse_id(to);
        if (joined || !other_id || !books.find(other, *other_id)) continue;
        joined = !join_typed(books, kind, id, other, *other_id, link["types"], nullptr);
      }
      if (!joined)
        return crm_error(400, "VALIDATION_ERROR", "No object " + to + " can be linked in this way");
    }
  }
  return answered(shown_object(*books.find(kind, id), names_of(*properties)), 201);
}

Response update_one(Books& books, Kind kind, const std::string& id, const std::string& id_property,
                    const Json& input) {
  const Schema& schema = schema_of(kind);
  std::optional<Record> record;
  if (auto refusal = locate(books, kind, id, id_property, record)) return *refusal;
  if (!record) return missing(schema, id);
  Fields fields;
  const auto properties = input.find("properties");
  if (properties == input.end()) {
    return crm_error(400, "VALIDATION_ERROR", "Invalid input JSON: properties are required");
  }
  if (auto refusal = read_properties(schema, *properties, fields)) return *refusal;
  if (const auto clash = books.clash_of(kind, fields, record->id)) return clashing(schema, *clash);
  books.update(kind, record->id, fields);
  return answered(shown_object(*books.find(kind, record->id), names_of(*properties)));
}

Response crm_objects(const CrmCall& call) {
  if (call.words.empty()) return crm_not_found(call);
  const auto kind = find_kind(call.words[0], call.books.portal_id());
  if (!kind) return crm_bad_type(call.words[0]);
  const std::size_t length = call.words.size();
  if (length == 1 && call.is("GET")) return list(call, *kind);
  if (length == 3 && call.words[1] == "batch" && call.is("POST"))
    return crm_batch(call, *kind, call.words[2]);
  if (length == 2 && call.is("GET")) return read_one(call, *kind);
  if (length == 2 && call.is("DELETE")) {
    // HubSpot says the same whether it was there or not.
    if (const auto id = parse_id(call.words[1])) call.books.archive(*kind, *id);
    return Response{.status = 204};
  }
  const bool is_search = length == 2 && call.words[1] == "search" && call.is("POST");
  const bool is_create = length == 1 && call.is("POST");
  if (!is_search && !is_create && !(length == 2 && call.is("PATCH"))) return crm_not_found(call);
  Response refusal;
  const auto body = crm_body(call, refusal);
  if (!body) return refusal;
  if (is_search) return crm_search(call, *kind, *body);
  if (is_create) return create_one(call.books, *kind, *body);
  return update_one(call.books, *kind, call.words[1], call.query("idProperty"), *body);
}

}  // namespace usher::sandbox
