#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "portal_service.hpp"

namespace usher::sandbox {

/// The wires of a service: HTTP/1.1 with kept-alive connections, served by a few threads of its own.
class Server {
 public:
  /// Listens when this returns. Throws std::runtime_error with a sentence when it cannot.
  Server(PortalService& service, const std::string& address, std::uint16_t port);
  ~Server();
  std::uint16_t port() const;

 private:
  struct Wires;
  std::unique_ptr<Wires> wires_;
};

}  // namespace usher::sandbox
