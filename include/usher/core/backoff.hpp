#pragma once

#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// How long to wait before the next try, after so many that failed: `first`, then doubled each time, at most
/// `longest`, of which the last fifth depends on who asks: rows and stations that lost the portal together do
/// not return together. A function of `who` and `tries`, as nothing that decides throws dice.
milliseconds backoff(int tries, milliseconds first, milliseconds longest, std::string_view who);

}  // namespace usher
