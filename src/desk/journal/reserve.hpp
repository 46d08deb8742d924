#pragma once

#include <string>

namespace usher {

/// Space that is kept so that a full disk still takes the check-ins of the people already in the queue. Put
/// aside only while as much again stays free.
void keep_reserve(const std::string& folder);
/// True when there was one and it is gone now.
bool release_reserve(const std::string& folder);
bool has_reserve(const std::string& folder);

}  // namespace usher
