#include "request_parser.hpp"

#include <boost/asio/buffer.hpp>

namespace usher::sandbox {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t kHeaderLimit = 16 * 1024;
constexpr std::uint64_t kBodyLimit =
    4 * 1024 * 1024;  // a batch of 100 objects with long texts is under 1 MiB

}  // namespace

void set_limits(Parser& parser) {
  parser.header_limit(kHeaderLimit);
  parser.body_limit(kBodyLimit);
}

std::string text_of(boost::beast::string_view text) {
  return std::string(text.data(), text.size());
}

std::optional<Request> to_request(const http::request<http::string_body>& message) {
  auto request = read_target({message.target().data(), message.target().size()});
  if (!request) return std::nullopt;
  request->method = text_of(message.method_string());
  request->authorization = text_of(message[http::field::authorization]);
  request->body = message.body();
  return request;
}

std::optional<Request> read_request(std::string_view bytes, std::string& complaint) {
  Parser parser;
  parser.eager(true);
  set_limits(parser);
  boost::system::error_code code;
  std::size_t at = 0;
  while (at < bytes.size() && !parser.is_done() && !code) {
    const std::size_t used = parser.put(boost::asio::buffer(bytes.data() + at, bytes.size() - at), code);
    if (used == 0 && !code) break;
    at += used;
  }
  // An end before the first letter is not asked about: Beast would assert.
  if (!code && !parser.is_done() && parser.got_some()) parser.put_eof(code);
  if (code || !parser.is_done()) {
    complaint = code ? code.message() : "the request is not whole";
    return std::nullopt;
  }
  auto request = to_request(parser.get());
  if (!request) complaint = "the target is no path";
  return request;
}

}  // namespace usher::sandbox
