#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "usher/core/time.hpp"

namespace usher {

/// One line of JSON, broken UTF-8 replaced.
std::string to_text(const nlohmann::ordered_json& json);

nlohmann::ordered_json text_or_null(const std::string& text);
nlohmann::ordered_json time_or_null(const std::optional<Wall>& time);

}  // namespace usher
