#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "desk_access.hpp"
#include "options.hpp"
#include "usher/desk/roster/roster.hpp"
#include "verdict_json.hpp"
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
  if (!roster.present()) {
    static_cast<void>(
        sync_roster(*access.portal, access.folder.path(), access.terms.event, clock_now(), PersonsWord{}));
  }

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

Command add_check(const Command& usher) {
  auto o = std::make_shared<CheckOptions>();
  const Command command = usher.command("check", "One verdict per code, through the same desk as the camera");
  command.option("CODE", o->codes, "what the QR code says").required().takes("");
  add_overrides(command, o->overrides);
  command.flag("--verify", o->verify, "look only: nothing is recorded, here or at the portal");
  command.flag("--json", o->json, "one JSON object per line");
  command.example("usher check EVT-ABC123DEF456 --verify --json");
  command.does([o] { return check(*o); });
  return command;
}

}  // namespace usher
