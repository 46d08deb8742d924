#pragma once

#include <string>
#include <string_view>

#include "usher/core/settings.hpp"

namespace usher {

/// The settings in a TOML text. `name` is how messages call it. Throws Mistake for what is not TOML, for an
/// unknown key (with its line) and for a value of the wrong type.
Settings parse_config(std::string_view toml, const std::string& name);

/// What the options of a command line say over the file; empty strings leave the file's value.
struct Overrides {
  std::string config;  ///< --config
  std::string portal_url, portal_id, event, state, camera, events;
};

/// The file named by --config, else by $USHER_CONFIG, else /etc/usher/station.toml where there is one; then
/// the options; then checked for what the command needs. Throws Mistake.
Settings load_settings(const Overrides& overrides, Need need);

}  // namespace usher
