#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace usher {

/// A key and a certificate that signs itself, made for one test.
struct Certificate {
  /// `name` as in subjectAltName: "IP:127.0.0.1", "DNS:portal.example.com". Valid until so many seconds from
  /// now.
  Certificate(const std::string& name, long seconds_valid);
  ~Certificate();
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  void* key;          ///< EVP_PKEY
  void* certificate;  ///< X509
  std::string file;   ///< the certificate as PEM, removed at the end
};

/// Answers every request on every TLS connection alike.
class TlsServer {
 public:
  TlsServer(const Certificate& certificate, std::string answer);
  ~TlsServer();
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }
  /// Requests that were read: what came through a handshake.
  int requests() const { return requests_; }

 private:
  void serve();

  void* context_;  // SSL_CTX
  std::string answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  int requests_ = 0;  // read only after the calls are over
  std::jthread thread_;
};

}  // namespace usher
