#include "cli/sd_service.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace usher;

namespace {

/// What systemd has at the other end: a datagram socket, here with an abstract name of the test's own.
struct Manager {
  std::string name = "@usher-service-test-" + std::to_string(getpid());
  int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  Manager() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path, sizeof(address.sun_path) - 1);
    address.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    if (bind(descriptor, reinterpret_cast<sockaddr*>(&address), length) != 0)
      throw std::runtime_error("bind");
  }
  ~Manager() { close(descriptor); }

  std::vector<std::string> heard() const {
    std::vector<std::string> words;
    char buffer[512];
    for (;;) {
      const auto size = recv(descriptor, buffer, sizeof(buffer), 0);
      if (size < 0) return words;
      words.emplace_back(buffer, static_cast<std::size_t>(size));
    }
  }
};

Tick at(int ms) {
  return Tick{milliseconds{ms}};
}

}  // namespace

TEST_CASE("the service manager hears ready and stopping once, whatever is repeated") {
  const Manager manager;
  SdService service(manager.name);
  REQUIRE(service.listening());
  service.ready();
  service.ready();
  service.stopping();
  service.stopping();
  CHECK(manager.heard() == std::vector<std::string>{"READY=1", "STOPPING=1"});
}

TEST_CASE("thirty turns a second feed the watchdog once a second, and no turn feeds it not at all") {
  const Manager manager;
  SdService service(manager.name);
  for (int ms = 0; ms < 3000; ms += 33) service.turned(at(ms));
  CHECK(manager.heard() == std::vector<std::string>(3, "WATCHDOG=1"));
  // The screen stands still for five seconds: nothing else in the program feeds the dog.
  service.status("Ready");
  service.ready();
  CHECK(manager.heard() == std::vector<std::string>{"STATUS=Ready", "READY=1"});
  service.turned(at(8000));
  CHECK(manager.heard() == std::vector<std::string>{"WATCHDOG=1"});
}

TEST_CASE("a status is sent when it changes, as one line") {
  const Manager manager;
  SdService service(manager.name);
  service.status("Ready: 3 waiting");
  service.status("Ready: 3 waiting");
  service.status("Out of order\nREADY=1");
  CHECK(manager.heard() ==
        std::vector<std::string>{"STATUS=Ready: 3 waiting", "STATUS=Out of order READY=1"});
}

TEST_CASE("outside a service, or with nobody at the socket, every word is nothing") {
  for (const char* name : {"", "@usher-service-test-nobody", "vsock:2:1234", "/nonexistent/notify"}) {
    CAPTURE(name);
    SdService service{std::string(name)};
    CHECK_FALSE(service.listening());
    service.ready();
    service.turned(at(0));
    service.stopping();
  }
}

TEST_CASE("what we start cannot speak in our name") {
  setenv("NOTIFY_SOCKET", "@somewhere", 1);
  CHECK(take_notify_socket() == "@somewhere");
  CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
  CHECK(take_notify_socket().empty());
}

TEST_CASE("a secret comes from the folder that the manager names, without its line end") {
  char folder[] = "/tmp/usher-credentials-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  std::ofstream(std::string(folder) + "/usher_pin") << "4711\n";
  setenv("CREDENTIALS_DIRECTORY", folder, 1);
  CHECK(credential("pin") == "4711");
  CHECK(credential("token").empty());
  unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(credential("pin").empty());
  std::filesystem::remove_all(folder);
}

TEST_CASE("a station leaves no core dump") {
  forbid_core_dumps();
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_CORE, &limit) == 0);
  CHECK(limit.rlim_cur == 0);
  CHECK(limit.rlim_max == 0);
}
