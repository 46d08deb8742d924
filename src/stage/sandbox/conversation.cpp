#include "conversation.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <cstdio>

#include "stage/sandbox/http/json_body.hpp"
#include "stage/sandbox/http/request_parser.hpp"

namespace usher::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using Code = boost::system::error_code;

constexpr seconds kIdle{75};  // a kept-alive connection between two requests
constexpr seconds kBodyTime{30};
constexpr seconds kWriteTime{60};
constexpr std::size_t kPiece = 16 * 1024;  // of a list that is written row by row

/// Why a request cannot be read, as an answer; nothing when there is nobody left to answer.
std::optional<Response> refusal_for(const Code& code) {
  const auto say = [](int status, const char* sentence) { return answered({{"error", sentence}}, status); };
  if (code == http::error::header_limit) return say(431, "The request's header is longer than 16 KiB");
  if (code == http::error::body_limit) return say(413, "The request's body is longer than 4 MiB");
  if (code == http::error::end_of_stream || code == http::error::partial_message) return std::nullopt;
  if (code.category() != make_error_code(http::error::end_of_stream).category()) return std::nullopt;
  return answered({{"error", "The request is not HTTP: " + code.message()}}, 400);
}

/// How one answer goes out.
struct Sending {
  Response response;
  Trouble trouble;
  bool keep_alive = true;
  bool may_chunk = true;    ///< HTTP/1.1
  bool body_wanted = true;  ///< not for HEAD
};

std::string head_of(const Sending& sending) {
  const Response& response = sending.response;
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  const Wall date =
      std::chrono::floor<milliseconds>(std::chrono::system_clock::now()) + sending.trouble.clock_offset;
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + text_of(reason) + "\r\n";
  head += "Date: " + to_http_date(date) + "\r\n";
  head += "Content-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  if (!response.remainder) {
    head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  } else if (sending.may_chunk) {
    head += "Transfer-Encoding: chunked\r\n";
  }
  head += sending.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

std::string as_chunk(const std::string& piece) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
  return piece.empty() ? std::string() : size + piece + "\r\n";
}

awaitable<bool> write(beast::tcp_stream& stream, const std::string& bytes, const Trouble& trouble) {
  const std::size_t step =
      trouble.drip_bytes > 0 ? trouble.drip_bytes : std::max<std::size_t>(bytes.size(), 1);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    if (at > 0) co_await pause(trouble.drip_pause);
    stream.expires_after(kWriteTime);
    Code code;
    const auto piece = asio::buffer(bytes.data() + at, std::min(step, bytes.size() - at));
    co_await asio::async_write(stream, piece, asio::redirect_error(asio::use_awaitable, code));
    if (code) co_return false;
  }
  co_return true;
}

/// False when the connection is to be closed.
awaitable<bool> send(beast::tcp_stream& stream, Sending& sending) {
  Response& response = sending.response;
  const bool chunked = response.remainder && sending.may_chunk;
  std::string out = head_of(sending);
  std::string piece = std::move(response.body);
  if (!sending.body_wanted) piece.clear();
  bool more = response.remainder && sending.body_wanted;
  std::size_t sent = 0;
  while (true) {
    // Rows are made only as fast as they are taken: one row, and a buffer of a fixed size.
    while (more && piece.size() < kPiece) more = response.remainder(piece);
    const auto cut = sending.trouble.cut_after;
    const bool cut_here = cut && sent + piece.size() >= *cut;
    if (cut_here) piece.resize(*cut - sent);
    sent += piece.size();
    out += chunked ? as_chunk(piece) : piece;
    if (chunked && !more && !cut_here) out += "0\r\n\r\n";
    if (!co_await write(stream, out, sending.trouble) || cut_here) co_return false;
    if (!more) break;
    out.clear();
    piece.clear();
  }
  co_return sending.keep_alive;
}

/// One exchange. False when the connection is to be closed.
awaitable<bool> exchange(beast::tcp_stream& stream, Parser& parser, PortalService& service,
                         std::int64_t number) {
  const auto& message = parser.get();
  Sending sending{.keep_alive = message.keep_alive(),
                  .may_chunk = message.version() >= 11,
                  .body_wanted = message.method() != http::verb::head};
  // Without chunks, the end of the connection is the end of the list.
  if (!sending.may_chunk) sending.keep_alive = false;
  const auto request = to_request(message);
  if (!request) {
    sending.response =
        answered({{"error", "The request's target is no path: " + text_of(message.target())}}, 400);
    co_return co_await send(stream, sending);
  }
  sending.trouble = service.trouble_for(*request);
  const Trouble& trouble = sending.trouble;
  co_await pause(trouble.delay_before);
  const Wall now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  sending.response = service.answer(*request, trouble, now, number);
  if (trouble.drop_before) co_return false;
  co_await pause(trouble.delay_after);
  if (trouble.drop_after) co_return false;
  co_return co_await send(stream, sending);
}

}  // namespace

awaitable<void> pause(milliseconds time) {
  if (time <= milliseconds(0)) co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  Code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

awaitable<void> converse(beast::tcp_stream& stream, PortalService& service, std::int64_t number) {
  beast::flat_buffer buffer;
  bool stay = true;
  while (stay) {
    Parser parser;
    set_limits(parser);
    Code code;
    stream.expires_after(kIdle);
    co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, code));
    if (!code && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      if (!co_await write(stream, "HTTP/1.1 100 Continue\r\n\r\n", Trouble())) co_return;
    }
    if (!code) {
      stream.expires_after(kBodyTime);
      co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, code));
    }
    if (code) {
      if (auto refusal = refusal_for(code)) {
        Sending sending{.response = std::move(*refusal), .keep_alive = false};
        co_await send(stream, sending);
      }
      co_return;
    }
    stay = co_await exchange(stream, parser, service, number);
  }
}

}  // namespace usher::sandbox
