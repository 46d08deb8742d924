#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <vector>

#include "portal.hpp"
#include "usher/core/time.hpp"

using namespace usher;
using Json = TestPortal::Json;

namespace {

/// One event with guests ONE, TWO and THREE.
struct FaultyPortal : TestPortal {
  FaultyPortal() {
    const std::string event_id = event({{"name", "Fair"}, {"start_datetime", "2031-01-01T09:00:00Z"}});
    for (const char* word : {"ONE", "TWO", "THREE"}) registration(event_id, {{"qr_code", code_of(word)}});
  }
  wire::Reply check_in(const std::string& word) {
    return post("check-in-by-qr", {{"qrCode", code_of(word)}, {"action", "checkin"}});
  }
  std::string decision(const std::string& word) {
    return posted("check-in-by-qr", {{"qrCode", code_of(word)}})["accessDecision"];
  }
};

auto timed(const std::function<void()>& action) {
  const auto begun = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
}

}  // namespace

TEST_CASE("latency: an answer comes later by what was asked") {
  FaultyPortal portal;
  portal.faults({{{"fault", "latency"}, {"endpoint", "check-in-by-qr"}, {"ms", 300}, {"jitter_ms", 50}}});
  CHECK(timed([&] { CHECK(portal.check_in("ONE").status == 200); }) >= milliseconds(300));
  CHECK(timed([&] { portal.posted("fetch-events", Json::object()); }) < milliseconds(300));
}

TEST_CASE("drop_before: the connection ends and nothing was recorded") {
  FaultyPortal portal;
  portal.faults({{{"fault", "drop_before"}, {"endpoint", "check-in-by-qr"}, {"count", 1}}});
  CHECK(portal.check_in("ONE").status == 0);
  CHECK(portal.decision("ONE") == "GRANT");
}

TEST_CASE("drop_after: the connection ends and the check-in was recorded") {
  FaultyPortal portal;
  portal.faults({{{"fault", "drop_after"}, {"endpoint", "check-in-by-qr"}, {"count", 1}}});
  CHECK(portal.check_in("ONE").status == 0);
  CHECK(portal.decision("ONE") == "ALREADY_IN");
}

TEST_CASE("cut: the body stops in the middle") {
  FaultyPortal portal;
  portal.faults({{{"fault", "cut"}, {"bytes", 25}, {"endpoint", "check-in-by-qr"}, {"count", 1}},
                 {{"fault", "cut"}, {"bytes", 1200}, {"endpoint", "fetch-event-details"}, {"count", 1}}});
  const wire::Reply reply = portal.check_in("ONE");
  CHECK(reply.status == 200);
  CHECK_FALSE(reply.whole);
  CHECK(reply.body.size() == 25);
  const wire::Reply details = portal.post("fetch-event-details", {{"eventId", "Fair"}});
  CHECK_FALSE(details.whole);
  CHECK(details.body.size() == 1200);
  CHECK(portal.post("fetch-event-details", {{"eventId", "Fair"}}).whole);
}

TEST_CASE("html: 200 and a page of somebody's Wi-Fi") {
  FaultyPortal portal;
  portal.faults({{{"fault", "html"}, {"endpoint", "check-in-by-qr"}}});
  const wire::Reply reply = portal.check_in("ONE");
  CHECK(reply.status == 200);
  CHECK(reply.headers.at("content-type").starts_with("text/html"));
  CHECK(reply.body.find("<html>") != std::string::npos);
}

TEST_CASE("redirect: another host is pointed at") {
  FaultyPortal portal;
  portal.faults({{{"fault", "redirect"}, {"location", "https://elsewhere.example/"}}});
  const wire::Reply reply = portal.check_in("ONE");
  CHECK(reply.status == 302);
  CHECK(reply.headers.at("location") == "https://elsewhere.example/");
}

TEST_CASE("rate_limit: 429 with any Retry-After") {
  FaultyPortal portal;
  for (const Json& wait : {Json("7"), Json(7), Json("Wed, 21 Oct 2026 07:28:00 GMT"), Json("soon")}) {
    portal.faults({{{"fault", "rate_limit"}, {"retry_after", wait}}});
    const wire::Reply reply = portal.check_in("ONE");
    CHECK(reply.status == 429);
    CHECK(reply.headers.at("retry-after") == (wait.is_string() ? wait.get<std::string>() : wait.dump()));
  }
  portal.faults({{{"fault", "rate_limit"}}});
  CHECK_FALSE(portal.check_in("ONE").headers.contains("retry-after"));
}

