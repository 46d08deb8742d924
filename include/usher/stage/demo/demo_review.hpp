#pragma once

#include <string>

#include "usher/stage/demo/demo_cast.hpp"

namespace usher {

/// What the play was to show against what the journal in `state` says, told on stdout. A demo that flatters
/// itself would be no demo. `whole`: it was played to its end. Returns the exit code.
int review_demo(const DemoCast& cast, const std::string& state, bool whole);

}  // namespace usher
