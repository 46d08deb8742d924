#include "portal.hpp"

#include <doctest/doctest.h>

using Json = PortalHand::Json;

namespace {
constexpr const char* kToken = "Authorization: Bearer sandbox-token\r\n";
}

std::string code_of(const std::string& word) {
  return "EVT-" + word + std::string(12 - word.size(), '0');
}

std::string PortalHand::type(const std::string& name) {
  const Json schemas = Json::parse(crm("GET", "/crm/v3/schemas").body);
  for (const Json& schema : schemas["results"]) {
    if (schema["name"] == name) return schema["objectTypeId"];
  }
  return name;
}

wire::Reply PortalHand::post(const std::string& endpoint, Json body) {
  if (!body.contains("portalId")) body["portalId"] = "12345678";
  return call("POST", "/apps/events/" + endpoint, body.dump());
}

Json PortalHand::posted(const std::string& endpoint, const Json& body) {
  return Json::parse(post(endpoint, body).body);
}

wire::Reply PortalHand::crm(const std::string& method, const std::string& path, const Json& body) {
  return call(method, path, body.is_null() ? "" : body.dump(), kToken);
}

std::string PortalHand::event(Json properties) {
  if (!properties.contains("event_status")) properties["event_status"] = "published";
  const wire::Reply reply = crm("POST", "/crm/v3/objects/events", {{"properties", properties}});
  CAPTURE(reply.body);
  REQUIRE(reply.status == 201);
  return Json::parse(reply.body)["id"];
}

std::string PortalHand::registration(const std::string& event, Json properties) {
  const Json usual{{"attendee_name", "Sarah Johnson"},
                   {"registration_status", "confirmed"},
                   {"attendance_status", "not_arrived"},
                   {"payment_status", "free"}};
  for (const auto& [name, value] : usual.items()) {
    if (!properties.contains(name)) properties[name] = value;
  }
  const wire::Reply reply = crm("POST", "/crm/v3/objects/event_registrations", {{"properties", properties}});
  CAPTURE(reply.body);
  REQUIRE(reply.status == 201);
  const std::string id = Json::parse(reply.body)["id"];
  if (!event.empty()) link("events", "event_registrations", "Event Registrations", event, id);
  return id;
}

std::string PortalHand::contact(const Json& properties) {
  const wire::Reply reply = crm("POST", "/crm/v3/objects/contacts", {{"properties", properties}});
  CAPTURE(reply.body);
  REQUIRE(reply.status == 201);
  return Json::parse(reply.body)["id"];
}

int PortalHand::link_type(const std::string& from, const std::string& to, const std::string& label) {
  const wire::Reply reply = crm("GET", "/crm/v4/associations/" + from + "/" + to + "/labels");
  const Json labels = Json::parse(reply.body);
  for (const Json& entry : labels["results"]) {
    if (entry["label"] == label) return entry["typeId"];
  }
  FAIL("no label ", label);
  return 0;
}

void PortalHand::link(const std::string& from, const std::string& to, const std::string& label,
                      const std::string& from_id, const std::string& to_id) {
  const Json input{
      {"from", {{"id", from_id}}},
      {"to", {{"id", to_id}}},
      {"types",
       {{{"associationCategory", "USER_DEFINED"}, {"associationTypeId", link_type(from, to, label)}}}}};
  const wire::Reply reply =
      crm("POST", "/crm/v4/associations/" + from + "/" + to + "/batch/create", {{"inputs", {input}}});
  CAPTURE(reply.body);
  REQUIRE(reply.status == 201);
}

Json PortalHand::object(const std::string& type, const std::string& id, const std::string& properties) {
  const wire::Reply reply = crm("GET", "/crm/v3/objects/" + type + "/" + id + "?properties=" + properties);
  REQUIRE(reply.status == 200);
  return Json::parse(reply.body)["properties"];
}

void PortalHand::faults(const Json& list) {
  const wire::Reply reply = call("POST", "/sandbox/faults", Json{{"faults", list}}.dump());
  CAPTURE(reply.body);
  REQUIRE(reply.status == 200);
}

Json PortalHand::log() {
  return Json::parse(call("GET", "/sandbox/log").body)["entries"];
}
