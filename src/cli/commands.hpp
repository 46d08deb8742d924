#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace usher {

/// What was asked for, once the command line is understood; `main` runs it for the exit code.
using Chosen = std::function<int()>;

// One per command, each in a file of its name: adds the subcommand and what it would do.
void add_demo(CLI::App& app, Chosen& chosen);
void add_run(CLI::App& app, Chosen& chosen);
void add_check(CLI::App& app, Chosen& chosen);
void add_read(CLI::App& app, Chosen& chosen);
void add_events(CLI::App& app, Chosen& chosen);
void add_roster(CLI::App& app, Chosen& chosen);
void add_queue(CLI::App& app, Chosen& chosen);
void add_report(CLI::App& app, Chosen& chosen);
void add_doctor(CLI::App& app, Chosen& chosen);
void add_purge(CLI::App& app, Chosen& chosen);
void add_register(CLI::App& app, Chosen& chosen);
void add_correct(CLI::App& app, Chosen& chosen);
void add_shots(CLI::App& app, Chosen& chosen);
void add_sandbox(CLI::App& app, Chosen& chosen);

}  // namespace usher
