#include "crm_api.hpp"

#include <random>

#include "crm_calls.hpp"

namespace usher::sandbox {
namespace {

std::string new_correlation_id() {
  static constexpr char kHex[] = "0123456789abcdef";
  std::random_device chance;
  std::string id;
  for (const int length : {8, 4, 4, 4, 12}) {
    if (!id.empty()) id += '-';
    for (int at = 0; at < length; ++at) id += kHex[chance() % 16];
  }
  return id;
}

/// HubSpot has two spellings of each path, /crm/v3/objects and /crm/objects/v3; this gives the first.
std::vector<std::string> plain_words(const Request& request) {
  std::vector<std::string> words = request.segments();
  if (words.size() > 2 && words[0] == "crm-object-schemas") words[0] = "crm";
  if (words.size() > 2 && words[2].starts_with("v")) std::swap(words[1], words[2]);
  return words;
}

}  // namespace

std::string CrmCall::query(const char* name) const {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::set<std::string> CrmCall::query_list(const char* name) const {
  std::set<std::string> list;
  std::string word;
  for (const char letter : query(name) + ",") {
    if (letter != ',') {
      word += letter;
      continue;
    }
    if (!word.empty()) list.insert(word);
    word.clear();
  }
  return list;
}

Response crm_error(int status, const std::string& category, const std::string& message, Json more) {
  Json json{{"status", "error"},
            {"message", message},
            {"correlationId", new_correlation_id()},
            {"category", category}};
  if (more.is_object()) json.update(more);
  return answered(json, status);
}

Response crm_wrong(const std::string& message) {
  return crm_error(400, "VALIDATION_ERROR", message);
}

Response crm_unauthorised() {
  return crm_error(401, "INVALID_AUTHENTICATION",
                   "Authentication credentials not found. This API supports OAuth 2.0 authentication: send "
                   "Authorization: Bearer and the sandbox's token");
}

Response crm_not_found(const CrmCall& call) {
  return crm_error(404, "OBJECT_NOT_FOUND", "There is no " + call.request.method + " " + call.request.path);
}

Response crm_bad_type(const std::string& word) {
  return crm_error(400, "VALIDATION_ERROR", "Unable to infer object type from: " + word);
}

std::optional<Json> crm_body(const CrmCall& call, Response& refusal) {
  std::string complaint;
  auto body = read_object(call.request.body, complaint);
  if (!body) refusal = crm_error(400, "VALIDATION_ERROR", "Invalid input JSON: " + complaint);
  return body;
}

Response crm_api(Books& books, const Request& request) {
  const std::vector<std::string> words = plain_words(request);
  const auto call_from = [&](std::size_t first) {
    return CrmCall{books, request, std::span(words).subspan(first)};
  };
  if (words.size() >= 3 && words[0] == "crm") {
    if (words[1] == "v3" && words[2] == "schemas") return crm_schemas(call_from(3));
    if (words[1] == "v3" && words[2] == "properties") return crm_properties(call_from(3));
    if (words[1] == "v3" && words[2] == "objects") return crm_objects(call_from(3));
    if (words[1] == "v4" && words[2] == "associations") return crm_associations(call_from(3));
    if (words[1] == "v4" && words[2] == "objects") return crm_object_associations(call_from(3));
  }
  return crm_not_found(call_from(0));
}

}  // namespace usher::sandbox
