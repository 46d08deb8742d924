// The Events API, sentence by sentence of its document; CONTRACT.md lists them.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "portal.hpp"
#include "usher/core/pass.hpp"
#include "usher/core/time.hpp"

using namespace usher;
using Json = TestPortal::Json;

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

TEST_CASE("all responses are JSON; successful ones include success: true, errors include error") {
  TestPortal portal;
  const wire::Reply good = portal.post("fetch-events", Json::object());
  CHECK(good.headers.at("content-type").starts_with("application/json"));
  CHECK(Json::parse(good.body)["success"] == true);
  const wire::Reply bad = portal.post("fetch-event-details", {{"eventId", "none"}});
  CHECK(bad.headers.at("content-type").starts_with("application/json"));
  CHECK(bad.status == 404);
  CHECK(Json::parse(bad.body) == Json{{"error", "Event not found"}});
}

TEST_CASE("every request must include portalId") {
  const TestPortal portal;
  for (const char* endpoint : {"fetch-events", "fetch-event-details", "fetch-user-registrations",
                               "create-registration", "update-registration", "check-in-by-qr"}) {
    const wire::Reply reply =
        wire::call(portal.sandbox.port(), "POST", std::string("/apps/events/") + endpoint, "{}");
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["error"] == "portalId is required");
  }
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/license-status").status == 400);
}

TEST_CASE("a portal without the install flow: 403 Portal <id> not authorised for events") {
  TestPortal portal;
  const wire::Reply reply = portal.post("fetch-events", {{"portalId", "999"}});
  CHECK(reply.status == 403);
  CHECK(reply.body == R"({"error":"Portal 999 not authorised for events"})");
}

TEST_CASE("license-status is safe to call before the install flow") {
  const TestPortal portal;
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/license-status?portalId=999").body ==
        R"({"licensed":false})");
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/license-status?portalId=12345678").body ==
        R"({"licensed":true})");
}

TEST_CASE("fetch-events: published only, sorted by start_datetime, upcoming unless told otherwise") {
  TestPortal portal;
  portal.event({{"name", "Later"}, {"start_datetime", "2041-02-01T09:00:00Z"}});
  portal.event({{"name", "Sooner"}, {"start_datetime", "2041-01-01T09:00:00Z"}});
  portal.event({{"name", "Past"}, {"start_datetime", "2021-01-01T09:00:00Z"}});
  portal.event({{"name", "Draft"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"event_status", "draft"}});
  portal.event({{"name", "Off"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"event_status", "cancelled"}});
  portal.event({{"name", "Someday"}});
  const Json upcoming = portal.posted("fetch-events", Json::object());
  CHECK(names_in(upcoming) == std::vector<std::string>{"Sooner", "Later"});
  CHECK(upcoming["total"] == 2);
  CHECK(names_in(portal.posted("fetch-events", {{"upcomingOnly", true}})) == names_in(upcoming));
  CHECK(names_in(portal.posted("fetch-events", {{"upcomingOnly", false}})) ==
        std::vector<std::string>{"Past", "Sooner", "Later", "Someday"});
}

TEST_CASE("hideProjectEvents excludes events that have a value in associated_projects") {
  TestPortal portal;
  portal.event(
      {{"name", "Internal"}, {"start_datetime", "2041-01-01T09:00:00Z"}, {"associated_projects", "7"}});
  portal.event({{"name", "Public"}, {"start_datetime", "2041-01-02T09:00:00Z"}});
  CHECK(names_in(portal.posted("fetch-events", Json::object())).size() == 2);
  CHECK(names_in(portal.posted("fetch-events", {{"hideProjectEvents", true}})) ==
        std::vector<std::string>{"Public"});
}