TEST_CASE("error_before and error_after: 500 on either side of the commit") {
  FaultyPortal portal;
  portal.faults({{{"fault", "error_before"}, {"count", 1}}});
  CHECK(portal.check_in("ONE").status == 500);
  CHECK(portal.decision("ONE") == "GRANT");
  portal.faults({{{"fault", "error_after"}, {"count", 1}, {"status", 503}}});
  CHECK(portal.check_in("ONE").status == 503);
  CHECK(portal.decision("ONE") == "ALREADY_IN");
}

TEST_CASE("drip: the answer comes a few bytes at a time") {
  FaultyPortal portal;
  portal.faults({{{"fault", "drip"}, {"bytes", 100}, {"ms", 30}, {"endpoint", "check-in-by-qr"}}});
  CHECK(timed([&] { CHECK(portal.check_in("ONE").whole); }) >= milliseconds(150));
}

TEST_CASE("oversized: valid JSON of far too many bytes") {
  FaultyPortal portal;
  portal.faults({{{"fault", "oversized"}, {"bytes", 300000}, {"endpoint", "check-in-by-qr"}}});
  const wire::Reply reply = portal.check_in("ONE");
  CHECK(reply.body.size() > 300000);
  CHECK(Json::parse(reply.body)["accessDecision"] == "GRANT");
}

TEST_CASE("malformed: JSON without its end, short or streamed") {
  FaultyPortal portal;
  portal.faults({{{"fault", "malformed"}}});
  CHECK_FALSE(Json::accept(portal.check_in("ONE").body));
  const wire::Reply details = portal.post("fetch-event-details", {{"eventId", "Fair"}});
  CHECK(details.whole);
  CHECK_FALSE(Json::accept(details.body));
  CHECK(Json::accept(details.body + "}"));
}

TEST_CASE("unlicensed and unauthorised: the two 403 of the document") {
  FaultyPortal portal;
  portal.faults({{{"fault", "unlicensed"}}});
  const wire::Reply unlicensed = portal.check_in("ONE");
  CHECK(unlicensed.status == 403);
  CHECK(unlicensed.body == R"({"code":"LICENSE_INACTIVE"})");
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/license-status?portalId=12345678").body ==
        R"({"licensed":false})");
  portal.faults({{{"fault", "unauthorised"}}});
  const wire::Reply unauthorised = portal.check_in("ONE");
  CHECK(unauthorised.status == 403);
  CHECK(unauthorised.body == R"({"error":"Portal 12345678 not authorised for events"})");
}

TEST_CASE("clock_offset: the Date header is off by so many seconds, and otherwise right") {
  FaultyPortal portal;
  const auto off = [&] {
    const auto date = parse_http_date(portal.post("fetch-events", Json::object()).headers.at("date"));
    REQUIRE(date);
    return *date - clock_now().wall;
  };
  CHECK(off() > seconds(-3));
  CHECK(off() < seconds(2));
  portal.faults({{{"fault", "clock_offset"}, {"seconds", -3600}}});
  CHECK(off() > seconds(-3603));
  CHECK(off() < seconds(-3597));
}

TEST_CASE("index_lag: two check-ins within the lag are both granted, and one after it is not") {
  FaultyPortal portal;
  portal.faults({{{"fault", "index_lag"}, {"seconds", 60}}});
  CHECK(Json::parse(portal.check_in("ONE").body)["checkedIn"] == true);
  CHECK(Json::parse(portal.check_in("ONE").body)["checkedIn"] == true);
  portal.faults({{{"fault", "index_lag"}, {"ms", 1}}});
  CHECK(Json::parse(portal.check_in("ONE").body)["accessDecision"] == "ALREADY_IN");
}

