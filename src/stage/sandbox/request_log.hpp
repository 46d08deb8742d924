#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "stage/sandbox/http/http_message.hpp"
#include "usher/core/time.hpp"

namespace usher::sandbox {

/// One exchange as the sandbox saw it.
struct LogEntry {
  std::int64_t number = 0;
  Wall at{};
  std::string method, path, query;
  std::string body;  ///< the first 4 KiB
  int status = 0;    ///< of the answer that was meant, even if a fault kept it back
  std::vector<std::string> faults;
  std::int64_t connection = 0;
  std::string decision;  ///< of a check-in
  bool answered = true;  ///< false: a fault closed the connection before any byte
};

/// What was asked, newest last; the oldest are forgotten. Any thread may ask.
class RequestLog {
 public:
  void add(LogEntry entry);
  /// {"total":…,"entries":[…]}: those after a number, at most so many.
  std::string shown(std::int64_t after, std::size_t limit) const;
  void clear();

 private:
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::deque<LogEntry> entries_;
  std::int64_t total_ = 0;
};

}  // namespace usher::sandbox
