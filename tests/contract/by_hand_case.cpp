// Sentences of the document that the station's client never makes use of: asked by bare HTTP alone, against
// `usher sandbox` as a process (in this one where the program is not built). Records are written over the CRM
// API, as the document shows.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sandbox/wire.hpp"
#include "sides.hpp"
#include "usher/sandbox/sample_event.hpp"

using namespace usher;
using nlohmann::json;

namespace {

struct Hand {
  std::uint16_t port;

  ::wire::Reply post(const std::string& endpoint, json body) const {
    if (!body.contains("portalId")) body["portalId"] = "12345678";
    return ::wire::call(port, "POST", "/apps/events/" + endpoint, body.dump());
  }
  json posted(const std::string& endpoint, const json& body) const {
    const auto reply = post(endpoint, body);
    REQUIRE(reply.status == 200);
    return json::parse(reply.body);
  }
  json crm(const std::string& method, const std::string& path, const json& body) const {
    const auto reply =
        ::wire::call(port, method, path, body.dump(), "Authorization: Bearer sandbox-token\r\n");
    REQUIRE(reply.status >= 200);
    REQUIRE(reply.status < 300);
    return json::parse(reply.body);
  }
  std::string event(json properties) const {
    properties.emplace("event_status", "published");
    properties.emplace("start_datetime", "2099-06-15T14:00:00.000Z");
    return crm("POST", "/crm/v3/objects/events", {{"properties", properties}}).at("id");
  }
  json contact_with(const std::string& email) const {
    const json filter{{"propertyName", "email"}, {"operator", "EQ"}, {"value", email}};
    const json found =
        crm("POST", "/crm/v3/objects/contacts/search",
            {{"filterGroups", {{{"filters", {filter}}}}}, {"properties", {"email", "phone", "company"}}});
    REQUIRE(found.at("results").size() == 1);
    return found.at("results")[0];
  }
  std::vector<std::string> names(const json& request) const {
    std::vector<std::string> found;
    const json list = posted("fetch-events", request);
    for (const json& event : list.at("events")) found.push_back(event.at("name"));
    CHECK(list.at("total") == found.size());
    return found;
  }
};

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const json kForm{{"firstName", "Sarah"}, {"lastName", "Johnson"}, {"email", "sarah.johnson@example.com"}};

}  // namespace

TEST_CASE("every request must include portalId") {
  by_hand([](const Side& side) {
    for (const char* endpoint : {"fetch-events", "fetch-event-details", "fetch-user-registrations",
                                 "create-registration", "update-registration", "check-in-by-qr"}) {
      const auto reply = ::wire::call(side.port, "POST", std::string("/apps/events/") + endpoint, "{}");
      CHECK(reply.status == 400);
      CHECK(json::parse(reply.body).at("error").is_string());
    }
    CHECK(::wire::call(side.port, "GET", "/apps/events/license-status").status == 400);
  });
}

TEST_CASE("all responses are JSON; successful ones include success: true, errors include error") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    const auto good = hand.post("fetch-events", {});
    CHECK(good.headers.at("content-type").find("application/json") == 0);
    CHECK(json::parse(good.body).at("success") == true);
    const auto bad = hand.post("check-in-by-qr", {{"qrCode", 7}, {"portalId", "99"}});
    CHECK(bad.headers.at("content-type").find("application/json") == 0);
    CHECK(json::parse(bad.body).at("error") == "Portal 99 not authorised for events");
  });
}

TEST_CASE("by default only upcoming events are returned (start date in the future)") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    CHECK(!has(hand.names({}), kSampleEventName));  // began an hour ago, and is gone from the list (trap 5)
    CHECK(!has(hand.names({{"upcomingOnly", true}}), kSampleEventName));
    CHECK(has(hand.names({{"upcomingOnly", false}}), kSampleEventName));
  });
}

TEST_CASE("hideProjectEvents excludes events that have a value in associated_projects") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    hand.event({{"name", "Inside"}, {"associated_projects", "77"}});
    CHECK(has(hand.names({}), "Inside"));
    CHECK(has(hand.names({{"hideProjectEvents", false}}), "Inside"));
    CHECK(!has(hand.names({{"hideProjectEvents", true}}), "Inside"));
  });
}

TEST_CASE("draft and cancelled events are excluded") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    hand.event({{"name", "Sketch"}, {"event_status", "draft"}});
    const std::string id = hand.event({{"name", "Off"}});
    CHECK(has(hand.names({}), "Off"));
    hand.crm("PATCH", "/crm/v3/objects/events/" + id, {{"properties", {{"event_status", "cancelled"}}}});
    CHECK(!has(hand.names({}), "Off"));
    CHECK(!has(hand.names({}), "Sketch"));
  });
}

