#pragma once

#include "signals.hpp"
#include "usher/cli/config.hpp"
#include "usher/cli/service.hpp"

namespace usher {

/// The first run, in the window: asks for what is missing in `settings` and writes it to where
/// `load_settings` finds it. False when it was left before it was done.
bool set_up(const Settings& settings, const Overrides& overrides, bool fullscreen, const Signals& signals,
            Service& service);

}  // namespace usher
