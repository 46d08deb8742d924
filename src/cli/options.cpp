#include "options.hpp"

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "mistake.hpp"
#include "usher/core/log.hpp"

namespace usher {

namespace {

/// A variable of a script that was never set must not mean "as configured".
std::string complaint_about_empty(const std::string& value) {
  return value.empty() ? "it is empty; give a value, or leave the option out" : "";
}

}  // namespace

void add_overrides(const Command& command, Overrides& o) {
  const auto add = [&](const char* name, std::string& target, const char* type, const char* help) {
    command.option(name, target, help)
        .takes(type)
        .shelf("Station, over its configuration")
        .checked(complaint_about_empty);
  };
  add("--config", o.config, "FILE", "the configuration; else $USHER_CONFIG, else /etc/usher/station.toml");
  add("--portal-url", o.portal_url, "URL", "portal.url: the Events API");
  add("--portal-id", o.portal_id, "ID", "portal.id: the HubSpot portal id");
  add("--event", o.event, "EVENT", "station.event: its id, exact name or url_slug");
  add("--state", o.state, "DIR", "station.state: the folder of journal and roster");
  add("--camera", o.camera, "SOURCE",
      "camera.source: auto, /dev/…, file:…, images:DIR, gst:…, virtual, none");
  add("--events", o.events, "FILE", "output.events: where verdicts go as JSON lines; - is stdout");
}

void expect_shots(const std::string& folder, bool drawn) {
  if (folder.empty()) return;
  if (!drawn) {
    log_warning("--shots has nothing to take without a screen; there will be no pictures in " + folder +
                " (xvfb-run gives a screen to a machine that has none)");
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder, error) || access(folder.c_str(), W_OK) != 0)
    throw Mistake("no pictures can be put into " + folder + "; give a folder that this user may write");
}

int finish_output(int code) {
  std::cout.flush();
  if (std::cout && std::fflush(stdout) == 0) return code;
  pollfd out{STDOUT_FILENO, POLLOUT, 0};
  // Whoever reads no further has read enough ("usher report | head"): no complaint, and the code that a shell
  // gives to programs that the signal ended.
  if (poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0) return 128 + SIGPIPE;
  log_error("the output could not be written; is there room on the disk?");
  return code == 0 ? 1 : code;
}

}  // namespace usher
