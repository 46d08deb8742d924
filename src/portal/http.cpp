#include "usher/portal/http.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "quiet_pipe.hpp"
#include "usher/portal/retry_after.hpp"

namespace usher {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostHeaderBytes = 64 * 1024;
constexpr std::size_t kLongestRefusal = 256 * 1024;  // bytes
// Servers and the boxes between close idle connections after a minute or more; a connection that is older is
// worth a new handshake rather than a guest's deadline.
constexpr long kOldestIdle = 55;  // seconds

void start_curl_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("portal: libcurl does not start");
  });
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y;
         });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

/// One call while it runs: what the callbacks below write down.
struct Http::Transfer {
  const Call& call;
  CURL* easy;
  wire::Reply reply;
  std::string retry_after{};
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;
  bool may_have_left = false;  ///< the request was about to go out on an open, verified connection
  bool asked_twice = false;    ///< libcurl wanted to send it again
  bool too_big = false;
  bool not_ours = false;        ///< the sink said so
  std::exception_ptr thrown{};  ///< by the sink
  char error[CURL_ERROR_SIZE] = {};

  /// Connection and TLS stand, the request is next. The last moment at which it certainly has not left.
  static int before_request(void* self, char*, char*, int, int) {
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

  bool sent_something() const {
    long bytes = 0;
    return curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &bytes) != CURLE_OK || bytes > 0;
  }

  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
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
      return line.size();
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (same_name(line.substr(0, colon), "date")) transfer.reply.date = parse_http_date(value);
    if (same_name(line.substr(0, colon), "retry-after")) transfer.retry_after = value;
    return line.size();
  }

  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::string_view piece(bytes, size * count);
    transfer.body_bytes += piece.size();
    if (transfer.body_bytes > transfer.call.size_limit) {
      transfer.too_big = true;
      return 0;
    }
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    const bool is_success = status >= 200 && status < 300;
    if (transfer.call.sink && is_success) {
      // What goes wrong at the receiver (a full disk) must not fly through libcurl's frames.
      try {
        transfer.not_ours = !transfer.call.sink(piece);
      } catch (...) {
        transfer.thrown = std::current_exception();
      }
      return transfer.not_ours || transfer.thrown ? 0 : piece.size();
    }
    // Refusals are short; a long page behind an error status decides nothing and is not worth keeping.
    if (!is_success && transfer.body_bytes > kLongestRefusal) {
      transfer.too_big = true;
      return 0;
    }
    transfer.reply.body.append(piece);
    return piece.size();
  }
};

struct Http::Handles {
  CURLM* multi = curl_multi_init();
  CURL* easy = curl_easy_init();
  curl_slist* headers = nullptr;
  std::vector<curl_socket_t> sockets;  ///< open ones; between two calls that of the kept connection

  Handles() {
    if (multi == nullptr || easy == nullptr) throw std::runtime_error("portal: out of memory");
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 1L);
  }
  ~Handles() {
    const QuietPipe quiet;  // TLS says good-bye
    curl_easy_cleanup(easy);
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
  }

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    const curl_socket_t opened =
        ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (opened != CURL_SOCKET_BAD) static_cast<Handles*>(self)->sockets.push_back(opened);
    return opened;
  }
  static int close_socket(void* self, curl_socket_t closing) {
    auto& sockets = static_cast<Handles*>(self)->sockets;
    sockets.erase(std::remove(sockets.begin(), sockets.end(), closing), sockets.end());
    return ::close(closing);
  }

  /// Something came, or the end did, though nothing was asked.
  bool spoke_unasked() const {
    char letter = 0;
    return std::any_of(sockets.begin(), sockets.end(), [&](curl_socket_t socket) {
      return ::recv(socket, &letter, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
    });
  }
};

Http::Http(Origin origin, Options options) : origin_(std::move(origin)), options_(std::move(options)) {
  start_curl_once();
  if (!options_.ca_file.empty() && ::access(options_.ca_file.c_str(), R_OK) != 0) {
    throw std::runtime_error("portal: cannot read ca_file " + options_.ca_file);
  }
  handles_ = std::make_unique<Handles>();
  if (handles_->multi == nullptr || handles_->easy == nullptr)
    throw std::runtime_error("portal: out of memory");
  curl_multi_setopt(handles_->multi, CURLMOPT_MAXCONNECTS, 1L);
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
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "usher/0.1");
  // One request, one connection, in order: HTTP/2 brings silent resends of refused streams.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // Beside the system's folder of certificates, which stays.
  if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());

  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Handles::open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, handles_.get());
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &Handles::close_socket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, handles_.get());
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 20L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 10L);
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kOldestIdle);
  // A name server that never answers would hold us until its thread ends; with this libcurl leaves the thread
  // behind.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  if (call.compressed) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");

  curl_slist_free_all(std::exchange(handles_->headers, nullptr));
  handles_->headers = curl_slist_append(nullptr, "Accept: application/json");
  if (!call.body.empty()) {
    handles_->headers = curl_slist_append(handles_->headers, "Content-Type: application/json");
    handles_->headers = curl_slist_append(handles_->headers, "Expect:");  // a round trip for nothing
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call.body.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, handles_->headers);

  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.error);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Transfer::before_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
}

/// The CURLcode of the finished transfer; CURLE_OPERATION_TIMEDOUT and CURLE_ABORTED_BY_CALLBACK when we
/// ended it.
int Http::run(Transfer& transfer, milliseconds limit) {
  const auto until = Clock::now() + limit;
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
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
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
  if (limit <= milliseconds(0) || options_.stop.stop_requested()) {
    return Failure{.kind = Failure::Kind::NotSent,

                   .detail = limit <= milliseconds(0) ? "no time left to ask the portal" : "stopping"};
  }
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
  if (code == CURLE_OK) return std::move(transfer.reply);

  Failure failure{.kind = transfer.may_have_left ? Failure::Kind::MaybeSent : Failure::Kind::NotSent,
                  .status = transfer.reply.status,
                  .detail = {},
                  .retry_after = transfer.reply.retry_after,
                  .portal_date = transfer.reply.date};
  const bool timed_out = code == CURLE_OPERATION_TIMEDOUT;
  if (transfer.asked_twice)
    failure.detail = "the connection ended without an answer; not sent a second time";
  else if (transfer.too_big)
    failure.detail = "an answer too long to be the portal's";
  else if (transfer.not_ours)
    failure.detail = "status " + std::to_string(status) + ", but not the portal's answer";
  else if (options_.stop.stop_requested())
    failure.detail = "stopped while asking";
  else if (timed_out)
    failure.detail = "no answer within " + std::to_string(limit.count()) + " ms";
  else
    failure.detail =
        transfer.error[0] != 0 ? transfer.error : curl_easy_strerror(static_cast<CURLcode>(code));
  return failure;
}

bool Http::is_warm(milliseconds idle) const {
  return !handles_->sockets.empty() && !handles_->spoke_unasked() && clock_now().tick - used_ < idle;
}

}  // namespace usher
