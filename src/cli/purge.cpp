#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "mistake.hpp"
#include "options.hpp"
#include "usher/core/one_line.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/maintenance/retention.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

namespace {

struct PurgeOptions {
  Overrides overrides;
  bool yes = false;
  bool also_open = false;
};

/// Without the portal: details are deleted also where there is no network, and of events it no longer lists.
Event known_event(const std::string& wanted, const std::string& folder) {
  JournalFile journal(folder);
  if (const auto event = noted_event(wanted, journal)) return *event;
  if (const auto event = remembered_event(wanted, journal)) return *event;
  if (const auto card = Roster(folder).card();
      card && (card->event.id == wanted || same_event_name(card->event.name, wanted) ||
               card->event.url_slug == wanted)) {
    return card->event;
  }
  std::string known;
  for (const Event& event : noted_events(journal)) known += (known.empty() ? "" : ", ") + event.id;
  throw Mistake("--event: this station knows no event \"" + wanted + "\"" +
                (known.empty() ? "" : "; it knows " + known));
}

std::string counted(int number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

int purge_event(const PurgeOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  const StateFolder folder(settings.station.state);
  const std::string& wanted = settings.station.event;
  if (wanted.empty()) throw Mistake("--event is missing; say whose guests' details are to be deleted");
  const Event event = known_event(wanted, folder.path());
  const std::string name =
      event.name.empty() ? event.id : one_line("\"" + event.name + "\" (id " + event.id + ")");

  const auto counts = JournalFile(folder.path()).counts(event.id);
  const int open = counts.waiting + counts.exceptions;
  if (!options.yes) {
    throw Mistake("this deletes the guests' details of " + name + " from this station for good" +
                  (open > 0 ? "; " + std::to_string(open) + " check-ins of it are still open" : "") +
                  "; add --yes to do it");
  }
  if (open > 0 && !options.also_open) {
    std::cerr << "usher: " << counted(open, "check-in is", "check-ins are")
              << " not settled and will be left whole; deliver them first (usher queue replay, usher queue "
                 "list), or add "
                 "--also-open\n";
  }
  const Purged purged = purge(folder.path(), event, {.also_open = options.also_open});
  std::cout << name << ": " << (purged.roster ? "roster deleted, " : "no roster, ")
            << counted(purged.check_ins, "check-in", "check-ins") << " and "
            << counted(purged.presentations, "record", "records") << " reduced to hashes";
  if (purged.left_open > 0) std::cout << ", " << purged.left_open << " left whole";
  for (const std::string& file : purged.files) std::cout << ", " << file << " deleted";
  std::cout << '\n';
  if (!settings.output.events.empty() && settings.output.events != "-") {
    std::cout << "The event stream " << settings.output.events
              << " is not the station's to change; it names guests, so delete it, too.\n";
  }
  return finish_output(purged.left_open > 0 ? 1 : 0);
}

}  // namespace

Command add_purge(const Command& usher) {
  auto o = std::make_shared<PurgeOptions>();
  const Command command = usher.command("purge", "Delete the guests' details of an event from this station");
  add_overrides(command, o->overrides);
  command.flag("--yes", o->yes, "do it; without this it only says what it would do");
  command.flag("--also-open", o->also_open,
               "check-ins that the portal does not have, too: they are lost then");
  command.example("usher purge --event 30012345001 --yes");
  command.does([o] { return purge_event(*o); });
  return command;
}

}  // namespace usher