TEST_CASE("each event contains all events properties, as strings or null") {
  TestPortal portal;
  portal.event({{"name", "Fair"},
                {"start_datetime", "2041-01-01T09:00:00Z"},
                {"capacity_total", 500},
                {"is_online", true}});
  const Json event = portal.posted("fetch-events", Json::object())["events"][0];
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

TEST_CASE("fetch-event-details: by url_slug, then exact name, then partial name; the first match wins") {
  TestPortal portal;
  portal.event({{"name", "One"}, {"url_slug", "Two"}});
  portal.event({{"name", "Two"}, {"url_slug", "one"}});
  portal.event({{"name", "Two and more"}, {"url_slug", "three"}});
  const auto found = [&](const Json& body) {
    return portal.posted("fetch-event-details", body)["event"]["name"];
  };
  CHECK(found({{"eventId", "Two"}}) == "One");
  CHECK(found({{"eventId", "Two"}, {"isNameLookup", true}}) == "Two");
  CHECK(found({{"eventId", "and more"}}) == "Two and more");
  CHECK(found({{"eventId", "three"}}) == "Two and more");
  CHECK(portal.post("fetch-event-details", {{"eventId", "three"}, {"isNameLookup", true}}).status == 404);
  // "Reserved for future use … can be passed without error".
  CHECK(found({{"eventId", "Two"}, {"contactId", "17"}}) == "One");
}

TEST_CASE("fetch-event-details: all registered attendees with all registration properties") {
  TestPortal portal;
  const std::string fair = portal.event({{"name", "Fair"}}), other = portal.event({{"name", "Other"}});
  portal.registration(fair, {{"qr_code", code_of("A")}, {"registration_status", "cancelled"}});
  portal.registration(fair, {{"qr_code", code_of("B")}});
  portal.registration(other, {{"qr_code", code_of("C")}});
  const Json list = portal.posted("fetch-event-details", {{"eventId", "Fair"}})["registrations"];
  REQUIRE(list.size() == 2);
  CHECK(keys_of(list[0]) ==
        std::set<std::string>{"id", "attendee_name", "first_name", "last_name", "email", "phone", "company",
                              "job_title", "registration_date", "registration_status", "attendance_status",
                              "ticket_type", "qr_code", "check_in_datetime", "payment_status", "amount_paid",
                              "special_requirements", "purchaser_email", "purchaser_name"});
  CHECK(list[0]["check_in_datetime"].is_null());
  CHECK(portal.posted("fetch-event-details", {{"eventId", "Other"}})["registrations"].size() == 1);
}

TEST_CASE("fetch-user-registrations: event ids by the contact's e-mail address") {
  TestPortal portal;
  const std::string fair = portal.event({{"name", "Fair"}}), other = portal.event({{"name", "Other"}});
  const std::string contact = portal.contact({{"email", "sarah@example.com"}});
  CHECK(portal.posted("fetch-user-registrations", {{"contactId", contact}})["eventIds"] == Json::array());
  portal.registration(fair, {{"email", "Sarah@example.com"}});
  portal.registration(fair, {{"email", "sarah@example.com"}});
  portal.registration(other, {{"email", "bo@example.com"}});
  CHECK(portal.posted("fetch-user-registrations", {{"contactId", contact}}) ==
        Json{{"success", true}, {"eventIds", {fair}}});
  CHECK(portal.post("fetch-user-registrations", {{"contactId", "1"}}).status == 404);
}

TEST_CASE("create-registration: record, contact, links, and capacity_current goes up") {
  TestPortal portal;
  const std::string fair = portal.event({{"name", "Fair"}, {"url_slug", "fair"}, {"capacity_current", "3"}});
  Json form = kForm;
  form["company"] = "Acme";
  form["specialRequirements"] = "Vegan";
  const Json answer = portal.posted("create-registration", {{"eventId", fair}, {"formData", form}});
  CHECK(answer["success"] == true);
  CHECK(answer["registration"]["email"] == "sarah.johnson@example.com");
  const std::string code = answer["registration"]["qr_code"];
  REQUIRE(parse_pass(code));
  CHECK(parse_pass(code)->code == code);

  const Json details = portal.posted("fetch-event-details", {{"eventId", "fair"}});
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
  const Json contacts = Json::parse(portal.crm("GET", path + "contacts").body)["results"];
  REQUIRE(contacts.size() == 1);
  std::set<std::string> labels;
  for (const Json& type : contacts[0]["associationTypes"]) {
    if (type["label"].is_string()) labels.insert(type["label"]);
  }
  CHECK(labels == std::set<std::string>{"Event Registration", "Purchased Registration"});
  const std::string contact = contacts[0]["toObjectId"];
  CHECK(portal.object("contacts", contact, "company")["company"] == "Acme");
  const Json events =
      Json::parse(portal.crm("GET", "/crm/v4/objects/contacts/" + contact + "/associations/events").body);
  CHECK(events["results"][0]["toObjectId"] == fair);
}

TEST_CASE("create-registration: the contact is found by e-mail address, or named by contactId and updated") {
  TestPortal portal;
  portal.event({{"name", "Fair"}, {"url_slug", "fair"}});
  const std::string known =
      portal.contact({{"email", "sarah.johnson@example.com"}, {"phone", "1"}, {"company", "Old"}});
  Json form = kForm;
  form["company"] = "New";
  portal.posted("create-registration", {{"eventId", "fair"}, {"formData", form}});
  CHECK(portal.object("contacts", known, "company")["company"] == "New");
  CHECK(portal.object("contacts", known, "phone")["phone"] == "1");

  const std::string other = portal.contact({{"email", "old@example.com"}});
  form["email"] = "new@example.com";
  portal.posted("create-registration", {{"eventId", "fair"}, {"formData", form}, {"contactId", other}});
  CHECK(portal.object("contacts", other, "email")["email"] == "new@example.com");
  CHECK(portal.post("create-registration", {{"eventId", "fair"}, {"formData", form}, {"contactId", "1"}})
            .status == 404);
}

TEST_CASE("create-registration: at capacity it is rejected with 400 Event is at full capacity") {
  TestPortal portal;
  portal.event({{"name", "Full"}, {"url_slug", "full"}, {"capacity_total", "2"}, {"capacity_current", "2"}});
  portal.event(
      {{"name", "Open"}, {"url_slug", "open"}, {"capacity_total", "0"}, {"capacity_current", "900"}});
  const wire::Reply reply = portal.post("create-registration", {{"eventId", "full"}, {"formData", kForm}});
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"error":"Event is at full capacity"})");
  CHECK(portal.posted("fetch-event-details", {{"eventId", "full"}})["registrations"].empty());
  CHECK(portal.post("create-registration", {{"eventId", "open"}, {"formData", kForm}}).status == 200);
}

