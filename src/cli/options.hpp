#pragma once

#include "command.hpp"
#include "config.hpp"

namespace usher {

/// --config and what overrides the file, on a subcommand that knows a station.
void add_overrides(const Command& command, Overrides& overrides);

/// The folder for pictures, when one was asked for, is there. Throws Mistake when it cannot be; warns where
/// nothing is drawn.
void expect_shots(const std::string& folder, bool drawn);

/// Asks stdout whether everything written arrived: a full disk behind a pipe must not look like success.
/// Returns `code`, or 1 with a sentence, or 141 without one when it is the reader who left.
int finish_output(int code);

}  // namespace usher
