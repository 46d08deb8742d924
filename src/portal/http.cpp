#include "http.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "http_handles.hpp"
#include "http_transfer.hpp"
#include "quiet_pipe.hpp"
#include "retry_after.hpp"

namespace usher {
namespace {

using Clock = std::chrono::steady_clock;

// Servers and the boxes between close idle connections after a minute or more; a connection that is older is
// worth a new handshake rather than a guest's deadline.
constexpr long kOldestIdle = 55;  // seconds
// A pulled cable refuses nothing. A list may take its minute, but not in silence: the errands behind it wait.
constexpr long kLongestConnect = 8'000;  // milliseconds: three tries of TCP, after 1, 3 and 7 s
constexpr long kLongestSilence = 20;     // seconds

void start_curl_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("portal: libcurl does not start");
  });
}

}  // namespace

Http::Http(Origin origin, Options options) : origin_(std::move(origin)), options_(std::move(options)) {
  start_curl_once();
  if (!options_.ca_file.empty() && ::access(options_.ca_file.c_str(), R_OK) != 0) {
    throw std::runtime_error("portal.ca_file: cannot read " + options_.ca_file);
  }
  handles_ = std::make_unique<Handles>();
}

Http::~Http() = default;

void Http::prepare(const Call& call, Transfer& transfer) {
  CURL* easy = handles_->easy;
  curl_easy_reset(easy);  // options only: the connection stays with the multi handle

  curl_easy_setopt(easy, CURLOPT_URL, origin_.endpoint(call.endpoint).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, origin_.is_tls() ? "https" : "http");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // nothing from the environment
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "usher/" USHER_VERSION);
  // One request, one connection, in order: HTTP/2 brings silent resends of refused streams.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // Beside the system's folder of certificates, which stays.
  if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());

  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 20L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 10L);
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kOldestIdle);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kLongestConnect);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);  // byte a second
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, kLongestSilence);
  // A name server that never answers would hold us until its thread ends; with this libcurl leaves the thread
  // behind.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // see Unpacker

  curl_slist_free_all(std::exchange(handles_->headers, nullptr));
  handles_->headers = curl_slist_append(nullptr, "Accept: application/json");
  if (call.compressed) handles_->headers = curl_slist_append(handles_->headers, "Accept-Encoding: gzip");
  if (!call.body.empty()) {
    handles_->headers = curl_slist_append(handles_->headers, "Content-Type: application/json");
    handles_->headers = curl_slist_append(handles_->headers, "Expect:");  // a round trip for nothing
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call.body.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, handles_->headers);

  handles_->listen();
  transfer.listen();
}

/// The CURLcode of the finished transfer; CURLE_OPERATION_TIMEDOUT and CURLE_ABORTED_BY_CALLBACK when we
/// ended it.
int Http::run(Transfer& transfer, milliseconds limit) {
  const auto begun = Clock::now();
  CURLM* multi = handles_->multi;
  if (curl_multi_add_handle(multi, transfer.easy) != CURLM_OK) return CURLE_FAILED_INIT;
  // Only the stop callback reaches in from another thread, and curl_multi_wakeup is made for that.
  const std::stop_callback wake(options_.stop, [multi] { curl_multi_wakeup(multi); });

  int code = -1;
  while (code < 0) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      code = CURLE_FAILED_INIT;
      break;
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    if (code >= 0) break;
    const std::size_t pace = transfer.call.pace;
    const milliseconds grown(pace == 0 ? 0 : transfer.body_bytes * 1000 / pace);
    const auto left = std::chrono::ceil<milliseconds>(begun + limit + grown - Clock::now());
    if (options_.stop.stop_requested())
      code = CURLE_ABORTED_BY_CALLBACK;
    else if (left <= milliseconds(0))
      code = CURLE_OPERATION_TIMEDOUT;
    else
      curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min<std::int64_t>(left.count(), 1000)),
                      nullptr);
  }
  curl_multi_remove_handle(multi, transfer.easy);
  return code;
}

PortalResult<wire::Reply> Http::send(const Call& call, milliseconds limit) {
  if (limit <= milliseconds(0))
    return Failure{.kind = Failure::Kind::NotSent, .detail = "no time left to ask the portal"};
  if (options_.stop.stop_requested()) return Failure{.kind = Failure::Kind::NotSent, .detail = "stopping"};
  const QuietPipe quiet;
  // libcurl reuses a connection in which an answer waits already, and would take it for the answer to this
  // guest. What is there before the question is nobody's: begin with a fresh connection.
  if (handles_->spoke_unasked()) handles_ = std::make_unique<Handles>();

  Transfer transfer{.call = call, .easy = handles_->easy};
  prepare(call, transfer);
  const int code = run(transfer, limit);
  used_ = clock_now().tick;

  long status = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  // The callbacks end with the transfer on this stack.
  curl_easy_reset(transfer.easy);

  if (transfer.thrown) std::rethrow_exception(transfer.thrown);

  transfer.reply.status = static_cast<int>(status);
  if (!transfer.retry_after.empty()) {
    transfer.reply.retry_after = parse_retry_after(transfer.retry_after, transfer.reply.date);
  }
  if (code == CURLE_OK && transfer.unpacked()) return std::move(transfer.reply);
  return transfer.failure(static_cast<CURLcode>(code), limit, options_.stop.stop_requested());
}

bool Http::is_warm(milliseconds idle) const {
  return !handles_->sockets.empty() && !handles_->spoke_unasked() && clock_now().tick - used_ < idle;
}

}  // namespace usher
