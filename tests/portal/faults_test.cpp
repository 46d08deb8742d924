// docs/door.md, What an answer is, row by row: what a network or a wrong server does to one check-in, the
// class it gets, and that the call ends in time whatever happened.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "fixtures.hpp"
#include "loopback.hpp"
#include "name_lookup.hpp"
#include "stopwatch.hpp"

using namespace usher;

namespace {

using Connection = Loopback::Connection;
constexpr milliseconds kLimit{400};

/// One check-in against a server that behaves like that.
PortalResult<Answer> check_in_against(Loopback::Script script) {
  Loopback server(std::move(script));
  Client client(server.url());
  const Stopwatch watch;
  auto answer = client.portal->check_in(kSarah, kLimit);
  CHECK(watch.passed() <= kLimit + kMargin);
  // Nothing is ever sent twice, and nothing is asked anywhere else.
  CHECK(server.requests().size() <= 1);
  return answer;
}

/// Reads the request, then writes this and hangs up.
Loopback::Script then_hangs_up(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection, int) {
    if (!connection.read_request().empty()) connection.write(bytes);
  };
}

std::string chunked(std::string_view headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + std::string(headers) +
         "Transfer-Encoding: chunked\r\n\r\n";
}

const std::string kHead = http_answer(200, kGrant).substr(0, http_answer(200, kGrant).find("\r\n\r\n") + 4);
const std::string kGrantText(kGrant);

}  // namespace

