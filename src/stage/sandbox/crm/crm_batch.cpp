#include "crm_objects.hpp"

namespace usher::sandbox {
namespace {

constexpr std::size_t kMostInputs = 100;

/// HubSpot reads what it can, and says once which it could not.
Response batch_read(const CrmCall& call, Kind kind, const Json& body, const Json& inputs) {
  Asked asked(body);
  const std::string id_property = asked.text("idProperty").value_or("");
  if (asked.wrong()) return crm_error(400, "VALIDATION_ERROR", asked.complaint());
  std::set<std::string> wanted;
  if (const auto names = body.find("properties"); names != body.end() && names->is_array()) {
    for (const Json& name : *names) {
      if (name.is_string()) wanted.insert(name.get<std::string>());
    }
  }
  Json results = Json::array(), lost = Json::array();
  for (const Json& input : inputs) {
    Asked one(input, "inputs.");
    const std::string id = one.required_text("id", true);
    if (one.wrong()) return crm_error(400, "VALIDATION_ERROR", one.complaint());
    std::optional<Record> record;
    if (auto refusal = locate(call.books, kind, id, id_property, record)) return *refusal;
    if (record) {
      results.push_back(shown_object(*record, wanted));
    } else {
      lost.push_back(id);
    }
  }
  Json errors = Json::array();
  if (!lost.empty()) {
    errors.push_back({{"status", "error"},
                      {"category", "OBJECT_NOT_FOUND"},
                      {"message", "Could not get some " + std::string(schema_of(kind).plural) +
                                      ", they may be deleted or not exist. Check that ids are valid."},
                      {"context", {{"ids", lost}}}});
  }
  return batch_answer(call.books, results, errors, 200);
}

/// Creates or updates each input; the first refusal is the whole batch's, as in HubSpot.
Response batch_write(const CrmCall& call, Kind kind, const std::string& what, const Json& inputs) {
  Json results = Json::array();
  for (const Json& input : inputs) {
    Response one;
    bool is_new = what == "create";
    if (!is_new) {
      Asked asked(input, "inputs.");
      const std::string id = asked.required_text("id", true);
      const std::string id_property = asked.text("idProperty").value_or("");
      if (asked.wrong()) return crm_error(400, "VALIDATION_ERROR", asked.complaint());
      std::optional<Record> record;
      if (auto refusal = locate(call.books, kind, id, id_property, record)) return *refusal;
      is_new = what == "upsert" && !record;
      if (is_new && !id_property.empty()) {
        Json with_id = input;
        Json& properties = with_id["properties"];
        if (!properties.is_object()) {
          return crm_error(400, "VALIDATION_ERROR", "Invalid input JSON: properties must be an object");
        }
        properties[id_property] = id;
        one = create_one(call.books, kind, with_id);
      } else {
        one = update_one(call.books, kind, id, id_property, input);
      }
    } else {
      one = create_one(call.books, kind, input);
    }
    if (one.status >= 400) return one;
    Json shown_one = Json::parse(one.body);
    if (what == "upsert") shown_one["new"] = is_new;
    results.push_back(std::move(shown_one));
  }
  return batch_answer(call.books, results, Json::array(), what == "create" ? 201 : 200);
}

}  // namespace

Response crm_batch(const CrmCall& call, Kind kind, const std::string& what) {
  Response refusal;
  const auto body = crm_body(call, refusal);
  if (!body) return refusal;
  const auto inputs = body->find("inputs");
  if (inputs == body->end() || !inputs->is_array() || inputs->empty() || inputs->size() > kMostInputs) {
    return crm_error(400, "VALIDATION_ERROR", "inputs must be an array of 1 to 100 objects");
  }
  for (const Json& input : *inputs) {
    if (!input.is_object()) return crm_error(400, "VALIDATION_ERROR", "each of inputs must be an object");
  }
  if (what == "read") return batch_read(call, kind, *body, *inputs);
  if (what == "create" || what == "update" || what == "upsert") return batch_write(call, kind, what, *inputs);
  if (what != "archive") return crm_not_found(call);
  for (const Json& input : *inputs) {
    Asked asked(input, "inputs.");
    if (const auto id = parse_id(asked.text("id", true).value_or(""))) call.books.archive(kind, *id);
  }
  return Response{.status = 204};
}

}  // namespace usher::sandbox
