#include "config.hpp"

#include <toml++/toml.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include "mistake.hpp"
#include "settings_table.hpp"
#include "usher/portal/origin.hpp"

namespace usher {

namespace {

constexpr const char* kDefaultPath = "/etc/usher/station.toml";

std::string place(const std::string& file, const toml::node& node) {
  return file + ":" + std::to_string(node.source().begin.line);
}

[[noreturn]] void wrong_type(const std::string& where, const std::string& key, const char* wanted) {
  throw Mistake(where + ": " + key + " must be " + wanted);
}

/// Puts a node's value where the key says, when it has the type that the key wants.
struct Assign {
  const toml::node& node;
  const std::string& where;
  const std::string& key;

  void operator()(std::string* target) const {
    // The portal's id is digits, and people write digits without quotes.
    if (const auto number = node.value_exact<std::int64_t>(); number && key == "portal.id") {
      *target = std::to_string(*number);
      return;
    }
    const auto value = node.value_exact<std::string>();
    if (!value) wrong_type(where, key, "a text in quotes");
    *target = *value;
  }
  void operator()(int* target) const { *target = static_cast<int>(whole()); }
  void operator()(milliseconds* target) const { *target = milliseconds{whole()}; }
  void operator()(double* target) const {
    const auto value = node.value<double>();
    if (!value) wrong_type(where, key, "a number");
    *target = *value;
  }
  void operator()(bool* target) const {
    const auto value = node.value_exact<bool>();
    if (!value) wrong_type(where, key, "true or false");
    *target = *value;
  }
  void operator()(std::vector<std::string>* target) const {
    const toml::array* array = node.as_array();
    if (!array) wrong_type(where, key, "a list of texts, such as [\"vip\", \"press\"]");
    target->clear();
    for (const toml::node& item : *array) {
      const auto value = item.value_exact<std::string>();
      if (!value) wrong_type(where, key, "a list of texts, such as [\"vip\", \"press\"]");
      target->push_back(*value);
    }
  }

 private:
  std::int64_t whole() const {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < std::numeric_limits<int>::min() || *value > std::numeric_limits<int>::max()) {
      wrong_type(where, key, "a whole number");
    }
    return *value;
  }
};

template <class Rows>
const auto* find_named(const Rows& rows, std::string_view name) {
  for (const auto& row : rows) {
    if (row.name == name) return &row;
  }
  return static_cast<decltype(&rows.front())>(nullptr);
}

template <class Rows>
std::string names_of(const Rows& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : ", ") + std::string(row.name);
  return names;
}

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  // A folder opens like a file, too.
  if (!file.is_open() || std::filesystem::is_directory(path))
    throw Mistake("cannot read the configuration " + path + "; check that it is there and readable");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void override_with(Settings& s, const Overrides& o) {
  const struct {
    const std::string& value;
    std::string& target;
  } rows[] = {{o.portal_url, s.portal.url}, {o.portal_id, s.portal.id},  {o.event, s.station.event},
              {o.state, s.station.state},   {o.camera, s.camera.source}, {o.events, s.output.events}};
  for (const auto& row : rows) {
    if (!row.value.empty()) row.target = row.value;
  }
}

}  // namespace

Settings parse_config(std::string_view text, const std::string& name) {
  Settings settings;
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    throw Mistake(name + ":" + std::to_string(error.source().begin.line) +
                  ": not TOML: " + std::string(error.description()));
  }
  const auto tables = tables_of(settings);
  for (const auto& [table_key, table_node] : root) {
    const Table* table = find_named(tables, table_key.str());
    if (!table) {
      throw Mistake(place(name, table_node) + ": unknown table or key \"" + std::string(table_key.str()) +
                    "\"; there are the tables " + names_of(tables));
    }
    if (!table_node.is_table()) {
      throw Mistake(place(name, table_node) + ": \"" + std::string(table_key.str()) +
                    "\" is a table: write [" + std::string(table_key.str()) + "] and its keys below");
    }
    for (const auto& [key, node] : *table_node.as_table()) {
      const Key* known = find_named(table->keys, key.str());
      const std::string full = std::string(table->name) + "." + std::string(key.str());
      if (!known) {
        throw Mistake(place(name, node) + ": unknown key \"" + full + "\"; [" + std::string(table->name) +
                      "] knows " + names_of(table->keys));
      }
      std::visit(Assign{node, place(name, node), full}, known->target);
    }
  }
  return settings;
}

namespace {

/// The file that is configured, whether it is there or not; `named` when somebody named it.
std::string configured_path(const Overrides& overrides, bool& named) {
  named = true;
  if (!overrides.config.empty()) return overrides.config;
  const char* from_environment = std::getenv("USHER_CONFIG");
  if (from_environment && *from_environment) return from_environment;
  named = false;
  return kDefaultPath;
}

/// What the setup wrote where the configured file belongs to somebody else.
std::string own_path(const Settings& settings) {
  return settings.station.state + "/station.toml";
}

bool is_complete(const Settings& settings) {
  return !settings.portal.id.empty() && !settings.station.event.empty();
}

struct Loaded {
  Settings settings;
  std::string path;  ///< empty when no file was read
};

Loaded load(const Overrides& overrides, bool may_be_missing) {
  bool named = false;
  Loaded loaded;
  loaded.path = configured_path(overrides, named);
  // Only the default file may be missing: options can say everything that a station needs.
  if ((!named || may_be_missing) && !std::ifstream(loaded.path)) loaded.path.clear();
  if (!loaded.path.empty()) loaded.settings = parse_config(read_whole(loaded.path), loaded.path);
  override_with(loaded.settings, overrides);
  if (const std::string own = own_path(loaded.settings);
      !is_complete(loaded.settings) && std::ifstream(own)) {
    loaded = {parse_config(read_whole(own), own), own};
    override_with(loaded.settings, overrides);
  }
  return loaded;
}

/// What the portal's client would refuse, said before anything begins: waiting mends none of it.
std::optional<std::string> complaint_about_portal(const PortalSettings& portal) {
  if (const auto origin = Origin::parse(portal.url); !origin) return "portal.url: " + origin.failure();
  if (!portal.ca_file.empty() && access(portal.ca_file.c_str(), R_OK) != 0)
    return "portal.ca_file: cannot read " + portal.ca_file + "; give a file of certificates (PEM)";
  return std::nullopt;
}

void check(const Loaded& loaded, Need need) {
  auto complaint = complaint_about(loaded.settings, need);
  if (!complaint && need != Need::Nothing) complaint = complaint_about_portal(loaded.settings.portal);
  if (complaint) throw Mistake(loaded.path.empty() ? *complaint : loaded.path + ": " + *complaint);
}

bool may_write(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return access(folder.empty() ? "." : folder.c_str(), W_OK) == 0;
}

}  // namespace

Settings load_settings(const Overrides& overrides, Need need) {
  const Loaded loaded = load(overrides, false);
  check(loaded, need);
  return loaded.settings;
}

std::optional<Settings> settings_to_complete(const Overrides& overrides, bool anyway) {
  const Loaded loaded = load(overrides, anyway);
  check(loaded, Need::Nothing);
  if (is_complete(loaded.settings) && !anyway) return std::nullopt;
  return loaded.settings;
}

std::string setup_path(const Overrides& overrides, const Settings& settings) {
  bool named = false;
  const std::string configured = configured_path(overrides, named);
  return may_write(configured) ? configured : own_path(settings);
}

}  // namespace usher
