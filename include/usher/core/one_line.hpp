#pragma once

#include <string>
#include <string_view>

namespace usher {

/// The text as part of one line of output or log: what would begin another line, or speak to the terminal
/// (the control characters of ASCII and of Unicode's first page), becomes a blank. Guests write their own
/// names, and anybody can make a QR code.
std::string one_line(std::string_view text);

}  // namespace usher
