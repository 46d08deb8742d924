#include "server.hpp"

#include <utility>  // before Boost 1.74, whose coroutines forget to include it

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "conversation.hpp"
#include "usher/core/log.hpp"

namespace usher::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;
using asio::ip::tcp;
using Code = boost::system::error_code;

constexpr int kMostConnections = 512;
constexpr int kThreads = 4;

/// Counts a connection for as long as it lives.
struct Seat {
  explicit Seat(std::atomic<int>& count) : count_(count) { ++count_; }
  ~Seat() { --count_; }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  std::atomic<int>& count_;
};

awaitable<void> serve(tcp::socket socket, PortalService& service, std::int64_t number,
                      std::atomic<int>& count) {
  const Seat seat(count);
  beast::tcp_stream stream(std::move(socket));
  Code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  try {
    co_await converse(stream, service, number);
  } catch (const std::exception& broken) {
    log_error(std::string("sandbox: a connection ended early: ") + broken.what());
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

struct Server::Wires {
  std::atomic<int> connections = 0;  // outlives the conversations, which end with the context
  asio::io_context context{kThreads};
  tcp::acceptor acceptor{context};
  std::vector<std::jthread> threads;

  awaitable<void> accept(PortalService& service) {
    for (std::int64_t number = 1;; ++number) {
      // A strand per connection: its timers and reads never meet on two threads.
      tcp::socket socket(asio::make_strand(context));
      Code code;
      co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, code));
      if (code == asio::error::operation_aborted) co_return;
      if (code || connections >= kMostConnections) {
        // Out of descriptors, or of patience: whoever waits is served when others have gone.
        co_await pause(milliseconds(50));
        continue;
      }
      const auto executor = socket.get_executor();
      asio::co_spawn(executor, serve(std::move(socket), service, number, connections), asio::detached);
    }
  }
};

Server::Server(PortalService& service, const std::string& address, std::uint16_t port)
    : wires_(std::make_unique<Wires>()) {
  const std::string where = address + ":" + std::to_string(port);
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address),
                                 port);
    wires_->acceptor.open(endpoint.protocol());
    wires_->acceptor.set_option(tcp::acceptor::reuse_address(true));
    wires_->acceptor.bind(endpoint);
    wires_->acceptor.listen();
  } catch (const boost::system::system_error& broken) {
    throw std::runtime_error("sandbox: cannot listen on " + where + " (" + broken.code().message() +
                             "); give --listen an address of this machine and a free port, or port 0");
  }
  asio::co_spawn(wires_->context, wires_->accept(service), asio::detached);
  for (int at = 0; at < kThreads; ++at) {
    wires_->threads.emplace_back([this] { wires_->context.run(); });
  }
}

Server::~Server() {
  wires_->context.stop();
  wires_->threads.clear();  // joins
}

std::uint16_t Server::port() const {
  return wires_->acceptor.local_endpoint().port();
}

}  // namespace usher::sandbox
