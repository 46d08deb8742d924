#include "usher/stage/sandbox/sandbox.hpp"

#include "server.hpp"

namespace usher {
namespace {

std::string origin_of(const std::string& address, std::uint16_t port) {
  const bool is_v6 = address.find(':') != std::string::npos;
  return "http://" + (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace

struct Sandbox::Serving {
  explicit Serving(const SandboxOptions& options)
      : address(options.address),
        service(options, clock_now().wall),
        server(service, options.address, options.port) {}
  std::string address;
  sandbox::PortalService service;
  sandbox::Server server;  // gone before what it serves
};

Sandbox::Sandbox(const SandboxOptions& options) : serving_(std::make_unique<Serving>(options)) {}

Sandbox::~Sandbox() = default;

std::uint16_t Sandbox::port() const {
  return serving_->server.port();
}

std::string Sandbox::origin() const {
  return origin_of(serving_->address, port());
}

}  // namespace usher
