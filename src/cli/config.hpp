#pragma once

#include <optional>
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

/// The file named by --config, else by $USHER_CONFIG, else /etc/usher/station.toml where there is one; where
/// that names no portal or no event, the one that the station's setup wrote into the state folder; then the
/// options; then checked for what the command needs. Throws Mistake.
Settings load_settings(const Overrides& overrides, Need need);

/// For the first run: what is configured so far when portal or event are missing, and nothing when a station
/// can start with it. With `anyway` also what is complete, and a file named by --config that is not there
/// yet. Throws Mistake for what is wrong with it.
std::optional<Settings> settings_to_complete(const Overrides& overrides, bool anyway);

/// Where the setup writes to: the configured file where this user may, else the state folder's.
std::string setup_path(const Overrides& overrides, const Settings& settings);

/// The settings as a configuration file that `parse_config` reads back.
std::string config_text(const Settings& settings);

/// Writes it whole or not at all, durable when it returns, mode 0600: the PIN is in it. Throws
/// std::runtime_error with a sentence.
void write_config(const std::string& path, const Settings& settings);

}  // namespace usher
