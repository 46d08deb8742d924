#include <doctest/doctest.h>

#include "usher/portal/origin.hpp"

using namespace usher;

TEST_CASE("every form of the base URL leads to the same endpoint, never twice through /apps/events/") {
  const char* forms[] = {
      "https://api.worksby.design/apps/events/",
      "https://api.worksby.design/apps/events",
      "https://api.worksby.design/",
      "https://api.worksby.design",
      "api.worksby.design/apps/events/",
      "  https://API.worksby.design/apps/events/  ",
      "https://api.worksby.design/apps/events/license-status?portalId=1",
  };
  for (const char* form : forms) {
    CAPTURE(form);
    const auto origin = Origin::parse(form);
    REQUIRE(origin);
    const std::string endpoint = origin->endpoint("check-in-by-qr");
    CAPTURE(endpoint);
    CHECK(endpoint.substr(endpoint.find('/', 8)) == "/apps/events/check-in-by-qr");
    CHECK(endpoint.substr(0, 8) == "https://");
    CHECK(origin->is_tls());
  }
}

TEST_CASE("a port stays with its host") {
  CHECK(Origin::parse("http://127.0.0.1:8080/apps/events/")->endpoint("x") ==
        "http://127.0.0.1:8080/apps/events/x");
  CHECK(Origin::parse("http://[::1]:8080")->endpoint("x") == "http://[::1]:8080/apps/events/x");
  CHECK(Origin::parse("http://localhost:1/")->text() == "http://localhost:1");
}

TEST_CASE("plain http goes to this machine only") {
  CHECK(is_loopback_host("127.0.0.1"));
  CHECK(is_loopback_host("127.8.9.10"));
  CHECK(is_loopback_host("localhost"));
  CHECK(is_loopback_host("[::1]"));
  const char* others[] = {"127.0.0.1.example.com",
                          "127.example.com",
                          "localhost.example.com",
                          "10.0.0.1",
                          "0.0.0.0",
                          "127.",
                          "127.0.0.",
                          "[::2]",
                          "example.com",
                          ""};
  for (const char* other : others) {
    CAPTURE(other);
    CHECK_FALSE(is_loopback_host(other));
    CHECK_FALSE(Origin::parse(std::string("http://") + other + "/"));
  }
}

TEST_CASE("what is no URL of a portal says so") {
  for (const char* text :
       {"", " ", "ftp://example.com/", "https://", "https://a b/", "https://user:secret@example.com/",
        "https://77777%388", "http://127.0.0.1%2eexample.com/"}) {
    CAPTURE(text);
    const auto origin = Origin::parse(text);
    REQUIRE_FALSE(origin);
    CHECK(origin.failure().find("https://") != std::string::npos);
    CHECK(origin.failure().find("secret") == std::string::npos);
  }
}
