// The Events API, sentence by sentence of its document; CONTRACT.md lists the cases.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "sides.hpp"
#include "usher/core/pass.hpp"
#include "usher/core/time.hpp"

using namespace usher;
using Json = PortalHand::Json;

namespace {

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& [name, value] : object.items()) keys.insert(name);
  return keys;
}

std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> names;
  for (const Json& event : list["events"]) names.push_back(event["name"]);
  return names;
}

const Json kForm{{"firstName", "Sarah"}, {"lastName", "Johnson"}, {"email", "sarah.johnson@example.com"}};

}  // namespace

CONTRACT_CASE("all responses are JSON; successful ones include success: true, errors include error", kEmpty) {
  const auto good = side.post("fetch-events", Json::object());
  CHECK(Json::parse(good.body)["success"] == true);
  const auto bad = side.post("fetch-event-details", {{"eventId", "none"}});
  // The client keeps no such header; a bare socket sees it.
  for (const auto& reply : {good, bad}) {
    if (!reply.headers.empty()) CHECK(reply.headers.at("content-type").starts_with("application/json"));
  }
  CHECK(bad.status == 404);
  CHECK(Json::parse(bad.body) == Json{{"error", "Event not found"}});
}

CONTRACT_CASE("every request must include portalId", kEmpty) {
  for (const char* endpoint : {"fetch-events", "fetch-event-details", "fetch-user-registrations",
                               "create-registration", "update-registration", "check-in-by-qr"}) {
    const auto reply = side.call("POST", std::string("/apps/events/") + endpoint, "{}");
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["error"] == "portalId is required");
  }
  CHECK(side.call("GET", "/apps/events/license-status").status == 400);
}

CONTRACT_CASE("a portal without the install flow: 403 Portal <id> not authorised for events", kEmpty) {
  const auto reply = side.post("fetch-events", {{"portalId", "999"}});
  CHECK(reply.status == 403);
  CHECK(reply.body == R"({"error":"Portal 999 not authorised for events"})");
}

CONTRACT_CASE("license-status is safe to call before the install flow", kEmpty) {
  CHECK(side.call("GET", "/apps/events/license-status?portalId=999").body == R"({"licensed":false})");
  CHECK(side.call("GET", "/apps/events/license-status?portalId=12345678").body == R"({"licensed":true})");
}

CONTRACT_CASE("fetch-events: published only, sorted by start_datetime, upcoming unless told otherwise",
              kEmpty) {
  side.event({{"name", "Later"}, {"start_datetime", "2041-02-01T09:00:00Z"}});
  side.event({{"name", "Sooner"}, {"start_datetime", "2041-01-01T09:00:00Z"}});
  side.event({{"name", "Past"}, {"start_datetime", "2021-01-01T09:00:00Z"}});
  side.event({{"name", "Draft"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"event_status", "draft"}});
  side.event({{"name", "Off"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"event_status", "cancelled"}});
  side.event({{"name", "Someday"}});
  const Json upcoming = side.posted("fetch-events", Json::object());
  CHECK(names_in(upcoming) == std::vector<std::string>{"Sooner", "Later"});
  CHECK(upcoming["total"] == 2);
  CHECK(names_in(side.posted("fetch-events", {{"upcomingOnly", true}})) == names_in(upcoming));
  CHECK(names_in(side.posted("fetch-events", {{"upcomingOnly", false}})) ==
        std::vector<std::string>{"Past", "Sooner", "Later", "Someday"});
}

CONTRACT_CASE("hideProjectEvents excludes events that have a value in associated_projects", kEmpty) {
  side.event(
      {{"name", "Internal"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"associated_projects", "7"}});
  side.event({{"name", "Public"}, {"start_datetime", "2041-01-02T09:00:00Z"}});
  CHECK(names_in(side.posted("fetch-events", Json::object())).size() == 2);
  CHECK(names_in(side.posted("fetch-events", {{"hideProjectEvents", true}})) ==
        std::vector<std::string>{"Public"});
}

