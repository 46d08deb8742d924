#include "usher/stage/sandbox/seed.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "portal.hpp"

using namespace usher;
using Json = TestPortal::Json;

namespace {

const std::string kSample = USHER_TESTS_DIR "/../assets/sandbox/event.json";

Result<SeedReport, std::string> seed(const TestPortal& portal, const std::string& file,
                                     const std::string& token = "sandbox-token") {
  return seed_portal({.url = portal.sandbox.origin(), .token = token, .event_file = file},
                     [](const std::string&) {});
}

/// A file with this text, for the length of a test.
struct EventText {
  explicit EventText(const std::string& text)
      : path(std::filesystem::temp_directory_path() / ("usher_event_" + std::to_string(::getpid()))) {
    std::ofstream(path) << text;
  }
  ~EventText() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("the sample event file becomes an event with guests, contacts and links") {
  TestPortal portal;
  const auto report = seed(portal, kSample);
  CAPTURE((report ? std::string() : report.failure()));
  REQUIRE(report);
  CHECK(report->event_is_new);
  CHECK(report->registrations == 8);
  CHECK(report->contacts == 8);
  CHECK(report->links == 32);
  const Json details = portal.posted("fetch-event-details", {{"eventId", "members-evening"}});
  CHECK(details["registrations"].size() == 8);
  const Json answer =
      portal.posted("check-in-by-qr", {{"qrCode", "EVT-ABC123DEF456"}, {"action", "checkin"}});
  CHECK(answer["accessDecision"] == "GRANT");
  CHECK(answer["event"]["name"] == "Members’ Evening");
  // Siobhán's ticket was bought by Sarah.
  const Json siobhan = details["registrations"][6];
  const Json linked =
      Json::parse(portal
                      .crm("GET", "/crm/v4/objects/event_registrations/" + siobhan["id"].get<std::string>() +
                                      "/associations/contacts")
                      .body);
  CHECK(linked["results"].size() == 2);
}

TEST_CASE("seeding again makes nothing twice") {
  TestPortal portal;
  REQUIRE(seed(portal, kSample));
  const auto again = seed(portal, kSample);
  REQUIRE(again);
  CHECK_FALSE(again->event_is_new);
  CHECK(again->registrations == 0);
  CHECK(again->already_there == 8);
  CHECK(again->contacts == 0);
  CHECK(portal.posted("fetch-event-details", {{"eventId", "members-evening"}})["registrations"].size() == 8);
}

TEST_CASE("seeding that was broken off goes on where it stopped") {
  TestPortal portal;
  // The registrations are made, and the answer that says so is lost: they must not be made again.
  portal.faults({{{"fault", "drop_after"},
                  {"endpoint", "/crm/v3/objects/" + portal.type("event_registrations") + "/batch"}}});
  CHECK_FALSE(seed(portal, kSample));
  portal.faults(Json::array());
  const auto rest = seed(portal, kSample);
  REQUIRE(rest);
  CHECK(rest->already_there == 8);
  CHECK(portal.posted("fetch-event-details", {{"eventId", "members-evening"}})["registrations"].size() == 8);
}

TEST_CASE("a portal that says 429 is waited for") {
  TestPortal portal;
  portal.faults(
      {{{"fault", "rate_limit"}, {"endpoint", "/crm/v3/objects"}, {"count", 1}, {"retry_after", 1}}});
  CHECK(seed(portal, kSample));
}

TEST_CASE("what cannot be seeded is said in a sentence") {
  const TestPortal portal;
  struct Case {
    const char* text;
    const char* sentence;
  };
  for (
      const Case& c : {
          Case{"nonsense", "not JSON"},
          Case{"{}", "there is no \"event\""},
          Case{R"({"event":{}})", "the event has no name"},
          Case{R"({"event":{"name":"x","colour":"red"}})", "which is no property of events"},
          Case{R"({"event":{"name":"x"},"guests":[]})", "neither event nor registrations"},
          Case{R"({"event":{"name":"x"},"registrations":[{"first_name":"A"}]})",
               "registration 1 has no email"},
          Case{R"({"event":{"name":"x"},"registrations":[{"email":"a@b"}]})", "registration 1 has no name"},
          Case{
              R"({"event":{"name":"x"},"registrations":[{"email":"a@b","first_name":"A","qr_code":"EVT-1"}]})",
              "not EVT- and 12"},
          Case{R"({"event":{"name":"x","event_status":"open"}})", "not one of the allowed options"},
      }) {
    CAPTURE(c.text);
    const EventText file(c.text);
    const auto report = seed(portal, file.path);
    REQUIRE_FALSE(report);
    CHECK(report.failure().find(c.sentence) != std::string::npos);
  }
  CHECK(seed(portal, kSample, "wrong").failure().find("401") != std::string::npos);
  CHECK(seed(portal, "/nonexistent").failure().find("seed: cannot read /nonexistent") == 0);
  for (const char* url : {"http://api.hubapi.com", "http://127.0.0.1.example.com",
                          "http://127.0.0.1:80@example.com", "ftp://x", ""}) {
    CAPTURE(url);
    const auto report =
        seed_portal({.url = url, .token = "t", .event_file = kSample}, [](const std::string&) {});
    CHECK(report.failure().find("must begin with https://") != std::string::npos);
  }
}
