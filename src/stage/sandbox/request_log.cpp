#include "request_log.hpp"

#include "stage/sandbox/http/json_body.hpp"

namespace usher::sandbox {

void RequestLog::add(LogEntry entry) {
  constexpr std::size_t kMostEntries = 20'000;
  const std::scoped_lock lock(mutex_);
  entry.number = ++total_;
  entries_.push_back(std::move(entry));
  if (entries_.size() > kMostEntries) entries_.pop_front();
}

void RequestLog::clear() {
  const std::scoped_lock lock(mutex_);
  entries_.clear();
}

std::string RequestLog::shown(std::int64_t after, std::size_t limit) const {
  const std::scoped_lock lock(mutex_);
  Json list = Json::array();
  for (const LogEntry& entry : entries_) {
    if (entry.number <= after) continue;
    if (list.size() >= limit) break;
    list.push_back({{"number", entry.number},
                    {"at", to_iso8601(entry.at)},
                    {"method", entry.method},
                    {"path", entry.path},
                    {"query", entry.query},
                    {"body", entry.body},
                    {"status", entry.status},
                    {"decision", entry.decision.empty() ? Json(nullptr) : Json(entry.decision)},
                    {"answered", entry.answered},
                    {"faults", entry.faults},
                    {"connection", entry.connection}});
  }
  return written({{"total", total_}, {"entries", list}});
}

}  // namespace usher::sandbox