CONTRACT_CASE("each event contains all events properties, as strings or null", kEmpty) {
  side.event({{"name", "Fair"},
              {"start_datetime", "2041-01-01T09:00:00Z"},
              {"capacity_total", 500},
              {"is_online", true}});
  const Json event = side.posted("fetch-events", Json::object())["events"][0];
  CHECK(keys_of(event) == std::set<std::string>{"id",
                                                "name",
                                                "url_slug",
                                                "description",
                                                "meta_description",
                                                "highlights",
                                                "start_datetime",
                                                "end_datetime",
                                                "event_type",
                                                "event_status",
                                                "event_tags",
                                                "image_featured",
                                                "image_thumbnail",
                                                "video_featured",
                                                "is_online",
                                                "location_name",
                                                "street_address",
                                                "city",
                                                "postal_code",
                                                "country",
                                                "location_map_type",
                                                "location_map_url",
                                                "location_image_map",
                                                "price_amount",
                                                "price_currency",
                                                "payment_link",
                                                "ticket_types",
                                                "capacity_total",
                                                "capacity_current",
                                                "features",
                                                "contact_email",
                                                "contact_phone",
                                                "external_url",
                                                "registration_mode",
                                                "requires_membership",
                                                "meeting_platform",
                                                "online_meeting_url",
                                                "associated_projects",
                                                "training_type"});
  for (const auto& [name, value] : event.items()) CHECK((value.is_string() || value.is_null()));
  CHECK(event["capacity_total"] == "500");
  CHECK(event["is_online"] == "true");
  CHECK(event["start_datetime"] == "2041-01-01T09:00:00.000Z");
  CHECK(event["city"].is_null());
}

CONTRACT_CASE("fetch-event-details: by url_slug, then exact name, then partial name; the first match wins",
              kEmpty) {
  side.event({{"name", "One"}, {"url_slug", "Two"}});
  side.event({{"name", "Two"}, {"url_slug", "one"}});
  side.event({{"name", "Two and more"}, {"url_slug", "three"}});
  const auto found = [&](const Json& body) {
    return side.posted("fetch-event-details", body)["event"]["name"];
  };
  CHECK(found({{"eventId", "Two"}}) == "One");
  CHECK(found({{"eventId", "Two"}, {"isNameLookup", true}}) == "Two");
  CHECK(found({{"eventId", "and more"}}) == "Two and more");
  CHECK(found({{"eventId", "three"}}) == "Two and more");
  CHECK(side.post("fetch-event-details", {{"eventId", "three"}, {"isNameLookup", true}}).status == 404);
  // "Reserved for future use … can be passed without error".
  CHECK(found({{"eventId", "Two"}, {"contactId", "17"}}) == "One");
}

CONTRACT_CASE("fetch-event-details: all registered attendees with all registration properties", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}}), other = side.event({{"name", "Other"}});
  side.registration(fair, {{"qr_code", code_of("A")}, {"registration_status", "cancelled"}});
  side.registration(fair, {{"qr_code", code_of("B")}});
  side.registration(other, {{"qr_code", code_of("C")}});
  const Json list = side.posted("fetch-event-details", {{"eventId", "Fair"}})["registrations"];
  REQUIRE(list.size() == 2);
  CHECK(keys_of(list[0]) ==
        std::set<std::string>{"id", "attendee_name", "first_name", "last_name", "email", "phone", "company",
                              "job_title", "registration_date", "registration_status", "attendance_status",
                              "ticket_type", "qr_code", "check_in_datetime", "payment_status", "amount_paid",
                              "special_requirements", "purchaser_email", "purchaser_name"});
  CHECK(list[0]["check_in_datetime"].is_null());
  CHECK(side.posted("fetch-event-details", {{"eventId", "Other"}})["registrations"].size() == 1);
}

