#pragma once

#include <chrono>
#include <vector>

#include "window.hpp"

namespace usher::screen {

constexpr Size kWindowed{1280, 800};

/// Waits for the next frame's time and returns what hands did meanwhile: thirty frames a second.
std::vector<Input> wait_until(Window& window, std::chrono::steady_clock::time_point& due);

}  // namespace usher::screen
