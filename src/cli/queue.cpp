#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "commands.hpp"
#include "desk_access.hpp"
#include "mistake.hpp"
#include "options.hpp"
#include "records_json.hpp"
#include "usher/core/masked.hpp"
#include "usher/core/one_line.hpp"
#include "usher/desk/loops.hpp"

namespace usher {

namespace {

struct QueueOptions {
  Overrides overrides;
  bool json = false;
  bool all = false;
  std::string id;
  std::string note;
  std::string who;
};

int list(const QueueOptions& options, bool all) {
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  expect_journal(settings);
  JournalFile journal(settings.station.state, JournalFile::Access::ReadOnly);
  const auto rows = journal.queue(all);
  for (const CheckIn& row : rows) {
    if (options.json) {
      std::cout << queue_line(row) << '\n';
    } else {
      std::cout << row.id << "  " << state_word(row.state) << "  " << masked_code(row.code) << "  "
                << one_line(sentence_about(row)) << '\n';
    }
  }
  if (rows.empty() && !options.json) std::cerr << "Nothing waits, and there are no exceptions.\n";
  return finish_output(0);
}

int replay(const QueueOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Event);
  DeskAccess access(settings, PortalUse::Errands);
  const DeskPlan plan{.folder = access.folder.path(), .terms = access.terms, .pace = {}};
  const Replayed replayed = replay_once(plan, *access.portal, access.journal);
  if (!options.json) {
    std::cout << replayed.tried << " tried, " << replayed.left_waiting << " still waiting, "
              << replayed.exceptions << " became exceptions\n";
  } else {
    for (const CheckIn& row : access.journal.queue(false)) std::cout << queue_line(row) << '\n';
  }
  return finish_output(replayed.left_waiting == 0 ? 0 : 1);
}

int close_exception(const QueueOptions& options) {
  if (options.note.find_first_not_of(" \t") == std::string::npos)
    throw Mistake("--note is empty; say in a few words what you found, it stays with the row");
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  expect_journal(settings);
  JournalFile journal(settings.station.state);
  if (!journal.close(options.id, options.who, options.note, clock_now().wall))
    throw std::runtime_error("there is no exception " + options.id + "; see usher queue list");
  std::cout << "closed\n";
  return finish_output(0);
}

}  // namespace

Command add_queue(const Command& usher) {
  auto o = std::make_shared<QueueOptions>();
  const Command queue = usher.command("queue", "Check-ins the portal has not confirmed, and exceptions");
  queue.needs_command();
  queue.footer("usher queue COMMAND --help has an example of each.");
  const auto add = [&](const char* name, const char* help, const char* typed, auto action) {
    const Command command = queue.command(name, help);
    command.shelf("Commands");
    add_overrides(command, o->overrides);
    command.example(typed);
    command.does([o, action] { return action(*o); });
    return command;
  };
  const Command lists =
      add("list", "Each waiting check-in and each exception, in a sentence", "usher queue list --all --json",
          [](const QueueOptions& q) { return list(q, q.all); });
  lists.flag("--json", o->json, "one JSON object per line");
  lists.flag("--all", o->all, "closed ones, too");
  add("replay", "Try every waiting check-in once now; exit 0 when none is left waiting", "usher queue replay",
      [](const QueueOptions& q) { return replay(q); })
      .flag("--json", o->json, "what is left, one JSON object per line");
  add("export", "Every check-in of this station, closed ones included, as JSON lines",
      "usher queue export > check-ins.jsonl",
      [](QueueOptions q) {
        q.json = true;
        return list(q, true);
      })
      .flag("--json", o->json, "JSON lines are the only form there is");
  const Command closes = add("close", "Close an exception after looking into it",
                             "usher queue close ID --note \"paid at the desk\"",
                             [](const QueueOptions& q) { return close_exception(q); });
  closes.option("ID", o->id, "as usher queue list shows it").required().takes("");
  closes.option("--note", o->note, "what was found, for whoever asks later").required();
  const char* user = std::getenv("USER");
  o->who = user && *user ? user : "staff";
  closes.option("--who", o->who, "who looked into it").shows_default();
  return queue;
}

}  // namespace usher
