#include "seed_links.hpp"

#include <algorithm>

namespace usher::sandbox {
namespace {

/// Seed document: "Resolve each numeric association type ID by label … then create with batch/create".
Json type_of(CrmClient& client, const std::string& path, const LinkKind& kind) {
  const Json labels = client.must("GET", path + "/labels", nullptr, true);
  for (const Json& entry : labels["results"]) {
    if (!entry.contains("label") || entry["label"] != kind.label) continue;
    return Json::array({{{"associationCategory", entry.value("category", "USER_DEFINED")},
                         {"associationTypeId", entry["typeId"]}}});
  }
  throw CrmRefusal("the portal has no association \"" + kind.label + "\" from " + kind.from + " to " +
                   kind.to);
}

}  // namespace

void write_links(CrmClient& client, const LinkKind& kind, const LinkPairs& pairs) {
  const std::string path = "/crm/v4/associations/" + kind.from + "/" + kind.to;
  const Json types = type_of(client, path, kind);
  for (std::size_t at = 0; at < pairs.size(); at += kBatch) {
    Json inputs = Json::array();
    for (std::size_t one = at; one < std::min(at + kBatch, pairs.size()); ++one) {
      // "from", not "_from": the other is dropped without a word.
      inputs.push_back(
          {{"from", {{"id", pairs[one].first}}}, {"to", {{"id", pairs[one].second}}}, {"types", types}});
    }
    client.must("POST", path + "/batch/create", {{"inputs", inputs}}, true);
  }
}

}  // namespace usher::sandbox
