#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "loopback.hpp"
#include "stopwatch.hpp"
#include "tls_server.hpp"

using namespace usher;

namespace {

constexpr long kDay = 86'400;  // seconds
constexpr milliseconds kTlsLimit{2000};

/// One check-in over TLS; a client that trusts `ca_file` besides the system's authorities.
PortalResult<Answer> check_in_over_tls(const TlsServer& server, const std::string& ca_file) {
  const Client client(server.url(), PortalUse::Door, ca_file);
  return client.portal->check_in(kSarah, kTlsLimit);
}

}  // namespace

TEST_CASE("a portal behind a venue's own authority is trusted by its ca_file") {
  const Certificate certificate("IP:127.0.0.1", kDay);
  const TlsServer server(certificate, http_answer(200, kGrant));
  const Client client(server.url(), PortalUse::Door, certificate.file);
  // Three on one connection: what TLS itself sends between two calls is not taken for an answer nobody asked
  // for.
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.portal->check_in(kSarah, kTlsLimit);
    REQUIRE(answer);
    CHECK(answer->checked_in);
  }
}

TEST_CASE("a certificate that proves nothing gets no request") {
  const Certificate good("IP:127.0.0.1", kDay);
  const Certificate wrong_host("DNS:portal.example.com", kDay);
  const Certificate expired("IP:127.0.0.1", -60);
  const struct {
    std::string name;
    const Certificate& shown;
    std::string ca_file;
  } cases[] = {
      {"signed by nobody we know", good, ""},
      {"signed by another than ours", good, wrong_host.file},
      {"another host's", wrong_host, wrong_host.file},
      {"expired", expired, expired.file},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    TlsServer server(c.shown, http_answer(200, kGrant));
    const auto answer = check_in_over_tls(server, c.ca_file);
    REQUIRE(!answer);
    CAPTURE(answer.failure().detail);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
    CHECK(answer.failure().detail.find("certificate") != std::string::npos);  // as the doctor looks for it
    CHECK(server.requests() == 0);
  }
}

TEST_CASE("a server that speaks no TLS gets no request") {
  SUBCASE("plain HTTP behind https") {
    Loopback server(always(http_answer(200, kGrant)));
    Client client("https://127.0.0.1:" + std::to_string(server.port()));
    const auto answer = client.portal->check_in(kSarah, milliseconds(400));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
  SUBCASE("accepts and says nothing") {
    Loopback server([](Loopback::Connection& connection, int) { connection.wait_for_hang_up(); });
    Client client("https://127.0.0.1:" + std::to_string(server.port()));
    const Stopwatch watch;
    const auto answer = client.portal->check_in(kSarah, milliseconds(400));
    CHECK(watch.passed() <= milliseconds(400) + kMargin);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
  SUBCASE("hangs up in the handshake") {
    Loopback server([](Loopback::Connection& connection, int) { connection.wait_for_bytes(); });
    Client client("https://127.0.0.1:" + std::to_string(server.port()));
    const auto answer = client.portal->check_in(kSarah, milliseconds(400));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
}
