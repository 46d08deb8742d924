#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "usher/core/answer.hpp"
#include "usher/portal/origin.hpp"
#include "wire.hpp"

namespace usher {

/// One kept-alive HTTP/1.1 connection to one origin, for one thread. Every call ends within its limit by a
/// monotonic timer, name lookup included, and soon after a stop request. Nothing is taken from the
/// environment, nothing is followed anywhere else, and TLS is always verified.
class Http {
 public:
  struct Options {
    std::string ca_file;   ///< one more trust anchor, beside the system's
    std::stop_token stop;  ///< ends a call under way
  };

  struct Call {
    std::string endpoint{};               ///< "check-in-by-qr", with its query where it has one
    std::string body{};                   ///< empty: GET; else POST of this JSON
    bool repeatable = false;              ///< changes nothing, so it may be sent again on a fresh connection
    bool compressed = false;              ///< ask for gzip: for long lists
    std::size_t size_limit = 256 * 1024;  ///< bytes of body, unpacked
    /// Bytes of body that put the end of the call off by a second; 0: nothing does. An answer that only
    /// trickles still ends within the limit, a long one that flows is heard out.
    std::size_t pace = 0;
    /// Takes the body of a 2xx piece by piece instead of the reply; false ends the call: this is not our
    /// document.
    std::function<bool(std::string_view)> sink{};
  };

  /// Throws std::runtime_error with a sentence when the trust anchor cannot be read.
  Http(Origin origin, Options options);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  /// The whole reply whatever its status, or why there is none: NotSent only when no byte of the request can
  /// have left.
  PortalResult<wire::Reply> send(const Call& call, milliseconds limit);

  /// A connection stands open, and was used less than `idle` ago.
  bool is_warm(milliseconds idle) const;

 private:
  struct Transfer;
  struct Handles;

  void prepare(const Call& call, Transfer& transfer);
  int run(Transfer& transfer, milliseconds limit);

  Origin origin_;
  Options options_;
  std::unique_ptr<Handles> handles_;
  Tick used_{};
};

}  // namespace usher
