#include "sides.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "raw_portal.hpp"
#include "sandbox/wire.hpp"
#include "usher/portal/worksby.hpp"
#include "usher/sandbox/sample_event.hpp"
#include "usher/sandbox/sandbox.hpp"

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
      ::execl(program.c_str(), "usher", "sandbox", "--listen", "127.0.0.1:0", "--guests", count.c_str(),
              nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    char letter = 0;
    while (::read(ends[0], &letter, 1) == 1 && letter != '\n') said += letter;
    ::close(ends[0]);
    const auto colon = said.rfind(':');
    if (said.substr(0, 12) != "listening on" || colon == std::string::npos) {
      throw std::runtime_error("contract: usher sandbox said '" + said + "'");
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

void by_client(const std::function<void(const Side&)>& contract_case, int guests) {
  const Sandbox sandbox({.guests = guests});
  PortalPacer pacer;
  const auto portal =
      make_portal({.url = sandbox.origin() + "/apps/events/", .id = "12345678"}, pacer, PortalUse::Door);
  contract_case({*portal, sandbox.port(), true});
}

}  // namespace

void by_hand(const std::function<void(const Side&)>& contract_case, int guests) {
  const char* chosen = std::getenv("USHER_PROGRAM");
  const std::string program = chosen != nullptr ? chosen : USHER_PROGRAM;
  if (!program.empty() && std::filesystem::exists(program)) {
    const SandboxProcess sandbox(program, guests);
    contract_case({*raw_portal(sandbox.port()), sandbox.port(), false});
    return;
  }
  static const bool said = [] {
    MESSAGE("SKIPPED usher sandbox as a process: " USHER_PROGRAM
            " is not built; bare HTTP asks one in this process");
    return true;
  }();
  (void)said;
  const Sandbox sandbox({.guests = guests});
  contract_case({*raw_portal(sandbox.port()), sandbox.port(), false});
}

void Side::faults(const std::string& json) const {
  const auto reply = ::wire::call(port, "POST", "/sandbox/faults", "{\"faults\":" + json + "}");
  REQUIRE(reply.status == 200);
}

void on_both_sides(const std::function<void(const Side&)>& contract_case, int guests) {
  {
    const std::string asked_by = "the client";
    CAPTURE(asked_by);
    by_client(contract_case, guests);
  }
  {
    const std::string asked_by = "bare HTTP";
    CAPTURE(asked_by);
    by_hand(contract_case, guests);
  }
}

Pass guest_who(const std::string& story, int guests) {
  for (const SampleGuest& guest : sample_guests(guests)) {
    if (guest.story == story) return Pass{guest.code};
  }
  throw std::runtime_error("contract: nobody in the cast: " + story);
}

}  // namespace usher
