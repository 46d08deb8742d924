#pragma once

#include <vector>

#include "usher/core/frame.hpp"
#include "usher/core/wedge.hpp"
#include "window.hpp"

namespace usher::screen {

/// What a hand scanner typed into the window, put together from its keys. Called once a frame, with or
/// without input: a scanner that ends with nothing is done when it is quiet.
std::vector<WedgeScan> scanned_from(const std::vector<Input>& inputs, WedgeLine& line, Tick now);

/// Numbered by the slot it is put into.
Scan scan_of(const WedgeScan& typed, Tick decoded);

}  // namespace usher::screen
