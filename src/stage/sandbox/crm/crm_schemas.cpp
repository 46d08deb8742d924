#include "crm_calls.hpp"

namespace usher::sandbox {
namespace {

// When the app was "installed"; nothing depends on it, and HubSpot's own client wants a date.
constexpr const char* kInstalled = "2026-01-01T00:00:00.000Z";

Json shown_property(const Property& property, const Schema& schema) {
  Json options = Json::array();
  std::string_view remainder = property.options;
  for (int order = 0; !remainder.empty(); ++order) {
    const std::string value(remainder.substr(0, remainder.find(';')));
    remainder = remainder.size() > value.size() ? remainder.substr(value.size() + 1) : std::string_view();
    options.push_back({{"label", value}, {"value", value}, {"displayOrder", order}, {"hidden", false}});
  }
  return {{"name", property.name},
          {"label", property.label},
          {"type", property.type},
          {"fieldType", property.field_type},
          {"description", property.description},
          {"groupName", std::string(schema.name) + "_information"},
          {"options", options},
          {"displayOrder", -1},
          {"calculated", false},
          {"externalOptions", false},
          {"hasUniqueValue", property.unique},
          {"hidden", false},
          {"formField", true},
          {"archived", false},
          {"createdAt", kInstalled},
          {"updatedAt", kInstalled}};
}

Json shown_schema(const Books& books, const Schema& schema) {
  Json properties = Json::array(), names = Json::array(), associations = Json::array();
  for (const Property& property : schema.properties) {
    properties.push_back(shown_property(property, schema));
    if (property.type == "string") names.push_back(property.name);
  }
  for (const Link& link : links()) {
    for (const bool forward : {true, false}) {
      const LinkView view{&link, forward};
      const Kind from = forward ? link.from : link.to, to = forward ? link.to : link.from;
      if (from != schema.kind) continue;
      associations.push_back({{"id", std::to_string(view.type_id(books.portal_id()))},
                              {"fromObjectTypeId", type_id_of(schema, books.portal_id())},
                              {"toObjectTypeId", type_id_of(schema_of(to), books.portal_id())},
                              {"name", view.label().empty() ? Json(nullptr) : Json(view.label())},
                              {"createdAt", kInstalled},
                              {"updatedAt", kInstalled}});
    }
  }
  return {{"id", type_id_of(schema, books.portal_id()).substr(2)},
          {"objectTypeId", type_id_of(schema, books.portal_id())},
          {"name", schema.name},
          {"fullyQualifiedName", qualified_name_of(schema, books.portal_id())},
          {"labels", {{"singular", schema.singular}, {"plural", schema.plural}}},
          {"primaryDisplayProperty", schema.primary},
          {"secondaryDisplayProperties", Json::array()},
          {"requiredProperties", Json::array({schema.primary})},
          {"searchableProperties", names},
          {"properties", properties},
          {"associations", associations},
          {"metaType", "PORTAL_SPECIFIC"},
          {"archived", false},
          {"createdAt", kInstalled},
          {"updatedAt", kInstalled}};
}

}  // namespace

Response crm_schemas(const CrmCall& call) {
  if (!call.is("GET") || call.words.size() > 1) return crm_not_found(call);
  if (call.words.size() == 1) {
    const auto kind = find_kind(call.words[0], call.books.portal_id());
    if (!kind) return crm_bad_type(call.words[0]);
    return answered(shown_schema(call.books, schema_of(*kind)));
  }
  // HubSpot lists what is the portal's own; contacts and projects are everybody's.
  Json results = Json::array();
  for (const Kind kind : kKinds) {
    if (schema_of(kind).custom) results.push_back(shown_schema(call.books, schema_of(kind)));
  }
  return answered({{"results", results}});
}

Response crm_properties(const CrmCall& call) {
  if (!call.is("GET") || call.words.empty() || call.words.size() > 2) return crm_not_found(call);
  const auto kind = find_kind(call.words[0], call.books.portal_id());
  if (!kind) return crm_bad_type(call.words[0]);
  const Schema& schema = schema_of(*kind);
  if (call.words.size() == 2) {
    const Property* property = find_property(schema, call.words[1]);
    if (property == nullptr) {
      return crm_error(404, "OBJECT_NOT_FOUND", "Property \"" + call.words[1] + "\" does not exist");
    }
    return answered(shown_property(*property, schema));
  }
  Json results = Json::array();
  for (const Property& property : schema.properties) results.push_back(shown_property(property, schema));
  return answered({{"results", results}});
}

}  // namespace usher::sandbox