TEST_CASE("index_lag: a new record is not found yet, and its object can be read at once") {
  FaultyPortal portal;
  portal.faults({{{"fault", "index_lag"}, {"seconds", 60}}});
  const std::string id = portal.registration("", {{"qr_code", code_of("NEW")}, {"company", "Acme"}});
  CHECK(portal.decision("NEW") == "ERROR");
  const Json search{
      {"filterGroups",
       {{{"filters", {{{"propertyName", "qr_code"}, {"operator", "EQ"}, {"value", code_of("NEW")}}}}}}}};
  CHECK(Json::parse(portal.crm("POST", "/crm/v3/objects/event_registrations/search", search).body)["total"] ==
        0);
  CHECK(portal.object("event_registrations", id, "company")["company"] == "Acme");
  portal.faults(Json::array());
  CHECK(portal.decision("NEW") == "GRANT");
}

TEST_CASE("index_lag: a changed record is found as it was") {
  FaultyPortal portal;
  const std::string id = portal.registration("", {{"qr_code", code_of("OLD")}});
  portal.faults({{{"fault", "index_lag"}, {"seconds", 60}}});
  portal.crm("PATCH", "/crm/v3/objects/event_registrations/" + id,
             {{"properties", {{"registration_status", "cancelled"}}}});
  portal.crm("PATCH", "/crm/v3/objects/event_registrations/" + id, {{"properties", {{"company", "Acme"}}}});
  CHECK(portal.decision("OLD") == "GRANT");
  portal.faults(Json::array());
  CHECK(portal.decision("OLD") == "DENY");
}

TEST_CASE("a fault keeps to its endpoint, its count, and those it is to skip") {
  FaultyPortal portal;
  portal.faults({{{"fault", "error_before"}, {"endpoint", "check-in-by-qr"}, {"skip", 1}, {"count", 2}}});
  CHECK(portal.post("fetch-events", Json::object()).status == 200);
  std::vector<int> statuses;
  for (int at = 0; at < 5; ++at) statuses.push_back(portal.check_in("TWO").status);
  CHECK(statuses == std::vector<int>{200, 500, 500, 200, 200});
  const Json shown = Json::parse(wire::call(portal.sandbox.port(), "GET", "/sandbox/faults").body);
  CHECK(shown["faults"][0]["hits"] == 2);
}

TEST_CASE("probability and seed: the same seed meets the same requests") {
  FaultyPortal portal;
  const auto run = [&](int seed) {
    const Json list{{"seed", seed}, {"faults", {{{"fault", "error_before"}, {"probability", 0.5}}}}};
    wire::call(portal.sandbox.port(), "POST", "/sandbox/faults", list.dump());
    std::string met;
    for (int at = 0; at < 24; ++at) met += portal.check_in("TWO").status == 500 ? 'x' : '.';
    return met;
  };
  const std::string first = run(7);
  CHECK(run(7) == first);
  CHECK(run(8) != first);
  CHECK(first.find('x') != std::string::npos);
  CHECK(first.find('.') != std::string::npos);
}

TEST_CASE("a fault list that is none is refused with a sentence, and changes nothing") {
  FaultyPortal portal;
  portal.faults({{{"fault", "error_before"}}});
  for (const char* text : {R"([{"fault":"gremlins"}])", R"([{"fault":"cut","bytes":"many"}])",
                           R"({"fault":"cut"})", R"([{"fault":"cut","colour":"red"}])", "nonsense", "[7]"}) {
    CAPTURE(text);
    const wire::Reply reply = wire::call(portal.sandbox.port(), "POST", "/sandbox/faults", text);
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["error"].get<std::string>().size() > 20);
  }
  CHECK(portal.check_in("ONE").status == 500);
  wire::call(portal.sandbox.port(), "DELETE", "/sandbox/faults");
  CHECK(portal.check_in("ONE").status == 200);
}

TEST_CASE("the log tells what was asked, what was meant, and what went wrong") {
  FaultyPortal portal;
  portal.faults({{{"fault", "drop_after"}, {"endpoint", "check-in-by-qr"}, {"count", 1}}});
  portal.check_in("ONE");
  const Json entry = portal.log().back();
  CHECK(entry["path"] == "/apps/events/check-in-by-qr");
  CHECK(entry["decision"] == "GRANT");
  CHECK(entry["answered"] == false);
  CHECK(entry["faults"] == Json{"drop_after"});
  CHECK(Json::parse(entry["body"].get<std::string>())["qrCode"] == code_of("ONE"));
  const Json after = Json::parse(
      wire::call(portal.sandbox.port(), "GET", "/sandbox/log?after=" + entry["number"].dump()).body);
  CHECK(after["entries"].empty());
}
