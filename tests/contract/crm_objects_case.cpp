// "Creating and managing events" and "Writing registrations directly": records over the CRM API, and what the
// Events API makes of them.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "sides.hpp"

using namespace usher;
using Json = PortalHand::Json;

namespace {

Json parsed(const ::wire::Reply& reply, int status) {
  CAPTURE(reply.body);
  REQUIRE(reply.status == status);
  return Json::parse(reply.body);
}

std::set<std::string> names_listed(Side& side) {
  std::set<std::string> names;
  const Json list = side.posted("fetch-events", Json::object());
  for (const Json& event : list["events"]) names.insert(event["name"]);
  return names;
}

}  // namespace

CONTRACT_CASE("an event is created with POST, and updated with PATCH: cancelled, it is listed no more",
              kEmpty) {
  const std::string path = "/crm/v3/objects/" + side.type("events");
  const Json properties{{"name", "Monthly Member Webinar"},
                        {"event_status", "published"},
                        {"start_datetime", "2041-07-15T14:00:00.000Z"},
                        {"is_online", "true"}};
  const Json made = parsed(side.crm("POST", path, {{"properties", properties}}), 201);
  CHECK(made["properties"]["name"] == "Monthly Member Webinar");
  CHECK(names_listed(side) == std::set<std::string>{"Monthly Member Webinar"});
  const std::string id = made["id"];
  const Json changed =
      parsed(side.crm("PATCH", path + "/" + id, {{"properties", {{"event_status", "cancelled"}}}}), 200);
  CHECK(changed["properties"]["event_status"] == "cancelled");
  CHECK(names_listed(side).empty());
}

CONTRACT_CASE("a visible event needs a name, event_status published and a start in the future", kEmpty) {
  const Json complete{
      {"name", "Seen"}, {"event_status", "published"}, {"start_datetime", "2041-07-15T14:00:00.000Z"}};
  for (const char* without : {"name", "event_status", "start_datetime"}) {
    Json properties = complete;
    properties.erase(without);
    const auto reply = side.crm("POST", "/crm/v3/objects/events", {{"properties", properties}});
    CHECK(reply.status == (std::string(without) == "name" ? 400 : 201));
    CHECK(names_listed(side).empty());
    if (reply.status == 201) {
      const std::string id = Json::parse(reply.body)["id"];
      CHECK(side.crm("DELETE", "/crm/v3/objects/events/" + id).status == 204);
    }
  }
  side.event(complete);
  CHECK(names_listed(side) == std::set<std::string>{"Seen"});
}

CONTRACT_CASE("an object is read by its id, or by a unique property that idProperty names", kEmpty) {
  const std::string id = side.event({{"name", "Fair"}, {"city", "Utrecht"}});
  const std::string path = "/crm/v3/objects/events/";
  CHECK(parsed(side.crm("GET", path + id + "?properties=city"), 200)["properties"]["city"] == "Utrecht");
  CHECK(parsed(side.crm("GET", path + "Fair?idProperty=name"), 200)["id"] == id);
  CHECK(side.crm("GET", path + "Utrecht?idProperty=city").status == 400);  // which is not unique
  CHECK(side.crm("GET", path + "None?idProperty=name").status == 404);
  CHECK(side.crm("GET", path + "1").status == 404);
  const Json change{{"properties", {{"city", "Delft"}}}};
  CHECK(parsed(side.crm("PATCH", path + "Fair?idProperty=name", change), 200)["properties"]["city"] ==
        "Delft");
}

CONTRACT_CASE("objects are created, read and updated in batches of up to 100", kEmpty) {
  const std::string path = "/crm/v3/objects/event_registrations/batch/";
  Json inputs = Json::array();
  for (int at = 1; at <= 3; ++at) {
    inputs.push_back({{"properties", {{"attendee_name", "Guest " + std::to_string(at)}}}});
  }
  const Json made = parsed(side.crm("POST", path + "create", {{"inputs", inputs}}), 201);
  CHECK(made["status"] == "COMPLETE");
  REQUIRE(made["results"].size() == 3);

  Json ids = Json::array({{{"id", "1"}}}), changes = Json::array();
  for (const Json& one : made["results"]) {
    ids.push_back({{"id", one["id"]}});
    changes.push_back({{"id", one["id"]}, {"properties", {{"company", "Acme"}}}});
  }
  CHECK(parsed(side.crm("POST", path + "update", {{"inputs", changes}}), 200)["results"].size() == 3);
  const Json read =
      parsed(side.crm("POST", path + "read", {{"inputs", ids}, {"properties", {"company"}}}), 207);
  CHECK(read["results"].size() == 3);
  CHECK(read["numErrors"] == 1);  // the one that is not there, named
  for (const Json& one : read["results"]) CHECK(one["properties"]["company"] == "Acme");

  for (std::size_t at = inputs.size(); at < 101; ++at) inputs.push_back(inputs[0]);
  CHECK(side.crm("POST", path + "create", {{"inputs", inputs}}).status == 400);
  changes[1]["id"] = "1";  // one that is not there: none is changed
  changes[0]["properties"]["company"] = "Other";
  CHECK(side.crm("POST", path + "update", {{"inputs", changes}}).status == 404);
  CHECK(side.object("event_registrations", changes[0]["id"], "company")["company"] == "Acme");
}

