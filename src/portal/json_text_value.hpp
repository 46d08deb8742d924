#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher {

/// Reads a JSON string whose opening quote is before `at`, and leaves `at` behind its closing one. False when
/// there is no closing one. What is no text in it becomes U+FFFD, and sets `damaged`.
bool read_json_text(std::string_view document, std::size_t& at, std::string& text, bool& damaged);

}  // namespace usher
