// A proxy between a station and its portal: passes a request on, or not, and does to the answer what a row
// says.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "network.hpp"

namespace usher {

std::string forwarded(const Grounds& grounds, const std::string& request) {
  // As HTTP/1.0: the end of the answer is the end of the connection, whatever its form.
  std::string asked = request;
  asked.replace(asked.find(" HTTP/1.1\r\n"), 11, " HTTP/1.0\r\n");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(grounds.portal);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("fault proxy: the portal behind it is gone");
  }
  ::send(socket, asked.data(), asked.size(), MSG_NOSIGNAL);
  std::string answer;
  char piece[4096];
  for (ssize_t length; (length = ::recv(socket, piece, sizeof piece, 0)) > 0;)
    answer.append(piece, static_cast<std::size_t>(length));
  ::close(socket);
  const std::string_view closing = "Connection: close\r\n";
  if (const auto at = answer.find(closing); at != std::string::npos) answer.erase(at, closing.size());
  return answer;
}

Foe behind(const Grounds& grounds, Exchange exchange, bool warm) {
  const auto seen = std::make_shared<std::atomic<int>>(0);
  auto script = [grounds, exchange = std::move(exchange), warm, seen](Loopback::Connection& connection, int) {
    for (std::string request; !(request = connection.read_request()).empty();) {
      const bool is_check_in = request.find("/check-in-by-qr ") < request.find("\r\n");
      const bool sound = warm && (!is_check_in ? *seen == 0 : (*seen)++ == 0);
      if (sound ? !connection.write(forwarded(grounds, request)) : !exchange(connection, request, grounds))
        return;
    }
  };
  return raw(std::move(script));
}

Foe raw(Loopback::Script script) {
  const auto server = std::make_shared<Loopback>(std::move(script));
  return {.url = server->url(), .alive = server};
}

}  // namespace usher
