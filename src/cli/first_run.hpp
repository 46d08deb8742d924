#pragma once

#include "config.hpp"
#include "usher/screen/setup/show_setup.hpp"

namespace usher {

/// The first run, in the window: asks for what is missing in `options.settings` and writes it to where
/// `load_settings` finds it. What there is to choose from and to write is filled in here. False when it was
/// left before it was done.
bool set_up(SetupOptions options, const Overrides& overrides);

}  // namespace usher
