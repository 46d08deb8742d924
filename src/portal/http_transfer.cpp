#include "http_transfer.hpp"

#include <algorithm>
#include <string_view>

namespace usher {
namespace {

constexpr std::size_t kMostHeaderBytes = 64 * 1024;
constexpr std::size_t kLongestRefusal = 256 * 1024;  // bytes

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y;
         });
}

std::string_view header_value(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

void Http::Transfer::listen() {
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Transfer::before_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
}

int Http::Transfer::before_request(void* self, char*, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (transfer.may_have_left && !transfer.call.repeatable && transfer.sent_something()) {
    // A reused connection died without a byte of an answer, and libcurl would now repeat the request on a
    // fresh one, POST or not. The first may have been carried out, and the second would find the guest
    // ALREADY IN: never check in twice.
    transfer.asked_twice = true;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer.may_have_left = true;
  return CURL_PREREQFUNC_OK;
}

bool Http::Transfer::sent_something() const {
  long bytes = 0;
  return curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &bytes) != CURLE_OK || bytes > 0;
}

std::size_t Http::Transfer::take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view line(bytes, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kMostHeaderBytes) {
    transfer.too_big = true;
    return 0;
  }
  // An interim answer (100, 103) has a header of its own; only the last one counts.
  if (line.substr(0, 5) == "HTTP/") {
    transfer.reply.date.reset();
    transfer.retry_after.clear();
    transfer.codings.clear();
    return line.size();
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const std::string_view value = header_value(line.substr(colon + 1));
  if (same_name(line.substr(0, colon), "date")) transfer.reply.date = parse_http_date(value);
  if (same_name(line.substr(0, colon), "retry-after")) transfer.retry_after = value;
  // Two such lines are one list.
  if (same_name(line.substr(0, colon), "content-encoding")) transfer.codings.append(value).append(",");
  return line.size();
}

std::size_t Http::Transfer::take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view piece(bytes, size * count);
  if (!transfer.unpacker) transfer.unpacker.emplace(transfer.codings);
  const auto take = [&](std::string_view unpacked) { return transfer.take_unpacked(unpacked); };
  if (transfer.unpacker->feed(piece, take)) return piece.size();
  transfer.garbled = !transfer.too_big && !transfer.not_ours && !transfer.thrown;
  return 0;
}

bool Http::Transfer::take_unpacked(std::string_view piece) {
  body_bytes += piece.size();
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  const bool is_success = status >= 200 && status < 300;
  // Refusals are short; a long page behind an error status decides nothing and is not worth keeping.
  too_big = body_bytes > call.size_limit || (!is_success && body_bytes > kLongestRefusal);
  if (too_big) return false;
  if (!call.sink || !is_success) {
    reply.body.append(piece);
    return true;
  }
  // What goes wrong at the receiver (a full disk) must not fly through libcurl's frames.
  try {
    not_ours = !call.sink(piece);
  } catch (...) {
    thrown = std::current_exception();
  }
  return !not_ours && !thrown;
}

bool Http::Transfer::unpacked() {
  garbled = unpacker && !unpacker->whole();
  return !garbled;
}

Failure Http::Transfer::failure(CURLcode code, milliseconds limit, bool stopped) const {
  return {.kind = may_have_left ? Failure::Kind::MaybeSent : Failure::Kind::NotSent,
          .status = reply.status,
          .detail = why(code, limit, stopped),
          .retry_after = reply.retry_after,
          .portal_date = reply.date};
}

std::string Http::Transfer::why(CURLcode code, milliseconds limit, bool stopped) const {
  if (asked_twice) return "the connection ended without an answer; not sent a second time";
  if (too_big) return "an answer too long to be the portal's";
  if (not_ours) return "status " + std::to_string(reply.status) + ", but not the portal's answer";
  if (garbled) return "status " + std::to_string(reply.status) + ", but packed in a way that does not unpack";
  if (stopped) return "stopped while asking";
  // libcurl's own limits say themselves which it was; ours is told to nobody but us.
  if (code == CURLE_OPERATION_TIMEDOUT && error[0] == 0)
    return "no answer within " + std::to_string(limit.count()) + " ms";
  return error[0] != 0 ? error : curl_easy_strerror(code);
}

}  // namespace usher
