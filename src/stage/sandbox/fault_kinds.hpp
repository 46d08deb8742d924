#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faults.hpp"

namespace usher::sandbox {

/// Reads {"seed": 1, "faults": […]}, or the list by itself. A sentence when it is neither.
std::optional<std::string> read_faults(std::string_view json, std::vector<Fault>& faults,
                                       unsigned long long& seed);

/// What a fault does to an exchange; `luck` in 0…1 decides its jitter.
void apply(const Fault& fault, double luck, Trouble& trouble);

}  // namespace usher::sandbox
