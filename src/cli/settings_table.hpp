#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "usher/core/settings.hpp"

namespace usher {

using Target = std::variant<std::string*, int*, double*, bool*, milliseconds*, std::vector<std::string>*>;

struct Key {
  std::string_view name;
  Target target;
};

struct Table {
  std::string_view name;
  std::vector<Key> keys;
};

/// The whole configuration as a table: what is not listed here is unknown. Points into the settings.
std::vector<Table> tables_of(Settings& s);

}  // namespace usher
