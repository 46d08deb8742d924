#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace usher {

/// Where two threads meet: the newest value and its version. `put` replaces what was there. A station serves
/// the person in front of it now; a queue would show verdicts to people who have walked away.
template <class T>
class Slot {
 public:
  void put(T value) {
    {
      const std::lock_guard lock(mutex_);
      value_ = std::move(value);
      ++version_;
    }
    changed_.notify_all();
  }

  /// As `put`, for values that carry a `number`: several writers never give one number twice. Returns it.
  std::uint64_t put_numbered(T value) {
    std::uint64_t number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = ++version_;
      value.number = number;
      value_ = std::move(value);
    }
    changed_.notify_all();
    return number;
  }

  /// A copy of the newest value; nothing before the first `put`. Never waits for a value.
  std::optional<T> latest() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }

  /// How many values were ever put.
  std::uint64_t version() const {
    const std::lock_guard lock(mutex_);
    return version_;
  }

  /// Waits for a value newer than `seen` and notes its version there. Nothing when `limit` passes or on stop.
  template <class Rep, class Period>
  std::optional<T> next(std::uint64_t& seen, std::stop_token stop,
                        std::chrono::duration<Rep, Period> limit) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, limit, [&] { return version_ > seen; });
    if (version_ <= seen) return std::nullopt;
    seen = version_;
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  // Guarded by mutex_.
  std::optional<T> value_;
  std::uint64_t version_ = 0;
};

/// What staff ask for, in order, none replaced by the next. Full means the asker is told, not that it waits.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  /// False when the queue is full.
  bool push(T value) {
    {
      const std::lock_guard lock(mutex_);
      if (values_.size() >= capacity_) return false;
      values_.push_back(std::move(value));
    }
    changed_.notify_one();
    return true;
  }

  std::optional<T> take() {
    const std::lock_guard lock(mutex_);
    return take_front();
  }

  template <class Rep, class Period>
  std::optional<T> take(std::stop_token stop, std::chrono::duration<Rep, Period> limit) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, limit, [&] { return !values_.empty(); });
    return take_front();
  }

 private:
  std::optional<T> take_front() {
    if (values_.empty()) return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by mutex_.
  std::deque<T> values_;
};

}  // namespace usher
