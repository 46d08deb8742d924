#include "tls_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace usher {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string("tls server: ") + what);
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (extension == nullptr) fail("extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

Certificate::Certificate(const std::string& name, long seconds_valid) {
  EVP_PKEY* made_key = EVP_EC_gen("P-256");
  X509* made = X509_new();
  if (made_key == nullptr || made == nullptr) fail("key");
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  X509_gmtime_adj(X509_getm_notBefore(made), -86'400);
  X509_gmtime_adj(X509_getm_notAfter(made), seconds_valid);
  X509_set_pubkey(made, made_key);
  X509_NAME* subject = X509_get_subject_name(made);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("usher test"), -1, -1, 0);
  X509_set_issuer_name(made, subject);
  add_extension(made, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(made, NID_subject_alt_name, name);
  if (X509_sign(made, made_key, EVP_sha256()) == 0) fail("signature");
  key = made_key;
  certificate = made;

  const char* folder = std::getenv("TMPDIR");
  file = std::string(folder != nullptr ? folder : "/tmp") + "/usher-ca-XXXXXX";
  const int descriptor = ::mkstemp(file.data());
  if (descriptor < 0) fail("file");
  FILE* out = ::fdopen(descriptor, "w");
  PEM_write_X509(out, made);
  std::fclose(out);
}

Certificate::~Certificate() {
  ::unlink(file.c_str());
  X509_free(static_cast<X509*>(certificate));
  EVP_PKEY_free(static_cast<EVP_PKEY*>(key));
}

TlsServer::TlsServer(const Certificate& certificate, std::string answer) : answer_(std::move(answer)) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_use_certificate(context, static_cast<X509*>(certificate.certificate));
  SSL_CTX_use_PrivateKey(context, static_cast<EVP_PKEY*>(certificate.key));
  context_ = context;

  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    fail("cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { serve(); });
}

TlsServer::~TlsServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  SSL_CTX_free(static_cast<SSL_CTX*>(context_));
}

/// One connection after the other: a station has one.
void TlsServer::serve() {
  // A client that refused the certificate is gone. For this thread only: the client's side has to look after
  // itself.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    SSL* tls = SSL_new(static_cast<SSL_CTX*>(context_));
    SSL_set_fd(tls, socket);
    char piece[16 * 1024];
    if (SSL_accept(tls) == 1) {
      while (SSL_read(tls, piece, sizeof piece) > 0) {
        ++requests_;
        if (SSL_write(tls, answer_.data(), static_cast<int>(answer_.size())) <= 0) break;
      }
    }
    SSL_free(tls);
    ::close(socket);
  }
}

}  // namespace usher
