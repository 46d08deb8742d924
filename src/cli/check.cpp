#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "desk_access.hpp"
#include "help.hpp"
#include "options.hpp"
#include "usher/cli/json.hpp"
#include "usher/desk/roster.hpp"
#include "verdict_text.hpp"

namespace usher {

namespace {

struct CheckOptions {
  Overrides overrides;
  std::vector<std::string> codes;
  bool verify = false;
  bool json = false;
};

int check(const CheckOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Event);
  DeskAccess access(settings, PortalUse::Door);
  Roster roster(access.folder.path());
  // Nobody waits at a door here, and without a roster the portal's word is all there is.
  if (!roster.present())
    sync_roster(*access.portal, access.folder.path(), access.terms.event, clock_now(), false);

  Desk desk(access.terms, access.journal, roster, *access.portal);
  for (const std::string& code : options.codes) {
    const Now now = clock_now();
    const Scan scan{.payload = code, .source = Scan::Source::Hand, .decoded = now.tick};
    const auto served = desk.serve(scan, {.verify_only = options.verify});
    const VerdictLine line{.at = now.wall,
                           .station = settings.station.name,
                           .event = access.terms.event.name,
                           .verdict = served.verdict,
                           .latency = clock_now().tick - now.tick};
    std::cout << (options.json ? to_json(line) : verdict_text(code, served.verdict)) << std::endl;
    // Only what was said may be ALREADY IN the next time, and nobody is let in to whom nobody can say it.
    if (!std::cout) break;
    desk.displayed();
  }
  return finish_output(0);
}

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
  auto o = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check", "One verdict per code, through the same desk as the camera");
  command->add_option("CODE", o->codes, "what the QR code says")->required()->type_name("");
  add_overrides(*command, o->overrides);
  command->add_flag("--verify", o->verify, "look only: nothing is recorded, here or at the portal");
  command->add_flag("--json", o->json, "one JSON object per line");
  command->footer(example("usher check EVT-ABC123DEF456 --verify --json"));
  command->callback([o, &chosen] { chosen = [o] { return check(*o); }; });
}

}  // namespace usher
