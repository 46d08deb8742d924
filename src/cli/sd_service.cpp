#include "sd_service.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "usher/core/log.hpp"
#include "usher/core/one_line.hpp"

namespace usher {

namespace {

/// The unit's WatchdogSec is 10 s: a word a second leaves room for nine lost ones, and wakes the manager
/// rarely.
constexpr milliseconds kBetweenWords{1000};

}  // namespace

SdService::SdService(const std::string& socket) {
  if (socket.empty()) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  // Only these two forms exist on one machine; anything else (vsock) is no manager of ours.
  if ((socket.front() != '/' && socket.front() != '@') || socket.size() >= sizeof(address.sun_path)) {
    log_warning(
        "service: NOTIFY_SOCKET is neither a path nor an abstract name; nobody will hear that we run");
    return;
  }
  std::copy(socket.begin(), socket.end(), address.sun_path);
  if (socket.front() == '@') address.sun_path[0] = '\0';

  descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket.size());
  if (descriptor_ >= 0 && connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), length) != 0) {
    log_warning("service: nobody listens at NOTIFY_SOCKET: " + std::string(std::strerror(errno)));
    close(descriptor_);
    descriptor_ = -1;
  }
}

SdService::~SdService() {
  if (descriptor_ >= 0) close(descriptor_);
}

void SdService::ready() {
  if (!ready_) send("READY=1");
  ready_ = true;
}

void SdService::status(std::string_view sentence) {
  if (sentence == status_) return;
  status_ = sentence;
  // A line end would begin an assignment of its own.
  std::string words = "STATUS=" + one_line(status_);
  // A line end would begin a second word to the manager.
  std::replace(words.begin(), words.end(), '\n', ' ');
  send(words);
}

void SdService::turned(Tick now) {
  if (fed_ && now - *fed_ < kBetweenWords) return;
  fed_ = now;
  send("WATCHDOG=1");
}

void SdService::stopping() {
  if (!stopping_) send("STOPPING=1");
  stopping_ = true;
}

void SdService::send(std::string_view words) const {
  if (descriptor_ < 0) return;
  // A manager too busy to take a word gets the next one; waiting here would be the stall it watches for.
  [[maybe_unused]] const auto sent =
      ::send(descriptor_, words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

std::string take_notify_socket() {
  const char* value = std::getenv("NOTIFY_SOCKET");
  std::string socket = value ? value : "";
  unsetenv("NOTIFY_SOCKET");
  return socket;
}

std::string credential(const std::string& name) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (!folder) return {};
  // LoadCredential=usher:FOLDER puts the folder's files under the credential's own name and an underscore.
  std::ifstream file(std::string(folder) + "/usher_" + name, std::ios::binary);
  std::string secret{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  return secret;
}

void forbid_core_dumps() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) log_warning("service: core dumps could not be forbidden");
}

}  // namespace usher
