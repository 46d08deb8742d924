#pragma once

#include <string_view>

namespace usher {

/// One line to stderr each, prefixed as journald reads levels (<3>, <4>, <6>, <7>) when it is the reader and
/// with a word when a person is. Safe from any thread. Never put a whole code or e-mail address in: see
/// masked.hpp.
void log_error(std::string_view line);
void log_warning(std::string_view line);
void log_info(std::string_view line);
void log_debug(std::string_view line);  ///< Only when USHER_DEBUG is set in the environment.

}  // namespace usher
