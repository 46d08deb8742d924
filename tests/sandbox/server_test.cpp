#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "portal.hpp"
#include "usher/core/time.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;
using Json = TestPortal::Json;

namespace {

/// A path that is free, and freed again.
struct TemporaryFile {
  TemporaryFile()
      : path(std::filesystem::temp_directory_path() / ("usher_sandbox_" + std::to_string(::getpid()))) {
    remove();
  }
  ~TemporaryFile() { remove(); }
  void remove() const {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("a connection is kept alive for as many calls as there are") {
  const TestPortal portal;
  wire::Connection connection(portal.sandbox.port());
  for (int at = 0; at < 20; ++at) {
    connection.send(wire::request("GET", "/apps/events/license-status?portalId=12345678"));
    const wire::Reply reply = connection.receive();
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"licensed":true})");
  }
  connection.send(
      wire::request("GET", "/apps/events/license-status?portalId=1", "", "Connection: close\r\n"));
  CHECK(connection.receive().headers.at("connection") == "close");
}

TEST_CASE("requests that come before they are answered are answered in order") {
  const TestPortal portal;
  wire::Connection connection(portal.sandbox.port());
  connection.send(wire::request("GET", "/apps/events/license-status?portalId=12345678") +
                  wire::request("GET", "/apps/events/license-status?portalId=87654321"));
  CHECK(connection.receive().body == R"({"licensed":true})");
  CHECK(connection.receive().body == R"({"licensed":false})");
}

TEST_CASE("sixty clients at once, each on its own connection, and each pass is admitted once") {
  constexpr int kGuests = 300;
  const TestPortal portal({.guests = kGuests});
  const auto cast = sample_guests(kGuests);
  std::atomic<int> granted = 0, answered = 0;
  std::vector<std::jthread> clients;
  for (int client = 0; client < 60; ++client) {
    clients.emplace_back([&, client] {
      wire::Connection connection(portal.sandbox.port());
      // Every client meets every thirtieth guest, so that each guest is met twice.
      for (std::size_t at = static_cast<std::size_t>(client) % 30; at < kGuests; at += 30) {
        const Json body{{"portalId", "12345678"}, {"qrCode", cast[at].code}, {"action", "checkin"}};
        connection.send(wire::request("POST", "/apps/events/check-in-by-qr", body.dump()));
        const wire::Reply reply = connection.receive();
        if (reply.whole) ++answered;
        if (reply.body.find(R"("checkedIn":true)") != std::string::npos) ++granted;
      }
    });
  }
  clients.clear();
  CHECK(answered == 600);
  int expected = 0;
  for (int at = 0; at < kGuests; ++at)
    expected += cast[static_cast<std::size_t>(at)].verdict == Verdict::Kind::Grant;
  // Of the three pairs with one code, the first of each is granted.
  CHECK(granted == expected + 3);
}

TEST_CASE("what is no HTTP, too long or cut short gets a sentence or nothing, and harms nobody") {
  const TestPortal portal;
  struct Case {
    std::string bytes;
    int status;
  };
  const std::vector<Case> cases = {
      {"hello\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\n\r\n", 400},
      {"GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404},
      {"GET / HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n\r\n", 431},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /apps/events/fetch-events HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"portalId\"", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes.substr(0, 60));
    wire::Connection connection(portal.sandbox.port());
    connection.send(c.bytes);
    connection.finish();
    const wire::Reply reply = connection.receive();
    CHECK(reply.status == c.status);
    if (reply.status != 0) CHECK(Json::parse(reply.body)["error"].get<std::string>().size() > 10);
  }
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/license-status?portalId=12345678").status ==
        200);
}

TEST_CASE("bad JSON and wrong types get 400 with a sentence") {
  TestPortal portal;
  const std::string deep = std::string(100000, '[');
  for (const std::string& body :
       {std::string(), std::string("nonsense"), std::string("[1]"), std::string("7"),
        std::string("{\"portalId\":"), std::string("{\"portalId\":\"\xff\"}"), deep, "{\"a\":" + deep,
        std::string("{\"portalId\":1e999}")}) {
    CAPTURE(body.substr(0, 40));
    const wire::Reply reply = wire::call(portal.sandbox.port(), "POST", "/apps/events/fetch-events", body);
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["error"].get<std::string>().find(' ') != std::string::npos);
  }
  struct Case {
    const char* endpoint;
    Json body;
    const char* sentence;
  };
  const std::vector<Case> cases = {
      {"fetch-events", {{"portalId", Json::array()}}, "portalId must be a string"},
      {"fetch-events", {{"portalId", nullptr}}, "portalId is required"},
      {"fetch-events", {{"upcomingOnly", "false"}}, "upcomingOnly must be true or false"},
      {"fetch-events", {{"hideProjectEvents", 1}}, "hideProjectEvents must be true or false"},
      {"fetch-event-details", Json::object(), "eventId is required"},
      {"fetch-event-details", {{"eventId", {1}}}, "eventId must be a string"},
      {"fetch-user-registrations", Json::object(), "contactId is required"},
      {"check-in-by-qr", {{"qrCode", 12}}, "qrCode must be a string"},
      {"check-in-by-qr", Json::object(), "qrCode is required"},
      {"create-registration", {{"eventId", "x"}}, "formData is required"},
      {"create-registration", {{"eventId", "x"}, {"formData", "me"}}, "formData must be an object"},
      {"create-registration",
       {{"eventId", "x"}, {"formData", {{"firstName", "A"}, {"lastName", "B"}, {"email", "nobody"}}}},
       "formData.email is not an e-mail address"},
      {"update-registration",
       {{"registrationId", "x"}, {"propertyName", "email"}},
       "registrationId must be the number"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.sentence);
    const wire::Reply reply = portal.post(c.endpoint, c.body);
    CHECK(reply.status == 400);
    CHECK(Json::parse(reply.body)["error"].get<std::string>().starts_with(c.sentence));
  }
  CHECK(wire::call(portal.sandbox.port(), "GET", "/apps/events/fetch-events").status == 405);
  CHECK(wire::call(portal.sandbox.port(), "POST", "/apps/events/no-such").status == 404);
}

