// The part of HubSpot's CRM API that the document's last sections use; CONTRACT.md lists the cases.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sides.hpp"

using namespace usher;
using Json = PortalHand::Json;

namespace {

Json one_filter(const char* property, const char* op, const Json& value) {
  Json filter;
  filter["propertyName"] = property;
  filter["operator"] = op;
  filter[value.is_array() ? "values" : "value"] = value;
  Json body;
  body["filterGroups"][0]["filters"][0] = filter;
  return body;
}

}  // namespace

CONTRACT_CASE("the CRM API needs the bearer token, and errors look like HubSpot's", kEmpty) {
  for (const char* headers : {"", "Authorization: Bearer wrong\r\n", "Authorization: sandbox-token\r\n"}) {
    const auto reply = side.call("GET", "/crm/v3/schemas", "", headers);
    CHECK(reply.status == 401);
    const Json error = Json::parse(reply.body);
    CHECK(error["status"] == "error");
    CHECK(error["category"] == "INVALID_AUTHENTICATION");
    CHECK(error["correlationId"].get<std::string>().size() == 36);
  }
}

CONTRACT_CASE("schemas: the objectTypeId is found by name, under both paths, and is the portal's own",
              kEmpty) {
  const Json here = Json::parse(side.crm("GET", "/crm/v3/schemas").body)["results"];
  CHECK(here == Json::parse(side.crm("GET", "/crm-object-schemas/v3/schemas").body)["results"]);
  REQUIRE(here.size() == 2);
  TestPortal elsewhere({.portal_id = "999", .empty = true});
  CHECK(elsewhere.type("events") != side.type("events"));
  CHECK(side.crm("GET", "/crm/v3/objects/" + side.type("events")).status == 200);
  CHECK(side.crm("GET", "/crm/v3/objects/p12345678_events").status == 200);
  CHECK(side.crm("GET", "/crm/v3/objects/" + elsewhere.type("events")).status == 400);
}

CONTRACT_CASE("two events of one name: 409 conflict, on creating and on renaming", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}}), other = side.event({{"name", "Other"}});
  const auto reply = side.crm("POST", "/crm/v3/objects/events", {{"properties", {{"name", "Fair"}}}});
  CHECK(reply.status == 409);
  CHECK(Json::parse(reply.body)["category"] == "CONFLICT");
  CHECK(side.crm("PATCH", "/crm/v3/objects/events/" + other, {{"properties", {{"name", "Fair"}}}}).status ==
        409);
  CHECK(side.crm("PATCH", "/crm/v3/objects/events/" + fair, {{"properties", {{"name", "Fair"}}}}).status ==
        200);
}

CONTRACT_CASE("values that are none of their property's are refused by name", kEmpty) {
  for (const char* properties :
       {R"({"name":"x","event_status":"open"})", R"({"name":"x","start_datetime":"tomorrow"})",
        R"({"name":"x","capacity_total":"many"})", R"({"name":"x","is_online":"perhaps"})",
        R"({"name":"x","colour":"red"})", R"({"name":["x"]})", R"({})"}) {
    CAPTURE(properties);
    const auto reply = side.crm("POST", "/crm/v3/objects/events", {{"properties", Json::parse(properties)}});
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["category"] == "VALIDATION_ERROR");
  }
  CHECK(Json::parse(side.crm("GET", "/crm/v3/objects/events").body)["results"].empty());
}

CONTRACT_CASE("search: operators, sorting, paging, and a limit of 200", kEmpty) {
  for (int at = 1; at <= 12; ++at) {
    side.event({{"name", "Event " + std::to_string(at)},
                {"capacity_total", std::to_string(at)},
                {"city", at % 2 == 1 ? "Utrecht" : ""}});
  }
  const auto total = [&](const Json& body) {
    return Json::parse(side.crm("POST", "/crm/v3/objects/events/search", body).body)["total"].get<int>();
  };
  CHECK(total(one_filter("capacity_total", "GT", "9")) == 3);  // as numbers, not as text
  CHECK(total(one_filter("capacity_total", "LTE", 2)) == 2);
  CHECK(total(one_filter("name", "EQ", "event 3")) == 1);
  CHECK(total(one_filter("name", "NEQ", "Event 3")) == 11);
  CHECK(total(one_filter("name", "IN", Json::array({"Event 1", "Event 2"}))) == 2);
  CHECK(total(one_filter("name", "NOT_IN", Json::array({"Event 1"}))) == 11);
  CHECK(total(one_filter("city", "HAS_PROPERTY", nullptr)) == 6);
  CHECK(total(one_filter("city", "NOT_HAS_PROPERTY", nullptr)) == 6);
  CHECK(total(one_filter("name", "CONTAINS_TOKEN", "*vent 1*")) == 4);

  Json body;
  body["sorts"][0] = {{"propertyName", "capacity_total"}, {"direction", "DESCENDING"}};
  body["limit"] = 5;
  body["properties"][0] = "name";
  std::vector<std::string> names;
  while (true) {
    const Json page = Json::parse(side.crm("POST", "/crm/v3/objects/events/search", body).body);
    for (const Json& event : page["results"]) names.push_back(event["properties"]["name"]);
    if (!page.contains("paging")) break;
    body["after"] = page["paging"]["next"]["after"];
  }
  CHECK(names.size() == 12);
  CHECK(names.front() == "Event 12");
  CHECK(names.back() == "Event 1");
  body["limit"] = 201;
  CHECK(side.crm("POST", "/crm/v3/objects/events/search", body).status == 400);
  CHECK(side.crm("POST", "/crm/v3/objects/events/search", one_filter("colour", "EQ", "red")).status == 400);
  CHECK(side.crm("POST", "/crm/v3/objects/events/search", one_filter("name", "LIKE", "x")).status == 400);
}

CONTRACT_CASE("a link with _from in place of from is silently dropped", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}});
  const std::string guest = side.registration("", {{"qr_code", code_of("GUEST")}});
  Json body;
  Json& input = body["inputs"][0];
  input["_from"]["id"] = fair;
  input["to"]["id"] = guest;
  input["types"][0] = {
      {"associationCategory", "USER_DEFINED"},
      {"associationTypeId", side.link_type("events", "event_registrations", "Event Registrations")}};
  const std::string path = "/crm/v4/associations/events/event_registrations/batch/create";
  CHECK(side.crm("POST", path, body).status == 201);
  CHECK(side.posted("fetch-event-details", {{"eventId", "Fair"}})["registrations"].empty());
  input["from"]["id"] = fair;
  CHECK(side.crm("POST", path, body).status == 201);
  CHECK(side.posted("fetch-event-details", {{"eventId", "Fair"}})["registrations"].size() == 1);
  input["types"][0]["associationTypeId"] = 1;
  CHECK(side.crm("POST", path, body).status == 400);
}

CONTRACT_CASE("the five labels are there from the start, with their inverses", kEmpty) {
  struct Case {
    const char *from, *to, *label, *inverse;
  };
  for (const Case& c : {Case{"events", "event_registrations", "Event Registrations", "Event"},
                        Case{"contacts", "event_registrations", "Registered Attendee", "Event Registration"},
                        Case{"contacts", "event_registrations", "Purchaser", "Purchased Registration"},
                        Case{"contacts", "events", "Registered", "Registered Contact"},
                        Case{"projects", "events", "Project Event", "Project"}}) {
    CHECK(side.link_type(c.from, c.to, c.label) != side.link_type(c.to, c.from, c.inverse));
  }
}
