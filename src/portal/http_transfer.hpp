#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "http.hpp"
#include "unpacker.hpp"

namespace usher {

/// One call while it runs: what libcurl's callbacks write down about it.
struct Http::Transfer {
  const Call& call;
  CURL* easy;
  wire::Reply reply;
  std::string retry_after{};
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;  ///< unpacked
  std::string codings{};
  std::optional<Unpacker> unpacker{};  ///< from the first byte of the body on
  bool may_have_left = false;          ///< the request was about to go out on an open, verified connection
  bool asked_twice = false;            ///< libcurl wanted to send it again
  bool too_big = false;
  bool not_ours = false;        ///< the sink said so
  bool garbled = false;         ///< the body does not unpack
  std::exception_ptr thrown{};  ///< by the sink
  char error[CURL_ERROR_SIZE] = {};

  /// Has libcurl tell this transfer what happens.
  void listen();

  /// Connection and TLS stand, the request is next. The last moment at which it certainly has not left.
  static int before_request(void* self, char*, char*, int, int);
  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self);

  /// The body came to the end of what was packed. False is remembered as garbled.
  bool unpacked();

  /// Why there is no whole reply. `stopped`: somebody wanted to leave.
  Failure failure(CURLcode code, milliseconds limit, bool stopped) const;

 private:
  bool sent_something() const;
  bool take_unpacked(std::string_view piece);
  std::string why(CURLcode code, milliseconds limit, bool stopped) const;
};

}  // namespace usher