TEST_CASE("a client that says Expect: 100-continue is told to go on") {
  const TestPortal portal;
  wire::Connection connection(portal.sandbox.port());
  connection.send(
      "POST /apps/events/fetch-events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
      "23\r\n\r\n");
  CHECK(connection.receive(true).status == 100);
  connection.send(R"({"portalId":"12345678"})");
  CHECK(connection.receive().status == 200);
}

TEST_CASE("HTTP/1.0 gets its list without chunks") {
  const TestPortal portal({.guests = 50});
  const std::string body = R"({"portalId":"12345678","eventId":"annual-member-conference"})";
  wire::Connection connection(portal.sandbox.port());
  connection.send("POST /apps/events/fetch-event-details HTTP/1.0\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + body);
  const wire::Reply reply = connection.receive();
  CHECK_FALSE(reply.headers.contains("transfer-encoding"));
  CHECK(Json::parse(reply.body)["registrations"].size() == 50);
}

TEST_CASE("what was recorded is still there when the sandbox is started again on its file") {
  const TemporaryFile file;
  const auto cast = sample_guests(25);
  {
    TestPortal portal({.data = file.path, .guests = 25});
    CHECK(portal.posted("check-in-by-qr", {{"qrCode", cast[0].code}, {"action", "checkin"}})["checkedIn"] ==
          true);
  }
  TestPortal portal({.data = file.path, .guests = 25});
  CHECK(portal.posted("check-in-by-qr", {{"qrCode", cast[0].code}})["accessDecision"] == "ALREADY_IN");
  CHECK(portal.posted("check-in-by-qr", {{"qrCode", cast[1].code}})["accessDecision"] == "GRANT");
  // The sample was put in once, not again.
  CHECK(portal.posted("fetch-events", {{"upcomingOnly", false}})["total"] == 3);
}

TEST_CASE("what was answered is still there when the sandbox was killed in the middle") {
  const TemporaryFile file;
  const auto cast = sample_guests(25);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const Sandbox sandbox({.data = file.path, .guests = 25});
    const std::uint16_t port = sandbox.port();
    if (::write(ends[1], &port, sizeof port) != sizeof port) ::_exit(1);
    while (true) ::pause();
  }
  std::uint16_t port = 0;
  const bool told = ::read(ends[0], &port, sizeof port) == sizeof port;
  const Json body{{"portalId", "12345678"}, {"qrCode", cast[0].code}, {"action", "checkin"}};
  wire::Reply reply;
  if (told) reply = wire::call(port, "POST", "/apps/events/check-in-by-qr", body.dump());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  REQUIRE(told);
  CHECK(Json::parse(reply.body)["checkedIn"] == true);
  TestPortal again({.data = file.path, .guests = 25});
  CHECK(again.posted("check-in-by-qr", {{"qrCode", cast[0].code}})["accessDecision"] == "ALREADY_IN");
  CHECK(again.posted("fetch-event-details", {{"eventId", kSampleEventSlug}})["registrations"].size() == 25);
}

TEST_CASE("a sandbox that cannot start says why") {
  const TestPortal portal;
  CHECK_THROWS_WITH(Sandbox({.port = portal.sandbox.port(), .empty = true}),
                    doctest::Contains("Address already in use"));
  CHECK_THROWS_WITH(Sandbox({.address = "nonsense"}), doctest::Contains("cannot listen on nonsense"));
  CHECK_THROWS_WITH(Sandbox({.portal_id = "mine"}), doctest::Contains("must be a number"));
  CHECK_THROWS_WITH(Sandbox({.data = "/nonexistent/x.db"}),
                    doctest::Contains("cannot open /nonexistent/x.db"));
  CHECK_THROWS_WITH(Sandbox({.empty = true, .faults = "/nonexistent/faults"}),
                    doctest::Contains("cannot read"));
  const TemporaryFile file;
  { const Sandbox first({.data = file.path, .empty = true}); }
  CHECK_THROWS_WITH(Sandbox({.data = file.path, .portal_id = "999"}),
                    doctest::Contains("belongs to portal 12345678"));
  const TemporaryFile other;
  std::ofstream(other.path)
      << "this is no database, and long enough to be read as one if it were, which it is not";
  CHECK_THROWS_WITH(Sandbox({.data = other.path}), doctest::Contains("not a database"));
}
