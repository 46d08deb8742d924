#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace usher {

/// A server on loopback that does to its callers whatever a script says, byte by byte: the faults that no
/// well-behaved server can be asked for. Plain sockets, one thread per connection.
class Loopback {
 public:
  class Connection {
   public:
    Connection(Loopback& server, int socket) : server_(server), socket_(socket) {}

    /// Head and body of the next request; empty when the caller is gone. Noted in requests().
    std::string read_request();
    bool write(std::string_view bytes);
    /// Until there is something to read, which stays unread.
    void wait_for_bytes();
    /// Until the caller hangs up or the server ends.
    void wait_for_hang_up();
    /// RST instead of FIN: what a crashed server or a box in between sends.
    void reset();
    int socket() const { return socket_; }
    /// Wakes wait_for_note() on the other side.
    void note(std::string_view what) { server_.note(what); }
    void wait_for_note(std::string_view what) { server_.wait_for_note(what); }
    /// A pause that the end of the server cuts short; false then.
    bool pause(int how_long_ms);

   private:
    Loopback& server_;
    int socket_;
  };

  /// Called once per connection, in a thread of its own; `number` counts connections from 0.
  using Script = std::function<void(Connection&, int number)>;

  explicit Loopback(Script script);
  ~Loopback();

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/apps/events/"; }
  /// Everything asked so far, head and body, in order.
  std::vector<std::string> requests() const;
  int connections() const;
  /// Script and test tell each other how far they are.
  void note(std::string_view what);
  void wait_for_note(std::string_view what);
  /// Until so many connections were closed by their scripts.
  void wait_until_closed(int count);

 private:
  void accept_all();

  Script script_;
  int listener_ = -1;
  std::uint16_t port_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  bool ending_ = false;
  int closed_ = 0;
  std::vector<std::string> notes_;
  std::vector<std::string> requests_;
  std::vector<int> sockets_;
  std::list<std::thread> threads_;

  std::thread acceptor_;
};

/// A whole HTTP/1.1 answer that keeps the connection.
std::string http_answer(int status, std::string_view body, std::string_view headers = "",
                        std::string_view content_type = "application/json");

/// Answers every request on every connection alike.
Loopback::Script always(std::string answer);

}  // namespace usher