TEST_CASE("create-registration: several people under one purchaser in a single call") {
  TestPortal portal;
  portal.event({{"name", "Fair"}, {"url_slug", "fair"}});
  const Json people{
      {{"firstName", "Bo"}, {"lastName", "Li"}, {"email", "bo@example.com"}, {"ticketType", "vip"}},
      {{"firstName", "Zoé"}, {"lastName", "Lefèvre"}, {"email", "zoe@example.com"}}};
  const Json answer =
      portal.posted("create-registration", {{"eventId", "fair"}, {"formData", kForm}, {"attendees", people}});
  CHECK(answer["registrations"].size() == 2);
  CHECK(answer["registration"] == answer["registrations"][0]);
  const Json details = portal.posted("fetch-event-details", {{"eventId", "fair"}});
  CHECK(details["event"]["capacity_current"] == "2");
  for (const Json& record : details["registrations"]) {
    CHECK(record["purchaser_email"] == "sarah.johnson@example.com");
    CHECK(record["purchaser_name"] == "Sarah Johnson");
    const Json contacts =
        Json::parse(portal
                        .crm("GET", "/crm/v4/objects/event_registrations/" + record["id"].get<std::string>() +
                                        "/associations/contacts")
                        .body)["results"];
    CHECK(contacts.size() == 2);
  }
  CHECK(details["registrations"][0]["ticket_type"] == "vip");
  // One who cannot be registered costs the others nothing: none is.
  Json wrong = people;
  wrong[1].erase("email");
  CHECK(portal.post("create-registration", {{"eventId", "fair"}, {"formData", kForm}, {"attendees", wrong}})
            .status == 400);
  CHECK(portal.posted("fetch-event-details", {{"eventId", "fair"}})["registrations"].size() == 2);
}

TEST_CASE("update-registration: only five properties; an empty string clears the field") {
  TestPortal portal;
  const std::string id = portal.registration("", {{"email", "a@example.com"}, {"first_name", "Sarah"}});
  for (const char* name : {"attendee_name", "job_title", "company", "email", "phone"}) {
    const Json body{{"registrationId", id}, {"propertyName", name}, {"propertyValue", "new"}};
    CHECK(portal.posted("update-registration", body) == Json{{"success", true}});
    CHECK(portal.object("event_registrations", id, name)[name] == "new");
  }
  CHECK(portal.object("event_registrations", id, "first_name")["first_name"] == "Sarah");
  for (const char* name : {"first_name", "attendance_status", "payment_status", "qr_code", "id", ""}) {
    const Json body{{"registrationId", id}, {"propertyName", name}, {"propertyValue", "x"}};
    CHECK(portal.post("update-registration", body).status == 400);
  }
  portal.posted("update-registration",
                {{"registrationId", id}, {"propertyName", "phone"}, {"propertyValue", ""}});
  CHECK(portal.object("event_registrations", id, "phone")["phone"].is_null());
  CHECK(portal
            .post("update-registration",
                  {{"registrationId", "1"}, {"propertyName", "phone"}, {"propertyValue", "x"}})
            .status == 404);
}
