// The rows of the table: what networks do.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "network.hpp"
#include "portal/name_lookup.hpp"
#include "portal/tls_server.hpp"

namespace usher {

namespace {

using Class = NetworkRow::Class;
using Connection = Loopback::Connection;

constexpr long kDay = 86'400;  // seconds

/// A port whose queue is full: what knocks there is never answered, as behind a firewall that drops.
class FullQueue {
 public:
  FullQueue() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address_), size) != 0 ||
        ::listen(listener_, 0) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address_), &size) != 0) {
      throw std::runtime_error("full queue: cannot listen");
    }
    for (int& filler : fillers_) {
      filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      ::connect(filler, reinterpret_cast<const sockaddr*>(&address_), size);
    }
  }
  ~FullQueue() {
    for (const int filler : fillers_) ::close(filler);
    ::close(listener_);
  }
  FullQueue(const FullQueue&) = delete;
  FullQueue& operator=(const FullQueue&) = delete;
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)) + "/apps/events/";
  }

 private:
  int listener_ = -1;
  int fillers_[4] = {-1, -1, -1, -1};
  sockaddr_in address_{};
};

Foe nobody_listens(const Grounds&) {
  return {.url = Loopback(always("")).url()};
}

/// A TLS server that would answer GRANT to everybody, with a certificate for `name`.
Foe over_tls(const std::string& name, long seconds_valid, bool trusted) {
  struct Pair {
    Certificate certificate;
    TlsServer server;
    Pair(const std::string& n, long valid)
        : certificate(n, valid),
          server(
              certificate,
              http_answer(
                  200,
                  R"({"success":true,"accessDecision":"GRANT","checkedIn":true,"registration":{"id":"1"}})")) {
    }
  };
  const auto pair = std::make_shared<Pair>(name, seconds_valid);
  return {.url = pair->server.url(), .ca_file = trusted ? pair->certificate.file : "", .alive = pair};
}

Foe secured(Loopback::Script script) {
  Foe foe = raw(std::move(script));
  foe.url.replace(0, 4, "https");
  return foe;
}

void silence(Connection& connection, int) {
  connection.wait_for_hang_up();
}

/// Split into head and body, as one string each.
std::size_t body_at(const std::string& answer) {
  return answer.find("\r\n\r\n") + 4;
}

/// Piece by piece with a pause after each.
bool drip(Connection& connection, const std::string& answer, std::size_t piece, int pause_ms) {
  for (std::size_t at = 0; at < answer.size(); at += piece) {
    if (!connection.write(std::string_view(answer).substr(at, piece)) || !connection.pause(pause_ms))
      return false;
  }
  return true;
}

const std::string kPage =
    http_answer(200, "<!DOCTYPE html><html><body>Welcome to the hotel! GRANT</body></html>", "",
                "text/html; charset=utf-8");

/// Rows of one exchange; `commits` when it passes the request on first.
NetworkRow row(std::string name, bool commits, Exchange exchange, bool warm = false) {
  return {
      .name = std::move(name),
      .expected = Class::MaybeSent,
      .foe = [exchange = std::move(exchange), warm](const Grounds& g) { return behind(g, exchange, warm); },
      .commits = commits,
      .warm = warm};
}

/// The answer is the portal's own, in time: recorded there.
NetworkRow sound_row(std::string name, Exchange exchange, bool warm = false) {
  NetworkRow sound = row(std::move(name), false, std::move(exchange), warm);
  sound.expected = Class::Answered;
  sound.recorded = Verdict::Recorded::Portal;
  sound.stranger = Verdict::Kind::Grant;
  return sound;
}

/// What is done to the portal's own answer, after its commit.
NetworkRow spoilt_row(std::string name, std::function<void(Connection&, const std::string& answer)> spoil) {
  return row(std::move(name), true,
             [spoil = std::move(spoil)](Connection& c, const std::string& request, const Grounds& g) {
               spoil(c, forwarded(g, request));
               return false;
             });
}

}  // namespace

std::vector<NetworkRow> unreached_rows() {
  const auto unsent = [](std::string name, std::function<Foe(const Grounds&)> foe) {
    return NetworkRow{.name = std::move(name), .expected = Class::NotSent, .foe = std::move(foe)};
  };
  return {
      unsent("nobody knows the name", [](const Grounds&) { return Foe{.url = "https://unknown.test/"}; }),
      unsent("the name server is dead",
             [](const Grounds&) {
               return Foe{.url = "https://slow.test/", .alive = std::make_shared<DeadNameServer>()};
             }),
      unsent("connection refused", nobody_listens),
      unsent("no answer to the knock",
             [](const Grounds&) {
               const auto queue = std::make_shared<FullQueue>();
               return Foe{.url = queue->url(), .alive = queue};
             }),
      unsent("certificate signed by nobody",
             [](const Grounds&) { return over_tls("IP:127.0.0.1", kDay, false); }),
      unsent("certificate of another host",
             [](const Grounds&) { return over_tls("DNS:portal.example.com", kDay, true); }),
      unsent("certificate expired", [](const Grounds&) { return over_tls("IP:127.0.0.1", -60, true); }),
      unsent("plain HTTP behind https", [](const Grounds&) { return secured(always(kPage)); }),
      unsent("silence in the TLS handshake", [](const Grounds&) { return secured(silence); }),
      unsent("hangs up in the TLS handshake",
             [](const Grounds&) { return secured([](Connection& c, int) { c.wait_for_bytes(); }); }),
  };
}

