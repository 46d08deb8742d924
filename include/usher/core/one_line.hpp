#pragma once

#include <string>
#include <string_view>

namespace usher {

// Guests write their own names, organisers their events', and anybody can make a QR code. What they wrote is
// kept and goes back as it came; these are for the places where it leaves for a person or a program.

/// The text as part of one line of output or log: what would begin another line, or speak to the terminal
/// (the control characters of ASCII and of Unicode's first page), becomes a blank; what turns the line around
/// it (the marks, overrides and isolates of right-to-left text) is left out.
std::string one_line(std::string_view text);

/// The same for a place that may have several lines and tabs, such as a cell of a table.
std::string tame_lines(std::string_view text);

/// A JSON document that loses nothing, and in which the same characters are written as escapes: whoever looks
/// at it in a terminal sees the text that a program reads.
std::string escape_steering(std::string_view json);

}  // namespace usher
