// One connection is kept from guest to guest. What may go wrong between two of them.
#include <doctest/doctest.h>

#include <stop_token>
#include <string>
#include <thread>

#include "fixtures.hpp"
#include "loopback.hpp"
#include "stopwatch.hpp"

using namespace usher;

namespace {

using Connection = Loopback::Connection;

const std::string kLicensed = http_answer(200, R"({"licensed":true})");

}  // namespace

TEST_CASE("a kept connection that ends without an answer does not make two check-ins") {
  // libcurl repeats a request, POST or not, when a reused connection ends before the first byte of an answer.
  Loopback server([](Connection& connection, int number) {
    connection.read_request();
    connection.write(number == 0 ? kLicensed : http_answer(200, kGrant));
    if (number == 0) connection.read_request();  // carried out, perhaps, and then the process died
  });
  Client client(server.url());
  REQUIRE(client.portal->licensed(seconds(5)));

  SUBCASE("a check-in is left as one that may have been sent") {
    const auto answer = client.portal->check_in(kSarah, seconds(5));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
    CHECK(answer.failure().detail.find("not sent a second time") != std::string::npos);
    CHECK(server.requests().size() == 2);
  }
  SUBCASE("a verification changes nothing and may be asked again") {
    const auto answer = client.portal->verify(kSarah, seconds(5));
    REQUIRE(answer);
    CHECK(server.requests().size() == 3);
  }
}

TEST_CASE("a kept connection that the server closed meanwhile costs a new one and nothing else") {
  Loopback server([](Connection& connection, int number) {
    connection.read_request();
    connection.write(kLicensed);
    if (number == 0) return;
    connection.read_request();
    connection.write(http_answer(200, kGrant));
  });
  Client client(server.url());
  REQUIRE(client.portal->licensed(seconds(5)));
  server.wait_until_closed(1);
  REQUIRE(client.portal->licensed(seconds(5)));
  const auto answer = client.portal->check_in(kSarah, seconds(5));
  REQUIRE(answer);
  CHECK(answer->checked_in);
  CHECK(server.connections() == 2);
}

TEST_CASE("a warmed connection serves the first guest, and is opened again where it was closed") {
  Loopback server([](Connection& connection, int number) {
    connection.read_request();
    connection.write(kLicensed);
    if (number == 0) return;
    connection.read_request();
    connection.write(http_answer(200, kGrant));
    connection.read_request();
  });
  Client client(server.url());
  CHECK(client.portal->warm(seconds(5)));
  server.wait_until_closed(1);
  CHECK(client.portal->warm(seconds(5)));
  CHECK(!client.portal->warm(seconds(5)));  // it stands: nothing is asked
  REQUIRE(client.portal->check_in(kSarah, seconds(5)));
  CHECK(!client.portal->warm(seconds(5)));
  CHECK(server.connections() == 2);
  CHECK(server.requests().size() == 3);
}

TEST_CASE("nobody to warm a connection with is no trouble") {
  std::uint16_t port = 0;
  {
    const Loopback gone(always(kLicensed));
    port = gone.port();
  }
  Client client("http://127.0.0.1:" + std::to_string(port) + "/");
  CHECK(client.portal->warm(seconds(5)));
  CHECK(client.portal->warm(seconds(5)));
}

TEST_CASE("an answer that nobody asked for is not taken for the next one") {
  // Left over from a confused proxy, or slipped in: a GRANT waits in the connection before the question.
  for (const bool together : {true, false}) {
    CAPTURE(together);
    Loopback server([together](Connection& connection, int number) {
      connection.read_request();
      if (number == 0) {
        connection.write(together ? kLicensed + http_answer(200, kGrant) : kLicensed);
        connection.wait_for_note("licensed");
        if (!together) connection.write(http_answer(200, kGrant));
        connection.note("slipped in");
      } else {
        connection.write(http_answer(404, R"({"error":"QR code not found"})"));
      }
      connection.read_request();
    });
    Client client(server.url());
    REQUIRE(client.portal->licensed(seconds(5)));
    server.note("licensed");
    server.wait_for_note("slipped in");
    const auto answer = client.portal->check_in(kSarah, seconds(5));
    REQUIRE(answer);
    CHECK(answer->decision == Answer::Decision::NotFound);
  }
}

TEST_CASE("a call that ran out of time takes its connection with it") {
  // The late answer belongs to the guest before.
  Loopback server([](Connection& connection, int number) {
    connection.read_request();
    if (number == 0) {
      connection.pause(300);
      connection.write(http_answer(200, kGrant));
      connection.wait_for_hang_up();
    } else {
      connection.write(http_answer(404, R"({"error":"QR code not found"})"));
    }
  });
  Client client(server.url());
  REQUIRE(!client.portal->check_in(kSarah, milliseconds(100)));
  const auto answer = client.portal->check_in({"EVT-ZZZZZZZZZZZZ"}, seconds(5));
  REQUIRE(answer);
  CHECK(answer->decision == Answer::Decision::NotFound);
}

TEST_CASE("a stop request ends the call under way") {
  Loopback server([](Connection& connection, int) {
    connection.read_request();
    connection.note("asked");
    connection.wait_for_hang_up();
  });
  std::stop_source stop;
  Client client(server.url(), PortalUse::Door, {}, stop.get_token());
  const Stopwatch watch;
  std::jthread stopper([&] {
    server.wait_for_note("asked");
    stop.request_stop();
  });
  const auto answer = client.portal->check_in(kSarah, seconds(60));
  REQUIRE(!answer);
  CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
  CHECK(watch.passed() < seconds(10));

  // And nothing is begun after it.
  const auto next = client.portal->check_in(kSarah, seconds(60));
  REQUIRE(!next);
  CHECK(next.failure().kind == Failure::Kind::NotSent);
}

TEST_CASE("what goes wrong at the receiver of a roster comes out whole, and the connection still serves") {
  Loopback server(
      always(http_answer(200, R"({"event":{"id":"1","name":"A"},"registrations":[{"id":"1"}]})")));
  Client client(server.url());
  const auto full_disk = [](Registration&&) { throw std::runtime_error("disk full"); };
  CHECK_THROWS_WITH((void)client.portal->roster("A", full_disk, seconds(5)), "disk full");
  CHECK(client.portal->roster(
      "A", [](Registration&&) {}, seconds(5)));
}
