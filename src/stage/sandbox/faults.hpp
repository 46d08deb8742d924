#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "stage/sandbox/events/events_api.hpp"
#include "stage/sandbox/http/http_message.hpp"
#include "usher/core/time.hpp"

namespace usher::sandbox {

/// All that will go wrong with one exchange. Decided before it begins, carried out by the service and the
/// server.
struct Trouble {
  milliseconds delay_before{0};  ///< before the books are touched
  milliseconds delay_after{0};   ///< after the commit, before the answer
  bool drop_before = false, drop_after = false;
  std::optional<Response> instead_before;  ///< the books are not touched
  std::optional<Response> instead_after;   ///< they are, and the client is not told
  std::optional<std::size_t> cut_after;    ///< bytes of the body, then the connection goes
  std::size_t drip_bytes = 0;              ///< so many bytes at a time
  milliseconds drip_pause{0};
  std::size_t padding = 0;  ///< bytes more in the JSON than anybody needs
  bool malformed = false;
  Standing standing;
  seconds clock_offset{0};  ///< of the Date header
  milliseconds index_lag{0};
  std::vector<std::string> names;  ///< for the log
};

/// One fault on demand; assets/sandbox/README.md describes the JSON.
struct Fault {
  std::string fault;           ///< its name in the JSON
  std::string endpoint = "*";  ///< "check-in-by-qr"; "crm"; a path's beginning; "*"
  std::optional<long long> count;
  long long skip = 0;
  double probability = 1;
  long long ms = 0, jitter_ms = 0, seconds = 0, bytes = 0;
  int status = 500;
  bool after = false;
  std::string location, retry_after;

  std::mt19937_64
      chance;  // each fault draws its own, so that one endpoint's traffic does not shift another's
  long long seen = 0, hits = 0;
};

/// The faults in force. Any thread may ask.
class Faults {
 public:
  /// Replaces all. A sentence when the text is no fault list; nothing has changed then.
  std::optional<std::string> replace(std::string_view json);
  void clear();
  std::string shown() const;  ///< as JSON, with how often each was met

  /// What happens to the next request of this endpoint. Counts it.
  Trouble meet(const Request& request);
  bool any_lag() const;

 private:
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::vector<Fault> faults_;
  unsigned long long seed_ = 1;
};

}  // namespace usher::sandbox