CONTRACT_CASE("fetch-user-registrations: event ids by the contact's e-mail address", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}}), other = side.event({{"name", "Other"}});
  const std::string contact = side.contact({{"email", "sarah@example.com"}});
  CHECK(side.posted("fetch-user-registrations", {{"contactId", contact}})["eventIds"] == Json::array());
  side.registration(fair, {{"email", "Sarah@example.com"}});
  side.registration(fair, {{"email", "sarah@example.com"}});
  side.registration(other, {{"email", "bo@example.com"}});
  CHECK(side.posted("fetch-user-registrations", {{"contactId", contact}}) ==
        Json{{"success", true}, {"eventIds", {fair}}});
  CHECK(side.post("fetch-user-registrations", {{"contactId", "1"}}).status == 404);
}

CONTRACT_CASE("create-registration: record, contact, links, and capacity_current goes up", kEmpty) {
  const std::string fair = side.event({{"name", "Fair"}, {"url_slug", "fair"}, {"capacity_current", "3"}});
  Json form = kForm;
  form["company"] = "Acme";
  form["specialRequirements"] = "Vegan";
  const Json answer = side.posted("create-registration", {{"eventId", fair}, {"formData", form}});
  CHECK(answer["success"] == true);
  CHECK(answer["registration"]["email"] == "sarah.johnson@example.com");
  const std::string code = answer["registration"]["qr_code"];
  REQUIRE(parse_pass(code));
  CHECK(parse_pass(code)->code == code);

  const Json details = side.posted("fetch-event-details", {{"eventId", "fair"}});
  CHECK(details["event"]["capacity_current"] == "4");
  const Json record = details["registrations"][0];
  CHECK(record["id"] == answer["registration"]["id"]);
  CHECK(record["attendee_name"] == "Sarah Johnson");
  CHECK(record["attendance_status"] == "not_arrived");
  CHECK(record["ticket_type"] == "standard");
  CHECK(record["purchaser_email"] == record["email"]);
  CHECK(record["special_requirements"] == "Vegan");
  CHECK(parse_iso8601(record["registration_date"].get<std::string>()));

  const std::string path =
      "/crm/v4/objects/event_registrations/" + record["id"].get<std::string>() + "/associations/";
  const Json contacts = Json::parse(side.crm("GET", path + "contacts").body)["results"];
  REQUIRE(contacts.size() == 1);
  std::set<std::string> labels;
  for (const Json& type : contacts[0]["associationTypes"]) {
    if (type["label"].is_string()) labels.insert(type["label"]);
  }
  CHECK(labels == std::set<std::string>{"Event Registration", "Purchased Registration"});
  const std::string contact = contacts[0]["toObjectId"];
  CHECK(side.object("contacts", contact, "company")["company"] == "Acme");
  const Json events =
      Json::parse(side.crm("GET", "/crm/v4/objects/contacts/" + contact + "/associations/events").body);
  CHECK(events["results"][0]["toObjectId"] == fair);
}

CONTRACT_CASE(
    "create-registration: the contact is found by e-mail address, or named by contactId and updated",
    kEmpty) {
  side.event({{"name", "Fair"}, {"url_slug", "fair"}});
  const std::string known =
      side.contact({{"email", "sarah.johnson@example.com"}, {"phone", "1"}, {"company", "Old"}});
  Json form = kForm;
  form["company"] = "New";
  side.posted("create-registration", {{"eventId", "fair"}, {"formData", form}});
  CHECK(side.object("contacts", known, "company")["company"] == "New");
  CHECK(side.object("contacts", known, "phone")["phone"] == "1");

  const std::string other = side.contact({{"email", "old@example.com"}});
  form["email"] = "new@example.com";
  side.posted("create-registration", {{"eventId", "fair"}, {"formData", form}, {"contactId", other}});
  CHECK(side.object("contacts", other, "email")["email"] == "new@example.com");
  CHECK(side.post("create-registration", {{"eventId", "fair"}, {"formData", form}, {"contactId", "1"}})
            .status == 404);
}

