#include <sys/stat.h>

#include <csignal>
#include <exception>
#include <vector>

#include "commands.hpp"
#include "mistake.hpp"
#include "usher/core/log.hpp"

namespace usher {

namespace {

constexpr int kUsage = 2;

struct Shelf {
  const char* title;
  std::vector<Command (*)(const Command&)> commands;
};

/// The commands in the order in which somebody new meets them.
const Shelf kShelves[] = {
    {"To try it", {add_demo, add_sandbox}},
    {"The station", {add_run, add_doctor}},
    {"At the door", {add_check, add_roster, add_events, add_register, add_correct}},
    {"What happened", {add_queue, add_report, add_purge}},
    {"Pictures", {add_read, add_shots}},
};

constexpr const char* kFooter =
    "usher COMMAND --help says everything about a command, with an example.\n"
    "\n"
    "A station is one TOML file: --config FILE, else $USHER_CONFIG, else /etc/usher/station.toml.\n"
    "Options override it; portal.id and station.event have no default.\n"
    "\n"
    "Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 not done, with a\n"
    "sentence that says why; 2 a wrong option, value or file, with a sentence that names it.";

}  // namespace

}  // namespace usher

int main(int argc, char** argv) {
  using namespace usher;
  // A reader that goes away is an error of the write that found it, not the end of the station.
  std::signal(SIGPIPE, SIG_IGN);
  // Whatever is made here has guests' names in it or faces: journal, roster, events, pictures are this user's
  // alone, also where somebody starts us with a generous umask. Before any thread, since it is the process's.
  umask(0077);

  CommandLine line;
  const Command top = line.top();
  top.needs_command();
  top.footer(kFooter);
  for (const Shelf& shelf : kShelves) {
    for (const auto add : shelf.commands) add(top).shelf(shelf.title);
  }
  try {
    const Chosen chosen = line.parse(argc, argv);
    return chosen();
  } catch (const Mistake& mistake) {
    log_error(mistake.what());
    return kUsage;
  } catch (const std::exception& error) {
    log_error(error.what());
    return 1;
  }
}
