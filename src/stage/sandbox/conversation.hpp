#pragma once

#include <utility>  // before Boost 1.74, whose coroutines forget to include it

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <cstdint>

#include "portal_service.hpp"

namespace usher::sandbox {

/// Reads requests from one connection and sends their answers, with what the faults make of them, until
/// either side ends it. `number` is the connection's, for the log.
boost::asio::awaitable<void> converse(boost::beast::tcp_stream& stream, PortalService& service,
                                      std::int64_t number);

boost::asio::awaitable<void> pause(milliseconds time);

}  // namespace usher::sandbox
