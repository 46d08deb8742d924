#include "sides.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "portal/http.hpp"
#include "raw_portal.hpp"
#include "sandbox/wire.hpp"
#include "stage/sandbox/sample/crm_client.hpp"
#include "usher/portal/worksby/worksby.hpp"
#include "usher/stage/sandbox/sample_event.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

namespace usher {
namespace {

/// `usher sandbox` as people start it.
class SandboxProcess {
 public:
  SandboxProcess(const std::string& program, int guests) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("contract: no pipe");
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      const std::string count = std::to_string(guests);
      if (guests == kEmpty) {
        ::execl(program.c_str(), "usher", "sandbox", "--listen", "127.0.0.1:0", "--empty", nullptr);
      } else {
        ::execl(program.c_str(), "usher", "sandbox", "--listen", "127.0.0.1:0", "--guests", count.c_str(),
                nullptr);
      }
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    char letter = 0;
    while (::read(ends[0], &letter, 1) == 1 && letter != '\n') said += letter;
    ::close(ends[0]);
    const auto colon = said.rfind(':');
    if (said.substr(0, 12) != "listening on" || colon == std::string::npos) {
      throw std::runtime_error("contract: usher sandbox said '" + said + "'; is " + program + " built?");
    }
    port_ = static_cast<std::uint16_t>(std::stoul(said.substr(colon + 1)));
  }
  ~SandboxProcess() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  SandboxProcess(const SandboxProcess&) = delete;
  SandboxProcess& operator=(const SandboxProcess&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

/// The station's own clients, and a sandbox in this process.
class ClientSide : public Side {
 public:
  ClientSide(Portal& typed, const Sandbox& sandbox)
      : Side(typed), sandbox_(sandbox), http_(*Origin::parse(sandbox.origin()), {}) {}

  ::wire::Reply call(const std::string& method, const std::string& path, const std::string& body,
                     const std::string& headers) override {
    constexpr std::string_view kEvents = "/apps/events/", kBearer = "Authorization: Bearer ";
    if (path.starts_with(kEvents) && headers.empty() && method == (body.empty() ? "GET" : "POST")) {
      return over_the_connection(path.substr(kEvents.size()), body);
    }
    if (path.starts_with("/crm") && headers.starts_with(kBearer)) {
      return by_the_seeder(method, path, body,
                           headers.substr(kBearer.size(), headers.find("\r\n") - kBearer.size()));
    }
    return ::wire::call(sandbox_.port(), method, path, body, headers);
  }

 private:
  ::wire::Reply over_the_connection(const std::string& endpoint, const std::string& body) {
    auto answer =
        http_.send({.endpoint = endpoint, .body = body, .size_limit = std::size_t{64} << 20}, kPatience);
    if (!answer) return {};
    return {.status = answer->status, .body = std::move(answer->body), .whole = true};
  }

  /// The client that `usher sandbox seed` speaks with.
  ::wire::Reply by_the_seeder(const std::string& method, const std::string& path, const std::string& body,
                              const std::string& token) {
    sandbox::CrmClient client(sandbox_.origin(), token);
    const auto answer = client.call(method, path, body.empty() ? Json() : Json::parse(body), false);
    if (!answer) return {};
    return {
        .status = answer->status, .body = answer->body.is_null() ? "" : answer->body.dump(), .whole = true};
  }

  const Sandbox& sandbox_;
  Http http_;
};

/// Bare sockets, and whatever listens there.
class BareSide : public Side {
 public:
  BareSide(Portal& typed, std::uint16_t port) : Side(typed), port_(port) {}
  ::wire::Reply call(const std::string& method, const std::string& path, const std::string& body,
                     const std::string& headers) override {
    return ::wire::call(port_, method, path, body, headers);
  }

 private:
  std::uint16_t port_;
};

SandboxOptions options_for(int guests) {
  return {.guests = std::max(guests, 0), .empty = guests == kEmpty};
}

void by_client(void (*body)(Side&), int guests) {
  const Sandbox sandbox(options_for(guests));
  PortalPacer pacer;
  const auto portal =
      make_portal({.url = sandbox.origin() + "/apps/events/", .id = "12345678"}, pacer, PortalUse::Door);
  ClientSide side(*portal, sandbox);
  body(side);
}

void by_bare_http(void (*body)(Side&), int guests) {
  const char* chosen = std::getenv("USHER_PROGRAM");
  const SandboxProcess sandbox(chosen != nullptr ? chosen : USHER_PROGRAM, guests);
  const auto portal = raw_portal(sandbox.port());
  BareSide side(*portal, sandbox.port());
  body(side);
}

std::vector<ContractCase>& table() {
  static std::vector<ContractCase> cases;
  return cases;
}

}  // namespace

const std::vector<ContractCase>& contract_cases() {
  return table();
}

ContractEntry::ContractEntry(const char* name, void (*body)(Side&), int guests) {
  table().push_back({name, body, guests});
}

void on_both_sides(void (*body)(Side&), int guests) {
  {
    const std::string asked_by = "the client";
    CAPTURE(asked_by);
    by_client(body, guests);
  }
  {
    const std::string asked_by = "bare HTTP";
    CAPTURE(asked_by);
    by_bare_http(body, guests);
  }
}

Pass guest_who(const std::string& story, int guests) {
  for (const SampleGuest& guest : sample_guests(guests)) {
    if (guest.story == story) return Pass{guest.code};
  }
  throw std::runtime_error("contract: nobody in the cast: " + story);
}

}  // namespace usher