TEST_CASE("lookup by url_slug, then name (exact), then name (partial): the first match wins") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    hand.event({{"name", "spring-gala"}, {"url_slug", "one"}});
    hand.event({{"name", "Second"}, {"url_slug", "spring-gala"}});
    hand.event({{"name", "The spring-gala again"}, {"url_slug", "three"}});
    const auto found = [&](json request) {
      return hand.posted("fetch-event-details", request).at("event").at("name").get<std::string>();
    };
    CHECK(found({{"eventId", "spring-gala"}}) == "Second");
    CHECK(found({{"eventId", "spring-gala"}, {"isNameLookup", true}}) == "spring-gala");
    CHECK(found({{"eventId", "gala again"}}) == "The spring-gala again");
    CHECK(found({{"eventId", "one"}, {"contactId", "1"}}) ==
          "spring-gala");  // contactId: passed without error
    CHECK(hand.post("fetch-event-details", {{"eventId", "no such"}}).status == 404);
  });
}

TEST_CASE("any other value of action is a read-only verification") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    const std::string code = guest_who("free").code;
    for (const json& action :
         {json("check-in"), json("CHECKIN"), json(""), json(nullptr), json(true), json("check_in")}) {
      const json answer = hand.posted("check-in-by-qr", {{"qrCode", code}, {"action", action}});
      CHECK(answer.at("accessDecision") == "GRANT");
      CHECK(answer.at("checkedIn") == false);
    }
    CHECK(hand.posted("check-in-by-qr", {{"qrCode", code}, {"action", "checkin"}}).at("checkedIn") == true);
  });
}

TEST_CASE("the contact is created, or found by email and updated") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    json form = kForm;
    hand.posted("create-registration", {{"eventId", kSampleEventSlug}, {"formData", form}});
    const json first = hand.contact_with("sarah.johnson@example.com");
    form["company"] = "Acme Corp";
    hand.posted("create-registration", {{"eventId", kSampleEventSlug}, {"formData", form}});
    const json second = hand.contact_with("sarah.johnson@example.com");
    CHECK(second.at("id") == first.at("id"));
    CHECK(second.at("properties").at("company") == "Acme Corp");
  });
}

TEST_CASE("fetch-user-registrations: event ids, matched by contact email address") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    const std::string other = hand.event({{"name", "Another"}});
    hand.posted("create-registration", {{"eventId", other}, {"formData", kForm}});
    const std::string contact = hand.contact_with("sarah.johnson@example.com").at("id");
    const json answer = hand.posted("fetch-user-registrations", {{"contactId", contact}});
    CHECK(answer.at("eventIds") == json::array({other}));
  });
}

TEST_CASE("attendees: several people under one purchaser in a single call") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    const std::string event = hand.event({{"name", "Group"}, {"capacity_total", "0"}});
    const json one{{"firstName", "A"}, {"lastName", "One"}, {"email", "a@example.com"}};
    const json two{
        {"firstName", "B"}, {"lastName", "Two"}, {"email", "b@example.com"}, {"ticketType", "vip"}};
    hand.posted("create-registration", {{"eventId", event}, {"formData", kForm}, {"attendees", {one, two}}});
    const json rows = hand.posted("fetch-event-details", {{"eventId", "Group"}}).at("registrations");
    REQUIRE(rows.size() == 2);
    for (const json& row : rows) {
      CHECK(row.at("purchaser_email") == "sarah.johnson@example.com");
      CHECK(row.at("purchaser_name") == "Sarah Johnson");
    }
    CHECK(rows[1].at("ticket_type") == "vip");
  });
}

TEST_CASE("capacity_total 0 is unlimited, and the last place can be taken") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    const std::string open =
        hand.event({{"name", "Open"}, {"capacity_total", "0"}, {"capacity_current", "500"}});
    CHECK(hand.post("create-registration", {{"eventId", open}, {"formData", kForm}}).status == 200);
    const std::string last =
        hand.event({{"name", "Last"}, {"capacity_total", "2"}, {"capacity_current", "1"}});
    CHECK(hand.post("create-registration", {{"eventId", last}, {"formData", kForm}}).status == 200);
    const auto full = hand.post("create-registration", {{"eventId", last}, {"formData", kForm}});
    CHECK(full.status == 400);
    CHECK(json::parse(full.body) == json{{"error", "Event is at full capacity"}});
  });
}

TEST_CASE("event names are unique: a second one fails with a 409 conflict") {
  by_hand([](const Side& side) {
    const Hand hand{side.port};
    hand.event({{"name", "Once"}});
    const json again{{"properties", {{"name", "Once"}}}};
    const auto reply = ::wire::call(side.port, "POST", "/crm/v3/objects/events", again.dump(),
                                    "Authorization: Bearer sandbox-token\r\n");
    CHECK(reply.status == 409);
  });
}
