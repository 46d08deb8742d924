#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "loopback.hpp"
#include "portal/wire.hpp"

using namespace usher;

TEST_CASE("a check-in of the document's example is a GRANT that was recorded") {
  Loopback server(always(http_answer(200, kGrant, "Date: Mon, 15 Jun 2026 09:32:01 GMT\r\n")));
  Client client(server.url());
  const auto answer = client.portal->check_in(kSarah, seconds(5));
  REQUIRE(answer);
  CHECK(answer->decision == Answer::Decision::Grant);
  CHECK(answer->checked_in);
  CHECK(answer->registration->attendee_name == "Sarah Johnson");
  CHECK(answer->registration->ticket_type == "standard");
  CHECK(answer->event_name == "Annual Member Conference");
  CHECK(answer->event_starts == parse_iso8601("2026-06-15T09:00:00.000Z"));
  CHECK(answer->portal_date == parse_iso8601("2026-06-15T09:32:01.000Z"));

  REQUIRE(server.requests().size() == 1);
  const std::string asked = server.requests()[0];
  CHECK(asked.find("POST /apps/events/check-in-by-qr HTTP/1.1\r\n") == 0);
  CHECK(asked.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(asked.find(R"({"portalId":"12345678","qrCode":"EVT-ABC123DEF456","action":"checkin"})") !=
        std::string::npos);
}

TEST_CASE("verification sends no action at all") {
  Loopback server(always(http_answer(200, kGrant)));
  Client client(server.url());
  REQUIRE(client.portal->verify(kSarah, seconds(5)));
  CHECK(server.requests()[0].find("action") == std::string::npos);
}

TEST_CASE("calls in a row share one connection") {
  Loopback server(always(http_answer(200, R"({"licensed":true})")));
  Client client(server.url());
  for (int i = 0; i < 5; ++i) CHECK(*client.portal->licensed(seconds(5)));
  CHECK(server.connections() == 1);
  CHECK(server.requests()[0].find("GET /apps/events/license-status?portalId=12345678 HTTP/1.1\r\n") == 0);
}

TEST_CASE("events are asked for past and future, since one leaves the default list when it starts") {
  const Event event{.id = "1", .name = "Member Conference"};
  Loopback server(always(http_answer(200, wire::write_events({event}))));
  Client client(server.url());
  const auto events = client.portal->events(seconds(5));
  REQUIRE(events);
  CHECK(events->size() == 1);
  CHECK(server.requests()[0].find(R"("upcomingOnly":false)") != std::string::npos);
}

TEST_CASE("a list may be longer than a check-in's answer; a page behind an error may not") {
  const std::vector<Event> events(2000, {.id = "1", .name = "Member Conference"});
  const std::string body = wire::write_events(events);
  REQUIRE(body.size() > 512 * 1024);
  Loopback server([&](Loopback::Connection& connection, int number) {
    connection.read_request();
    connection.write(http_answer(number == 0 ? 200 : 500, body));
  });
  Client client(server.url());
  CHECK(client.portal->events(seconds(5))->size() == 2000);
  const auto failed = client.portal->events(seconds(5));
  REQUIRE(!failed);
  CHECK(failed.failure().kind == Failure::Kind::MaybeSent);
}

TEST_CASE("a roster comes row by row, and a bad row costs itself alone") {
  const Event event{.id = "12345678", .name = "Monthly Member Webinar"};
  std::string body = wire::write_details(event, {{.id = "1", .code = "EVT-AAAAAAAAAAAA"}, {.id = "2"}});
  const auto rows = body.find("\"registrations\":[") + 17;
  body.insert(rows, R"({"id":null,"qr_code":"EVT-BBBBBBBBBBBB"},17,null,"x",{"id":{}},)");
  Loopback server(always(http_answer(200, body)));
  Client client(server.url());
  std::vector<std::string> ids;
  const auto head = client.portal->roster(
      "Monthly Member Webinar", [&](Registration&& row) { ids.push_back(row.id); }, seconds(5));
  REQUIRE(head);
  CHECK(head->event.id == "12345678");
  CHECK(head->rows == 2);
  CHECK(head->bad_rows == 5);
  CHECK(ids == std::vector<std::string>{"1", "2"});
  CHECK(server.requests()[0].find(R"("eventId":"Monthly Member Webinar","isNameLookup":true)") !=
        std::string::npos);
}

TEST_CASE("a roster that keeps coming gets more time than one that says nothing") {
  std::vector<Registration> guests(2000, {.id = "1", .company = "Acme Corp"});
  const std::string body = wire::write_details({.id = "1", .name = "A"}, guests);
  REQUIRE(body.size() > 256 * 1024);
  const auto fetch = [&](std::size_t at_first) {
    const std::string answer = http_answer(200, body);
    Loopback server([&](Loopback::Connection& connection, int) {
      connection.read_request();
      connection.write(std::string_view(answer).substr(0, at_first));
      connection.pause(600);
      connection.write(std::string_view(answer).substr(at_first));
      connection.wait_for_hang_up();
    });
    Client client(server.url());
    return client.portal->roster(
        "A", [](Registration&&) {}, milliseconds(300));
  };
  CHECK(fetch(body.size() / 2));  // seconds' worth of it, at the least pace that is waited for
  const auto silent = fetch(200);
  REQUIRE(!silent);
  CHECK(silent.failure().kind == Failure::Kind::MaybeSent);
}

TEST_CASE("a roster of guests with hundreds of properties is read, and so is one with a damaged value") {
  std::string row = R"({"id":"1","qr_code":"EVT-AAAAAAAAAAAA","amount_paid":NaN,"company":"\ud83d")";
  for (int i = 0; i < 300; ++i)
    row += ",\"custom_" + std::to_string(i) + "\":\"" + std::string(400, 'x') + "\"";
  REQUIRE(row.size() > 64 * 1024);
  const std::string body =
      R"({"success":true,"event":{"id":"7","name":"A"},"registrations":[)" + row + "}," + row + "}]}";
  Loopback server(always(http_answer(200, body)));
  Client client(server.url());
  const auto head = client.portal->roster(
      "A", [](Registration&& r) { CHECK(r.code == "EVT-AAAAAAAAAAAA"); }, seconds(5));
  REQUIRE(head);
  CHECK(head->rows == 2);
  CHECK(head->bad_rows == 0);
}

TEST_CASE("a roster that ends early is no roster") {
  const std::string body = wire::write_details({.id = "1", .name = "A"}, {{.id = "1"}, {.id = "2"}});
  for (std::size_t cut = 0; cut < body.size(); ++cut) {
    CAPTURE(cut);
    // Whole as HTTP, cut as JSON: what a crashed process behind a proxy leaves.
    Loopback server(always(http_answer(200, body.substr(0, cut))));
    Client client(server.url());
    const auto head = client.portal->roster(
        "A", [](Registration&&) {}, seconds(5));
    REQUIRE(!head);
    CHECK(head.failure().kind == Failure::Kind::MaybeSent);
  }
}

TEST_CASE("all connections of a station share one pace, and the door does not wait for it") {
  Loopback server(always(http_answer(200, kGrant)));
  const PortalSettings settings{.url = server.url(), .id = "12345678"};
  PortalPacer pacer({.per_second = 0.001, .burst = 4});
  const auto errands = make_portal(settings, pacer, PortalUse::Errands);
  const auto staff = make_portal(settings, pacer, PortalUse::Errands);
  const auto door = make_portal(settings, pacer, PortalUse::Door);
  // A flood of deliveries takes what it may, and leaves the last to those who are more urgent.
  int delivered = 0;
  PortalResult<Answer> answer = errands->check_in(kSarah, seconds(5));
  for (; answer; answer = errands->check_in(kSarah, seconds(5))) ++delivered;
  CHECK(delivered == 3);
  CHECK(answer.failure().kind == Failure::Kind::Paced);
  CHECK(server.requests().size() == 3);  // the fourth was not sent
  CHECK(staff->verify(kSarah, seconds(5)));
  CHECK(!staff->verify(kSarah, seconds(5)));
  for (int guest = 0; guest < 5; ++guest) CHECK(door->check_in(kSarah, seconds(5)));
  CHECK(!errands->roster(
      "A", [](Registration&&) {}, seconds(5)));
}

TEST_CASE("settings that cannot be meant are refused with a sentence") {
  const struct {
    std::string name;
    PortalSettings settings;
    std::string says;
  } cases[] = {
      {"plain http to another machine", {.url = "http://portal.example.com/", .id = "1"}, "plain http"},
      {"a name before the host", {.url = "https://127.0.0.1@portal.example.com/", .id = "1"}, "user name"},
      {"a file", {.url = "file:///etc/passwd", .id = "1"}, "portal.url:"},
      {"no id", {.url = "https://portal.example.com/", .id = ""}, "portal id"},
      {"an id of letters", {.url = "https://portal.example.com/", .id = "12a"}, "portal id"},
      {"no such ca_file",
       {.url = "https://portal.example.com/", .id = "1", .ca_file = "/nowhere/ca.pem"},
       "ca_file"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    PortalPacer pacer;
    std::string said;
    try {
      (void)make_portal(c.settings, pacer);
    } catch (const std::runtime_error& error) {
      said = error.what();
    }
    CAPTURE(said);
    CHECK(said.find(c.says) != std::string::npos);
  }
}
