#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::sandbox {

struct Request {
  std::string method;                                     ///< "GET"
  std::string path;                                       ///< percent-decoded, without the query
  std::map<std::string, std::string, std::less<>> query;  ///< decoded; of repeated names, joined by ','
  std::string authorization;
  std::string body;
  std::vector<std::string> segments() const;  ///< of the path, empty ones dropped
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json;charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  /// A body too long to hold: appends the next piece, false after the last. Sent chunked, after `body`.
  std::function<bool(std::string&)> remainder;
};

/// Splits a request target as it was sent, "/a%20b?c=d". Nothing when it is not one.
std::optional<Request> read_target(std::string_view target);

}  // namespace usher::sandbox
