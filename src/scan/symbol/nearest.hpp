#pragma once

#include <optional>
#include <vector>

#include "soft_qr.hpp"

namespace usher::scan {

/// What the modules would most likely say if they are a pass of this kind: the code word nearest to all the
/// bits seen, weighed by their doubt. Stronger than erasing whole words, and dearer.
std::optional<SoftPass> nearest_pass(const std::vector<float>& seen, int size, int level, bool bytes);

}  // namespace usher::scan
