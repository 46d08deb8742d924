#pragma once

#include <curl/curl.h>

#include <vector>

#include "http.hpp"

namespace usher {

/// libcurl's handles of one kept connection, and the sockets that they have open.
struct Http::Handles {
  CURLM* multi = curl_multi_init();
  CURL* easy = curl_easy_init();
  curl_slist* headers = nullptr;
  std::vector<curl_socket_t> sockets;  ///< open ones; between two calls that of the kept connection

  /// Throws std::runtime_error when libcurl has no memory for them.
  Handles();
  ~Handles();
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;

  /// Has libcurl open and close its sockets through these handles.
  void listen();

  /// Something came, or the end did, though nothing was asked.
  bool spoke_unasked() const;
};

}  // namespace usher
