#pragma once

#include "usher/cli/config.hpp"

namespace CLI {
class App;
}

namespace usher {

/// --config and what overrides the file, on a subcommand that knows a station.
void add_overrides(CLI::App& command, Overrides& overrides);

/// Asks stdout whether everything written arrived: a full disk behind a pipe must not look like success.
/// Returns `code`, or 1 with a sentence.
int finish_output(int code);

}  // namespace usher
