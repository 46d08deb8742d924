#pragma once

#include <chrono>
#include <stop_token>

namespace usher {

/// Waits that long, or until stop is requested.
void sleep_for(std::stop_token stop, std::chrono::microseconds duration);

}  // namespace usher
