#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service.hpp"

namespace usher::sandbox {

/// The wires of a service: HTTP/1.1 with kept-alive connections, served by a few threads of its own. The one
/// place that knows Boost.
class Server {
 public:
  /// Listens when this returns. Throws std::runtime_error with a sentence when it cannot.
  Server(Service& service, const std::string& address, std::uint16_t port);
  ~Server();
  std::uint16_t port() const;

 private:
  struct Wires;
  std::unique_ptr<Wires> wires_;
};

/// Understands one whole request as it comes off the wire; else nothing and a sentence why. The server's own
/// parser and limits, for tests and fuzzing.
std::optional<Request> read_request(std::string_view bytes, std::string& complaint);

}  // namespace usher::sandbox
