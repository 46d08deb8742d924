#include "usher/core/sleep.hpp"

#include <condition_variable>
#include <mutex>

namespace usher {

void sleep_for(std::stop_token stop, std::chrono::microseconds duration) {
  if (duration <= std::chrono::microseconds(0)) return;
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
}

}  // namespace usher