CONTRACT_CASE("wrong types anywhere in a CRM call are a 400 with a sentence", kEmpty) {
  const std::string links = "/crm/v4/associations/events/event_registrations/batch/";
  const struct {
    std::string path, body;
  } calls[] = {
      {"/crm/v3/objects/events", R"([])"},
      {"/crm/v3/objects/events", R"({"properties":"x"})"},
      {"/crm/v3/objects/events", R"({"properties":{"name":"x"},"associations":[{"to":7,"types":[]}]})"},
      {"/crm/v3/objects/events/batch/read", R"({"inputs":[{"id":{}}]})"},
      {"/crm/v3/objects/events/batch/create", R"({"inputs":{}})"},
      {"/crm/v3/objects/events/batch/update", R"({"inputs":[7]})"},
      {"/crm/v3/objects/events/batch/upsert",
       R"({"inputs":[{"id":"x","idProperty":"name","properties":5}]})"},
      {"/crm/v3/objects/events/search", R"({"filterGroups":"x"})"},
      {"/crm/v3/objects/events/search", R"({"limit":"x"})"},
      {links + "create", R"({"inputs":[{"from":{"id":"x"},"to":{"id":"1"},"types":[]}]})"},
      {links + "labels/archive", R"({"inputs":[{"from":{"id":"1"},"to":{"id":"2"},"types":"x"}]})"},
  };
  for (const auto& call : calls) {
    CAPTURE(call.path + " " + call.body);
    const Json refusal = parsed(side.crm("POST", call.path, Json::parse(call.body)), 400);
    CHECK(refusal["category"] == "VALIDATION_ERROR");
    CHECK(!refusal["message"].get<std::string>().empty());
  }
  // A type that is no number names no link, and takes none away.
  const Json nothing =
      Json::parse(R"({"inputs":[{"from":{"id":"1"},"to":{"id":"2"},"types":[{"associationTypeId":"x"}]}]})");
  CHECK(side.crm("POST", links + "labels/archive", nothing).status == 204);
}

CONTRACT_CASE("association labels are found under both paths, and links are read in a batch", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}});
  const std::string guest = side.registration(fair, {{"qr_code", code_of("GUEST")}});
  const std::string from = side.type("events"), to = side.type("event_registrations");
  const Json labels = parsed(side.crm("GET", "/crm/v4/associations/" + from + "/" + to + "/labels"), 200);
  CHECK(labels == parsed(side.crm("GET", "/crm/associations/v4/" + from + "/" + to + "/labels"), 200));
  CHECK(labels == parsed(side.crm("GET", "/crm/v4/associations/events/event_registrations/labels"), 200));
  const Json ends = parsed(side.crm("POST", "/crm/v4/associations/" + from + "/" + to + "/batch/read",
                                    {{"inputs", {{{"id", fair}}}}}),
                           200)["results"];
  REQUIRE(ends.size() == 1);
  CHECK(ends[0]["from"]["id"] == fair);
  REQUIRE(ends[0]["to"].size() == 1);
  CHECK(ends[0]["to"][0]["toObjectId"] == guest);
  CHECK(ends[0]["to"][0]["associationTypes"][0]["label"] == "Event Registrations");
}

CONTRACT_CASE("property definitions: type, options and whether values are unique", kEmpty) {
  const Json name = parsed(side.crm("GET", "/crm/v3/properties/events/name"), 200);
  CHECK(name["hasUniqueValue"] == true);
  const Json status = parsed(side.crm("GET", "/crm/v3/properties/events/event_status"), 200);
  std::set<std::string> options;
  for (const Json& option : status["options"]) options.insert(option["value"]);
  CHECK(options == std::set<std::string>{"draft", "published", "cancelled"});
  const Json all = parsed(side.crm("GET", "/crm/v3/properties/event_registrations"), 200);
  CHECK(all["results"].size() == 18);
  CHECK(side.crm("GET", "/crm/v3/properties/events/colour").status == 404);
}

CONTRACT_CASE("registrations written directly and linked by label are registrations like others", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}, {"capacity_total", "1"}});
  const std::string buyer = side.contact({{"email", "sarah.johnson@example.com"}});
  const std::string guest = side.registration(
      fair, {{"qr_code", code_of("GUEST")}, {"email", "sarah.johnson@example.com"}, {"ticket_type", "vip"}});
  side.link("contacts", "event_registrations", "Registered Attendee", buyer, guest);
  side.link("contacts", "event_registrations", "Purchaser", buyer, guest);
  side.link("contacts", "events", "Registered", buyer, fair);
  CHECK(side.posted("fetch-event-details", {{"eventId", "Fair"}})["registrations"][0]["ticket_type"] ==
        "vip");
  CHECK(side.posted("fetch-user-registrations", {{"contactId", buyer}})["eventIds"] == Json::array({fair}));
  const Json answer = side.posted("check-in-by-qr", {{"qrCode", code_of("GUEST")}, {"action", "checkin"}});
  CHECK(answer["checkedIn"] == true);
  CHECK(answer["event"]["name"] == "Fair");
}

CONTRACT_CASE("the last place can be taken, and nobody comes after it", kEmpty) {
  const Json form{{"firstName", "Sarah"}, {"lastName", "Johnson"}, {"email", "sarah.johnson@example.com"}};
  const std::string last = side.event({{"name", "Last"}, {"capacity_total", "2"}, {"capacity_current", "1"}});
  CHECK(side.post("create-registration", {{"eventId", last}, {"formData", form}}).status == 200);
  const auto full = side.post("create-registration", {{"eventId", last}, {"formData", form}});
  CHECK(full.status == 400);
  CHECK(Json::parse(full.body) == Json{{"error", "Event is at full capacity"}});
  // "Starts at 0."
  const std::string open = side.event({{"name", "Open"}});
  CHECK(side.post("create-registration", {{"eventId", open}, {"formData", form}}).status == 200);
  CHECK(side.object("events", open, "capacity_current")["capacity_current"] == "1");
}