CONTRACT_CASE("create-registration: at capacity it is rejected with 400 Event is at full capacity", kEmpty) {
  side.event({{"name", "Full"}, {"url_slug", "full"}, {"capacity_total", "2"}, {"capacity_current", "2"}});
  side.event({{"name", "Open"}, {"url_slug", "open"}, {"capacity_total", "0"}, {"capacity_current", "900"}});
  const auto reply = side.post("create-registration", {{"eventId", "full"}, {"formData", kForm}});
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"error":"Event is at full capacity"})");
  CHECK(side.posted("fetch-event-details", {{"eventId", "full"}})["registrations"].empty());
  CHECK(side.post("create-registration", {{"eventId", "open"}, {"formData", kForm}}).status == 200);
}

CONTRACT_CASE("create-registration: several people under one purchaser in a single call", kEmpty) {
  side.event({{"name", "Fair"}, {"url_slug", "fair"}});
  const Json people{
      {{"firstName", "Bo"}, {"lastName", "Li"}, {"email", "bo@example.com"}, {"ticketType", "vip"}},
      {{"firstName", "Zoé"}, {"lastName", "Lefèvre"}, {"email", "zoe@example.com"}}};
  const Json answer =
      side.posted("create-registration", {{"eventId", "fair"}, {"formData", kForm}, {"attendees", people}});
  CHECK(answer["registrations"].size() == 2);
  CHECK(answer["registration"] == answer["registrations"][0]);
  const Json details = side.posted("fetch-event-details", {{"eventId", "fair"}});
  CHECK(details["event"]["capacity_current"] == "2");
  for (const Json& record : details["registrations"]) {
    CHECK(record["purchaser_email"] == "sarah.johnson@example.com");
    CHECK(record["purchaser_name"] == "Sarah Johnson");
    const Json contacts =
        Json::parse(side.crm("GET", "/crm/v4/objects/event_registrations/" + record["id"].get<std::string>() +
                                        "/associations/contacts")
                        .body)["results"];
    CHECK(contacts.size() == 2);
  }
  CHECK(details["registrations"][0]["ticket_type"] == "vip");
  // One who cannot be registered costs the others nothing: none is.
  Json wrong = people;
  wrong[1].erase("email");
  CHECK(side.post("create-registration", {{"eventId", "fair"}, {"formData", kForm}, {"attendees", wrong}})
            .status == 400);
  CHECK(side.posted("fetch-event-details", {{"eventId", "fair"}})["registrations"].size() == 2);
}

CONTRACT_CASE("update-registration: only five properties; an empty string clears the field", kEmpty) {
  const std::string id = side.registration("", {{"email", "a@example.com"}, {"first_name", "Sarah"}});
  for (const char* name : {"attendee_name", "job_title", "company", "email", "phone"}) {
    const Json body{{"registrationId", id}, {"propertyName", name}, {"propertyValue", "new"}};
    CHECK(side.posted("update-registration", body) == Json{{"success", true}});
    CHECK(side.object("event_registrations", id, name)[name] == "new");
  }
  CHECK(side.object("event_registrations", id, "first_name")["first_name"] == "Sarah");
  for (const char* name : {"first_name", "attendance_status", "payment_status", "qr_code", "id", ""}) {
    const Json body{{"registrationId", id}, {"propertyName", name}, {"propertyValue", "x"}};
    CHECK(side.post("update-registration", body).status == 400);
  }
  side.posted("update-registration",
              {{"registrationId", id}, {"propertyName", "phone"}, {"propertyValue", ""}});
  CHECK(side.object("event_registrations", id, "phone")["phone"].is_null());
  CHECK(side.post("update-registration",
                  {{"registrationId", "1"}, {"propertyName", "phone"}, {"propertyValue", "x"}})
            .status == 404);
}
