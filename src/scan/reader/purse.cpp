#include "purse.hpp"

#include <ctime>

#include <algorithm>

namespace usher::scan {
namespace {

// A guest who arrives after a quiet second may cost this many frames' worth at once: the first frame should
// read.
constexpr double kSavings = 5;

}  // namespace

double thread_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Purse::Purse(milliseconds per_frame)
    : per_frame_(static_cast<double>(per_frame.count())),
      saved_(kSavings * per_frame_),
      began_(thread_cpu_ms()) {}

void Purse::begin_frame() {
  began_ = thread_cpu_ms();
  // Debt is forgiven down to one frame, or a slow machine would never look closely again.
  saved_ = std::clamp(saved_ + per_frame_, per_frame_, kSavings * per_frame_);
}

void Purse::end_frame() {
  saved_ -= thread_cpu_ms() - began_;
}

bool Purse::empty() const {
  return per_frame_ > 0 && thread_cpu_ms() - began_ >= saved_;
}

}  // namespace usher::scan
