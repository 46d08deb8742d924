#include "usher/cli/config.hpp"

#include <toml++/toml.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <variant>

#include "usher/cli/mistake.hpp"

namespace usher {

namespace {

constexpr const char* kDefaultPath = "/etc/usher/station.toml";

using Target = std::variant<std::string*, int*, double*, bool*, milliseconds*, std::vector<std::string>*>;

struct Key {
  std::string_view name;
  Target target;
};

struct Table {
  std::string_view name;
  std::vector<Key> keys;
};

/// The whole configuration as a table: what is not listed here is unknown.
std::vector<Table> tables_of(Settings& s) {
  return {
      {"station",
       {{"name", &s.station.name},
        {"event", &s.station.event},
        {"state", &s.station.state},
        {"keep_roster_hours", &s.station.keep_roster_hours},
        {"keep_journal_days", &s.station.keep_journal_days}}},
      {"portal",
       {{"url", &s.portal.url},
        {"id", &s.portal.id},
        {"deadline_ms", &s.portal.deadline},
        {"ca_file", &s.portal.ca_file}}},
      {"camera",
       {{"source", &s.camera.source},
        {"width", &s.camera.width},
        {"height", &s.camera.height},
        {"fps", &s.camera.fps},
        {"loop", &s.camera.loop},
        {"mirror", &s.camera.mirror}}},
      {"admission",
       {{"decide", &s.admission.decide},
        {"only_station", &s.admission.only_station},
        {"ticket_types", &s.admission.ticket_types},
        {"unknown_offline", &s.admission.unknown_offline}}},
      {"output", {{"events", &s.output.events}}},
      {"screen",
       {{"fullscreen", &s.screen.fullscreen},
        {"self_service", &s.screen.self_service},
        {"language", &s.screen.language},
        {"show_requirements", &s.screen.show_requirements},
        {"pin", &s.screen.pin}}},
      {"sound", {{"volume", &s.sound.volume}, {"device", &s.sound.device}}},
  };
}

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
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw Mistake("cannot read the configuration " + path + "; check that it is there and readable");
  return text.str();
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

Settings load_settings(const Overrides& overrides, Need need) {
  std::string path = overrides.config;
  if (path.empty()) {
    const char* from_environment = std::getenv("USHER_CONFIG");
    if (from_environment && *from_environment) path = from_environment;
  }
  // Only the default file may be missing: options can say everything that a station needs.
  if (path.empty() && std::ifstream(kDefaultPath)) path = kDefaultPath;

  Settings settings = path.empty() ? Settings{} : parse_config(read_whole(path), path);
  override_with(settings, overrides);
  if (const auto complaint = complaint_about(settings, need)) {
    throw Mistake(path.empty() ? *complaint : path + ": " + *complaint);
  }
  return settings;
}

}  // namespace usher