std::vector<NetworkRow> broken_rows() {
  const auto before = [](std::string name, Loopback::Script script) {
    return NetworkRow{.name = std::move(name),
                      .expected = Class::MaybeSent,
                      .foe = [script = std::move(script)](const Grounds&) { return raw(script); }};
  };
  const auto relay = [](Connection& c, const std::string& request, const Grounds& g) {
    return c.write(forwarded(g, request));
  };
  return {
      sound_row("a sound portal", relay),
      sound_row("slow, within the deadline",
                [relay](Connection& c, const std::string& request, const Grounds& g) {
                  return c.pause(static_cast<int>(g.deadline.count()) / 4) && relay(c, request, g);
                }),
      sound_row("dripping, within the deadline",
                [](Connection& c, const std::string& request, const Grounds& g) {
                  const std::string answer = forwarded(g, request);
                  return drip(c, answer, answer.size() / 8, static_cast<int>(g.deadline.count()) / 40);
                }),
      row("slower than the deadline, after the commit", true,
          [](Connection& c, const std::string& request, const Grounds& g) {
            const std::string answer = forwarded(g, request);
            return c.pause(static_cast<int>(g.deadline.count()) + 400) && c.write(answer);
          }),
      before("reset before the request is read",
             [](Connection& c, int) {
               c.wait_for_bytes();
               c.reset();
             }),
      before("closed before the request is read", [](Connection& c, int) { c.wait_for_bytes(); }),
      before("half-open: never reads", [](Connection& c, int) { c.pause(60'000); }),
      row("reset before the commit", false,
          [](Connection& c, const std::string&, const Grounds&) {
            c.reset();
            return false;
          }),
      row("closed before the commit", false,
          [](Connection&, const std::string&, const Grounds&) { return false; }),
      row("half-open: never answers", false,
          [](Connection& c, const std::string&, const Grounds&) {
            c.wait_for_hang_up();
            return false;
          }),
      row(
          "a kept connection goes dead", false,
          [](Connection& c, const std::string&, const Grounds&) {
            c.wait_for_hang_up();
            return false;
          },
          true),
      row(
          "a kept connection is reset", false,
          [](Connection& c, const std::string&, const Grounds&) {
            c.reset();
            return false;
          },
          true),
      spoilt_row("reset after the commit", [](Connection& c, const std::string&) { c.reset(); }),
      spoilt_row("closed after the commit", [](Connection&, const std::string&) {}),
      spoilt_row("half-open after the commit",
                 [](Connection& c, const std::string&) { c.wait_for_hang_up(); }),
      spoilt_row("cut in the head", [](Connection& c, const std::string& a) { c.write(a.substr(0, 20)); }),
      spoilt_row("cut after the head",
                 [](Connection& c, const std::string& a) { c.write(a.substr(0, body_at(a))); }),
      spoilt_row("cut in the body",
                 [](Connection& c, const std::string& a) { c.write(a.substr(0, a.size() - 5)); }),
      spoilt_row("cut in the body by a reset",
                 [](Connection& c, const std::string& a) {
                   c.write(a.substr(0, a.size() - 5));
                   c.reset();
                 }),
      spoilt_row("the head and then silence",
                 [](Connection& c, const std::string& a) {
                   c.write(a.substr(0, body_at(a)));
                   c.wait_for_hang_up();
                 }),
      spoilt_row("dripping, a byte in 20 ms", [](Connection& c, const std::string& a) { drip(c, a, 1, 20); }),
      spoilt_row("no HTTP at all",
                 [](Connection& c, const std::string&) { c.write("SSH-2.0-OpenSSH_9.2\r\n"); }),
      spoilt_row(
          "an answer too big, and says so",
          [](Connection& c, const std::string&) { c.write(http_answer(200, std::string(300 * 1024, ' '))); }),
      spoilt_row("an answer without end",
                 [](Connection& c, const std::string&) {
                   c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                   while (c.write("1000\r\n" + std::string(0x1000, ' ') + "\r\n")) {
                   }
                 }),
      spoilt_row("HTML after the commit", [](Connection& c, const std::string&) { c.write(kPage); }),
      spoilt_row("502 after the commit",
                 [](Connection& c, const std::string&) {
                   c.write(http_answer(502, "<html>502 Bad Gateway</html>"));
                 }),
      spoilt_row("504 after the commit",
                 [](Connection& c, const std::string&) { c.write(http_answer(504, "")); }),
      spoilt_row("redirect after the commit",
                 [](Connection& c, const std::string&) {
                   c.write(http_answer(302, "", "Location: http://login.example.net/\r\n"));
                 }),
  };
}

}  // namespace usher
