#pragma once

#include <string>
#include <string_view>

namespace usher {

/// SHA-256 (FIPS 180-4) in hexadecimal.
std::string sha256(std::string_view text);

}  // namespace usher
