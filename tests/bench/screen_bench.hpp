#pragma once

#include <ctime>

#include <algorithm>
#include <chrono>
#include <vector>

/// What the parts of screen_bench share. Prints; never passes or fails.
namespace usher::screen {

/// What this thread computed, in milliseconds. Other work on the machine does not count, as a clock would
/// have it.
inline double cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

inline double ms_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

inline double part(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void measure_search();
void measure_loop();

}  // namespace usher::screen