TEST_CASE("what breaks on the way leaves a check-in that may have been sent") {
  const std::string whole = http_answer(200, kGrant);
  const struct {
    std::string name;
    Loopback::Script script;
  } cases[] = {
      {"reset before reading",
       [](Connection& connection, int) {
         connection.wait_for_bytes();
         connection.reset();
       }},
      {"reset after reading",
       [](Connection& connection, int) {
         connection.read_request();
         connection.reset();
       }},
      {"closed before reading", [](Connection& connection, int) { connection.wait_for_bytes(); }},
      {"closed after reading", then_hangs_up("")},
      {"never answers",
       [](Connection& connection, int) {
         connection.read_request();
         connection.wait_for_hang_up();
       }},
      {"never reads", [](Connection& connection, int) { connection.pause(60'000); }},
      {"the head and then nothing",
       [](Connection& connection, int) {
         connection.read_request();
         connection.write(kHead);
         connection.wait_for_hang_up();
       }},
      {"the head and then the end", then_hangs_up(kHead)},
      {"cut in the head", then_hangs_up(kHead.substr(0, 20))},
      {"cut in the body", then_hangs_up(whole.substr(0, whole.size() - 5))},
      {"cut in the body by a reset",
       [whole](Connection& connection, int) {
         connection.read_request();
         connection.write(whole.substr(0, whole.size() - 5));
         connection.reset();
       }},
      {"chunks without an end", then_hangs_up(chunked() + "10\r\n{\"success\":true,\r\n")},
      {"a chunk of no length", then_hangs_up(chunked() + "zz\r\n{}\r\n0\r\n\r\n")},
      {"dripping, a byte in 20 ms",
       [whole](Connection& connection, int) {
         connection.read_request();
         for (const char letter : whole) {
           if (!connection.write({&letter, 1}) || !connection.pause(20)) return;
         }
       }},
      {"no HTTP at all", then_hangs_up("SSH-2.0-OpenSSH_9.2\r\n")},
      {"a status that is no number", then_hangs_up("HTTP/1.1 abc OK\r\n\r\n{}")},
      {"packed though nobody asked",
       then_hangs_up(http_answer(200, "\x1f\x8b\x08 rubbish", "Content-Encoding: gzip\r\n"))},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = check_in_against(c.script);
    REQUIRE(!answer);
    CAPTURE(answer.failure().detail);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
    CHECK(!answer.failure().detail.empty());
  }
}

TEST_CASE("an answer without end is left long before the time is up") {
  const struct {
    std::string name;
    Loopback::Script script;
  } cases[] = {
      {"too big, and says so", then_hangs_up(http_answer(200, std::string(300 * 1024, ' ')))},
      {"too big, and goes on",
       [](Connection& connection, int) {
         connection.read_request();
         connection.write(chunked());
         const std::string chunk = "1000\r\n" + std::string(0x1000, ' ') + "\r\n";
         while (connection.write(chunk)) {
         }
       }},
      {"a head without end",
       [](Connection& connection, int) {
         connection.read_request();
         connection.write("HTTP/1.1 200 OK\r\n");
         while (connection.write("X-More: " + std::string(900, 'x') + "\r\n")) {
         }
       }},
      {"interim answers without end",
       [](Connection& connection, int) {
         connection.read_request();
         while (connection.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")) {
         }
       }},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = check_in_against(c.script);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
    CHECK(answer.failure().detail == "an answer too long to be the portal's");
  }
}

TEST_CASE("a 200 that is not our JSON decides nothing") {
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  const struct {
    std::string name;
    std::string body;
  } cases[] = {
      {"a captive portal's page", "<!DOCTYPE html><html><body>Welcome to the hotel! GRANT</body></html>"},
      {"nothing", ""},
      {"null", "null"},
      {"a word", "\"GRANT\""},
      {"a list", "[" + kGrantText + "]"},
      {"another program's JSON", R"({"status":"ok"})"},
      {"success false",
       R"({"success":false,"accessDecision":"GRANT","checkedIn":true,"registration":{"id":"1"}})"},
      {"an unknown decision", R"({"success":true,"accessDecision":"MAYBE","registration":{"id":"1"}})"},
      {"a decision in lower case", R"({"success":true,"accessDecision":"grant","registration":{"id":"1"}})"},
      {"ERROR, which is a 404", R"({"success":true,"accessDecision":"ERROR","registration":{"id":"1"}})"},
      {"nobody's registration", R"({"success":true,"accessDecision":"GRANT","checkedIn":true})"},
      {"a registration without id",
       R"({"success":true,"accessDecision":"GRANT","registration":{"attendeeName":"A"}})"},
      {"one key twice",
       R"({"success":true,"accessDecision":"DENY","accessDecision":"GRANT","registration":{"id":"1"}})"},
      {"cut, with the right length", kGrantText.substr(0, kGrantText.size() - 3)},
      {"something behind it", kGrantText + "{}"},
      {"too deep",
       R"({"success":true,"accessDecision":"GRANT","registration":{"id":"1"},"more":)" + deep + "}"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = check_in_against(always(http_answer(200, c.body)));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
    CHECK(answer.failure().status == 200);
  }
}

TEST_CASE("a status is judged before the body") {
  const std::string grant(kGrant);
  const std::string page = "<html>502 Bad Gateway</html>";
  using Kind = Failure::Kind;
  const struct {
    std::string name;
    int status;
    std::string body;
    std::string headers;
    Kind kind;
    int retry_after;  // seconds; 0: none
  } cases[] = {
      {"500 with our GRANT", 500, grant, "", Kind::MaybeSent, 0},
      {"500 with an error", 500, R"({"error":"Internal"})", "", Kind::MaybeSent, 0},
      {"502 page", 502, page, "", Kind::MaybeSent, 0},
      {"503 with Retry-After", 503, page, "Retry-After: 20\r\n", Kind::MaybeSent, 20},
      {"504", 504, "", "", Kind::MaybeSent, 0},
      {"599", 599, "", "", Kind::MaybeSent, 0},
      {"429", 429, R"({"error":"Too many requests"})", "", Kind::Paced, 0},
      {"429, at once", 429, R"({"error":"Too many requests"})", "Retry-After: 0\r\n", Kind::Paced, 1},
      {"429, next week", 429, R"({"error":"Too many requests"})", "Retry-After: 604800\r\n", Kind::Paced,
       300},
      {"429, beyond numbers", 429, R"({"error":"x"})", "Retry-After: 99999999999999999999999\r\n",
       Kind::Paced, 300},
      {"429, negative", 429, R"({"error":"x"})", "Retry-After: -5\r\n", Kind::Paced, 0},
      {"429, by date", 429, R"({"message":"limit"})",
       "Date: Mon, 15 Jun 2026 09:32:00 GMT\r\nRetry-After: Mon, 15 Jun 2026 09:32:30 GMT\r\n", Kind::Paced,
       30},
      {"429, by a date and no Date", 429, R"({"message":"limit"})",
       "Retry-After: Mon, 15 Jun 2026 09:32:30 GMT\r\n", Kind::Paced, 0},
      {"429 page", 429, page, "Retry-After: 7\r\n", Kind::MaybeSent, 7},
      {"403, no licence", 403, R"({"code":"LICENSE_INACTIVE"})", "", Kind::LicenceInactive, 0},
      {"403, not installed", 403, R"({"error":"Portal 12345678 not authorised for events"})", "",
       Kind::NotAuthorised, 0},
      {"403, something else", 403, R"({"error":"Forbidden"})", "", Kind::Blocked, 0},
      {"403 page", 403, page, "", Kind::MaybeSent, 0},
      {"401", 401, R"({"message":"Sign in"})", "", Kind::Blocked, 0},
      {"400", 400, R"({"error":"qrCode is required"})", "", Kind::Refused, 0},
      {"400 page", 400, page, "", Kind::MaybeSent, 0},
      {"404 page", 404, page, "", Kind::MaybeSent, 0},
      {"404 of another program", 404, R"({"message":"no route"})", "", Kind::MaybeSent, 0},
      {"404 that contradicts itself", 404, grant, "", Kind::MaybeSent, 0},
      {"418", 418, R"({"error":"teapot"})", "", Kind::Refused, 0},
      {"a redirect within the host", 301, "", "Location: /apps/events/elsewhere\r\n", Kind::MaybeSent, 0},
      {"a redirect that keeps the method", 307, grant, "Location: /login\r\n", Kind::MaybeSent, 0},
      {"204", 204, "", "", Kind::MaybeSent, 0},
      {"a status of no class", 999, grant, "", Kind::MaybeSent, 0},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = check_in_against(always(http_answer(c.status, c.body, c.headers)));
    REQUIRE(!answer);
    CHECK(std::string(failure_word(answer.failure().kind)) == failure_word(c.kind));
    CHECK(answer.failure().status == c.status);
    CHECK(answer.failure().retry_after.value_or(seconds(0)) == seconds(c.retry_after));
  }
}

TEST_CASE("404 with our JSON is an answer: nobody has this code") {
  for (const char* body :
       {R"({"success":false,"accessDecision":"ERROR"})", R"({"error":"QR code not found"})"}) {
    CAPTURE(body);
    const auto answer = check_in_against(always(http_answer(404, body)));
    REQUIRE(answer);
    CHECK(answer->decision == Answer::Decision::NotFound);
    CHECK(!answer->registration);
  }
}

TEST_CASE("a redirect to another host is not followed") {
  Loopback other(always(http_answer(200, kGrant)));
  for (const int status : {301, 302, 303, 307, 308}) {
    CAPTURE(status);
    const std::string location = "Location: " + other.url() + "check-in-by-qr\r\n";
    const auto answer = check_in_against(always(http_answer(status, "", location)));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
  }
  CHECK(other.connections() == 0);
}

TEST_CASE("what never reached a portal was not sent") {
  SUBCASE("nobody listens") {
    std::string url;
    {
      const Loopback gone(always(""));
      url = gone.url();
    }
    Client client(url);
    const auto answer = client.portal->check_in(kSarah, kLimit);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
  SUBCASE("nobody knows the name") {
    Client client("https://unknown.test/");
    const auto answer = client.portal->check_in(kSarah, kLimit);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
  SUBCASE("the name server is dead") {
    const DeadNameServer dead;
    Client client("https://slow.test/");
    const Stopwatch watch;
    const auto answer = client.portal->check_in(kSarah, kLimit);
    CHECK(watch.passed() >= kLimit - milliseconds(50));  // else the fault was not there
    CHECK(watch.passed() <= kLimit + kMargin);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
  }
  SUBCASE("no time was left") {
    Loopback server(always(http_answer(200, kGrant)));
    Client client(server.url());
    const auto answer = client.portal->check_in(kSarah, milliseconds(0));
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::NotSent);
    CHECK(server.connections() == 0);
  }
}

TEST_CASE("the environment's proxy is nobody we asked") {
  Loopback proxy(always(http_answer(200, kGrant)));
  Loopback server(always(http_answer(404, R"({"error":"QR code not found"})")));
  const std::string address = "http://127.0.0.1:" + std::to_string(proxy.port());
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, address.c_str(), 1);
  Client client(server.url());
  const auto answer = client.portal->check_in(kSarah, seconds(5));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
  REQUIRE(answer);
  CHECK(answer->decision == Answer::Decision::NotFound);
  CHECK(proxy.connections() == 0);
}
