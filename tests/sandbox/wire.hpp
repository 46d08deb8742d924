#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

/// Raw HTTP over a loopback socket: what the tests send is what goes over the wire, and what they see is what
/// came.
namespace wire {

struct Reply {
  int status = 0;                              ///< 0: the connection ended before a status
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< chunks put together
  bool whole = false;                          ///< it came to its end
};

/// A connection that stays open for as long as both sides want.
class Connection {
 public:
  explicit Connection(std::uint16_t port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes);
  Reply receive(bool head_only = false);
  /// Closes our side of it.
  void finish();

 private:
  bool fill();
  int socket_ = -1;
  std::string got_;
};

/// "POST /path HTTP/1.1 …" with Host, Content-Length and the body.
std::string request(std::string_view method, std::string_view path, std::string_view body = {},
                    std::string_view more_headers = {});

/// One request on a connection of its own.
Reply call(std::uint16_t port, std::string_view method, std::string_view path, std::string_view body = {},
           std::string_view more_headers = {});

}  // namespace wire
