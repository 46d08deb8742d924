#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "commands.hpp"
#include "usher/cli/mistake.hpp"
#include "usher/core/log.hpp"

namespace {

constexpr int kUsage = 2;

/// CLI11 writes several lines; a script and a person at a door want the one that says what is wrong.
int usage_mistake(const CLI::App& app, const CLI::ParseError& error, const char* first) {
  const auto chosen = app.get_subcommands();
  if (chosen.empty() && first && *first != '-') {
    std::cerr << "usher: there is no command \"" << first << "\"; see usher --help\n";
    return kUsage;
  }
  const std::string command = chosen.empty() ? "usher" : "usher " + chosen.front()->get_name();
  std::cerr << "usher: " << error.what() << "; see " << command << " --help\n";
  return kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace usher;
  // A reader that goes away is an error of the write that found it, not the end of the station.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app{"usher: the station at an event's entrance"};
  app.set_version_flag("--version", "usher " USHER_VERSION);
  app.require_subcommand(1);
  Chosen chosen;
  for (const auto add :
       {add_demo, add_run, add_check, add_read, add_events, add_roster, add_queue, add_report, add_register,
        add_correct, add_doctor, add_purge, add_shots, add_sandbox}) {
    add(app, chosen);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return usage_mistake(app, error, argc > 1 ? argv[1] : nullptr);
  }
  try {
    return chosen();
  } catch (const Mistake& mistake) {
    std::cerr << "usher: " << mistake.what() << '\n';
    return kUsage;
  } catch (const std::exception& error) {
    log_error(error.what());
    return 1;
  }
}
