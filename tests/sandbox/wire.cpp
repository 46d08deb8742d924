#include "wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cctype>
#include <stdexcept>

namespace wire {

Connection::Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  // A test that waits for what never comes is to fail, not to hang.
  const timeval limit{.tv_sec = 30, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    throw std::runtime_error("no sandbox on port " + std::to_string(port));
  }
}

Connection::~Connection() {
  ::close(socket_);
}

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the other side has said all it will
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Connection::finish() {
  ::shutdown(socket_, SHUT_WR);
}

bool Connection::fill() {
  char bytes[65536];
  const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  got_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

Reply Connection::receive(bool head_only) {
  Reply reply;
  std::size_t end = 0;
  while ((end = got_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return reply;
  }
  const std::string head = got_.substr(0, end + 2);
  got_.erase(0, end + 4);
  reply.status = std::stoi(head.substr(head.find(' ') + 1));
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    std::string name = head.substr(at, colon - at);
    for (char& letter : name) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    reply.headers[name] = head.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  if (head_only) {
    reply.whole = true;
    return reply;
  }
  const auto take = [&](std::size_t count) {
    while (got_.size() < count) {
      if (!fill()) return false;
    }
    reply.body += got_.substr(0, count);
    got_.erase(0, count);
    return true;
  };
  if (reply.headers.contains("content-length")) {
    reply.whole = take(std::stoul(reply.headers["content-length"]));
    if (!reply.whole) reply.body += got_;
  } else if (reply.headers.contains("transfer-encoding")) {
    while (true) {
      std::size_t line = 0;
      while ((line = got_.find("\r\n")) == std::string::npos) {
        if (!fill()) return reply;
      }
      const std::size_t size = std::stoul(got_.substr(0, line), nullptr, 16);
      got_.erase(0, line + 2);
      if (!take(size)) return reply;
      while (got_.size() < 2) {
        if (!fill()) return reply;
      }
      got_.erase(0, 2);
      if (size == 0) break;
    }
    reply.whole = true;
  } else {
    while (fill()) {
    }
    reply.body = got_;
    reply.whole = true;
  }
  return reply;
}

std::string request(std::string_view method, std::string_view path, std::string_view body,
                    std::string_view more_headers) {
  return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: sandbox\r\n" +
         std::string(more_headers) +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

Reply call(std::uint16_t port, std::string_view method, std::string_view path, std::string_view body,
           std::string_view more_headers) {
  Connection connection(port);
  connection.send(request(method, path, body, more_headers));
  return connection.receive(method == "HEAD");
}

}  // namespace wire
