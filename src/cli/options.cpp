#include "options.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

namespace usher {

void add_overrides(CLI::App& command, Overrides& o) {
  const auto text = [&](const char* name, std::string& target, const char* help) {
    command.add_option(name, target, help)->type_name("TEXT");
  };
  text("--config", o.config, "configuration file (TOML); else $USHER_CONFIG, else /etc/usher/station.toml");
  text("--portal-url", o.portal_url, "the Events API, over the configuration's portal.url");
  text("--portal-id", o.portal_id, "the HubSpot portal id, over portal.id");
  text("--event", o.event, "the event's id, exact name or url_slug, over station.event");
  text("--state", o.state, "folder of journal and roster, over station.state");
  text("--camera", o.camera,
       "over camera.source: auto, /dev/…, file:VIDEO, images:DIR, gst:…, virtual, none");
  text("--events", o.events, "over output.events: where verdicts go as JSON lines, a path or - for stdout");
}

int finish_output(int code) {
  std::cout.flush();
  if (std::cout && std::fflush(stdout) == 0) return code;
  std::fputs("usher: the output could not be written; is the disk full or the reader gone?\n", stderr);
  return code == 0 ? 1 : code;
}

}  // namespace usher
