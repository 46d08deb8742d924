#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace usher {

struct SandboxOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 picks one
  std::string data;        ///< SQLite file; empty: in memory
  std::string portal_id = "12345678";
  std::string token = "sandbox-token";  ///< bearer token of the CRM API
  int guests = 200;                     ///< of the sample event
  bool empty = false;                   ///< no sample data
  std::string faults;                   ///< a file of faults to start with; empty: none
};

/// The Events API and the part of HubSpot's CRM API behind it, served from an embedded database by threads of
/// its own.
class Sandbox {
 public:
  /// Listens when this returns. Throws std::runtime_error with a sentence when it cannot.
  explicit Sandbox(const SandboxOptions& options);
  ~Sandbox();

  std::uint16_t port() const;
  /// "http://127.0.0.1:PORT"
  std::string origin() const;

 private:
  struct Serving;
  std::unique_ptr<Serving> serving_;
};

}  // namespace usher
