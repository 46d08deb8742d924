#include "loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace usher {

std::string Loopback::Connection::read_request() {
  std::string request;
  std::size_t wanted = std::string::npos;
  char piece[4096];
  while (request.size() < wanted) {
    const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) return {};
    request.append(piece, static_cast<std::size_t>(count));
    const auto head_end = request.find("\r\n\r\n");
    if (head_end == std::string::npos || wanted != std::string::npos) continue;
    const auto length = request.find("Content-Length: ");
    wanted = head_end + 4 + (length < head_end ? std::stoul(request.substr(length + 16)) : 0);
  }
  const std::lock_guard lock(server_.mutex_);
  server_.requests_.push_back(request);
  return request;
}

bool Loopback::Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void Loopback::Connection::wait_for_bytes() {
  char letter = 0;
  ::recv(socket_, &letter, 1, MSG_PEEK);
}

void Loopback::Connection::wait_for_hang_up() {
  char piece[4096];
  while (::recv(socket_, piece, sizeof piece, 0) > 0) {
  }
}

void Loopback::Connection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

bool Loopback::Connection::pause(int how_long_ms) {
  std::unique_lock lock(server_.mutex_);
  return !server_.changed_.wait_for(lock, std::chrono::milliseconds(how_long_ms),
                                    [this] { return server_.ending_; });
}

Loopback::Loopback(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("loopback: cannot listen");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

Loopback::~Loopback() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  changed_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  for (std::thread& thread : threads_) thread.join();
}

void Loopback::accept_all() {
  for (int number = 0;; ++number) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    if (ending_) {
      ::close(socket);
      return;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket, number] {
      Connection connection(*this, socket);
      script_(connection, number);
      const std::lock_guard closing(mutex_);
      sockets_.erase(std::find(sockets_.begin(), sockets_.end(), socket));
      ::close(socket);
      ++closed_;
      changed_.notify_all();
    });
  }
}

void Loopback::note(std::string_view what) {
  const std::lock_guard lock(mutex_);
  notes_.emplace_back(what);
  changed_.notify_all();
}

void Loopback::wait_for_note(std::string_view what) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock,
                [&] { return ending_ || std::find(notes_.begin(), notes_.end(), what) != notes_.end(); });
}

void Loopback::wait_until_closed(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ >= count; });
}

std::vector<std::string> Loopback::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

int Loopback::connections() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(threads_.size());
}

std::string http_answer(int status, std::string_view body, std::string_view headers,
                        std::string_view content_type) {
  std::string answer = "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: ";
  answer += content_type;
  answer += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  answer += headers;
  answer += "\r\n";
  answer += body;
  return answer;
}

Loopback::Script always(std::string answer) {
  return [answer = std::move(answer)](Loopback::Connection& connection, int) {
    while (!connection.read_request().empty() && connection.write(answer)) {
    }
  };
}

}  // namespace usher
