#include "http_handles.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "quiet_pipe.hpp"

namespace usher {
namespace {

using Sockets = std::vector<curl_socket_t>;

curl_socket_t open_socket(void* sockets, curlsocktype, curl_sockaddr* address) {
  const curl_socket_t opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened != CURL_SOCKET_BAD) static_cast<Sockets*>(sockets)->push_back(opened);
  return opened;
}

int close_socket(void* self, curl_socket_t closing) {
  auto& sockets = *static_cast<Sockets*>(self);
  sockets.erase(std::remove(sockets.begin(), sockets.end(), closing), sockets.end());
  return ::close(closing);
}

}  // namespace

Http::Handles::Handles() {
  if (multi == nullptr || easy == nullptr) throw std::runtime_error("portal: out of memory");
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 1L);
}

Http::Handles::~Handles() {
  const QuietPipe quiet;  // TLS says good-bye
  curl_easy_cleanup(easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
}

void Http::Handles::listen() {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &sockets);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, &sockets);
}

bool Http::Handles::spoke_unasked() const {
  char letter = 0;
  return std::any_of(sockets.begin(), sockets.end(), [&](curl_socket_t socket) {
    return ::recv(socket, &letter, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
  });
}

}  // namespace usher
