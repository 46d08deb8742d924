#include "frame_timer.hpp"

#include <algorithm>

namespace usher::screen {

namespace {

constexpr std::chrono::duration<double> kFrame{1.0 / 30};

}  // namespace

std::vector<Input> wait_until(Window& window, std::chrono::steady_clock::time_point& due) {
  // Paced here, not by the display: its refresh may be 0, 60 or 144, and a third of a core is enough to give.
  due += std::chrono::duration_cast<std::chrono::steady_clock::duration>(kFrame);
  const auto start = std::chrono::steady_clock::now();
  due = std::max(due, start);  // after a hiccup, no hurry
  std::vector<Input> inputs = window.wait(0);
  for (auto left = due - start; left.count() > 0; left = due - std::chrono::steady_clock::now()) {
    const auto more = window.wait(std::chrono::duration<double>(left).count());
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  return inputs;
}

}  // namespace usher::screen
