// Name lookup as the tests want it. The program's own getaddrinfo comes before the C library's, so libcurl
// finds this one: names under .test never reach a name server, and one of them takes as long as a dead name
// server does.
#include <dlfcn.h>
#include <netdb.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>

#include "name_lookup.hpp"

namespace usher {
namespace {

std::mutex mutex;
std::condition_variable let_go;
bool is_dead = false;
int waiting = 0;

}  // namespace

DeadNameServer::DeadNameServer() {
  const std::lock_guard lock(mutex);
  is_dead = true;
}

DeadNameServer::~DeadNameServer() {
  std::unique_lock lock(mutex);
  is_dead = false;
  let_go.notify_all();
  let_go.wait(lock, [] { return waiting == 0; });
}

int wait_for_dead_name_server() {
  std::unique_lock lock(mutex);
  ++waiting;
  let_go.wait(lock, [] { return !is_dead; });
  --waiting;
  let_go.notify_all();
  return EAI_AGAIN;
}

}  // namespace usher

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* node, const char* service,
                                                                  const addrinfo* hints, addrinfo** result) {
  const std::string_view name = node != nullptr ? node : "";
  if (name == "slow.test") return usher::wait_for_dead_name_server();
  if (name.size() > 5 && name.substr(name.size() - 5) == ".test") return EAI_NONAME;
  using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<Lookup>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(node, service, hints, result);
}
