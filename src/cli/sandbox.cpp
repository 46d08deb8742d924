#include "usher/stage/sandbox/sandbox.hpp"

#include <charconv>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "commands.hpp"
#include "mistake.hpp"
#include "options.hpp"
#include "signals.hpp"
#include "usher/portal/origin.hpp"
#include "usher/stage/sandbox/seed.hpp"

namespace usher {

namespace {

/// "127.0.0.1:8080", "[::1]:0", or a port alone.
void listen_at(const std::string& text, SandboxOptions& options) {
  const std::size_t colon = text.rfind(':');
  const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (port.empty() || error != std::errc{} || end != port.data() + port.size()) {
    throw Mistake("--listen is \"" + text +
                  "\"; it must be ADDRESS:PORT, such as 127.0.0.1:8080, where port 0 picks one");
  }
  if (colon != std::string::npos) options.address = text.substr(0, colon);
  if (options.address.size() > 2 && options.address.front() == '[') {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
}

/// What keeps a sandbox from opening is an option that cannot be meant: address, port, file.
std::unique_ptr<Sandbox> open_sandbox(const SandboxOptions& options) {
  try {
    return std::make_unique<Sandbox>(options);
  } catch (const std::runtime_error& error) {
    throw Mistake(error.what());
  }
}

int serve(SandboxOptions options, const std::string& listen) {
  if (!listen.empty()) listen_at(listen, options);
  const Signals signals;  // before any thread starts, so that none of them takes the signal
  const auto sandbox = open_sandbox(options);
  std::cout << "listening on " << sandbox->origin() << '\n'
            << "portal id " << options.portal_id << ", CRM token " << options.token << std::endl;
  signals.wait();
  return 0;
}

int seed(const SeedOptions& options) {
  const auto report = seed_portal(options, [](const std::string& step) { std::cout << step << std::endl; });
  if (!report) throw std::runtime_error(report.failure());
  std::cout << "event " << report->event_id << " has " << report->registrations << " registrations more, "
            << report->already_there << " were there\n";
  return 0;
}

/// `usher sandbox seed`: works against a sandbox and against HubSpot's own API.
void add_seed(const Command& sandbox) {
  auto o = std::make_shared<SeedOptions>();
  const Command command =
      sandbox.command("seed", "Write an event and its registrations to a portal, over HubSpot's CRM API");
  command.shelf("Commands");
  command.option("--url", o->url, "https://api.hubapi.com, or a sandbox on this machine")
      .required()
      .takes("URL")
      .checked([](const std::string& url) {
        const auto origin = Origin::parse(url);
        return origin ? std::string() : origin.failure();
      });
  command.option("--token", o->token, "of the portal's private app, or of the sandbox; else $USHER_CRM_TOKEN")
      .from_environment("USHER_CRM_TOKEN")
      .required()
      .takes("TOKEN");
  command.option("--event-file", o->event_file, "JSON, as assets/sandbox/README.md describes")
      .required()
      .takes("FILE")
      .checked([](const std::string& path) { return complaint_about_event_file(path).value_or(""); });
  command.example(
      "usher sandbox seed --url http://127.0.0.1:8080 --token sandbox-token "
      "--event-file event.json");
  command.does([o] { return seed(*o); });
}

}  // namespace

Command add_sandbox(const Command& usher) {
  struct Options {
    SandboxOptions sandbox;
    std::string listen;
  };
  auto o = std::make_shared<Options>();
  const Command command =
      usher.command("sandbox", "Serve the Events API from an embedded database, to try and train");
  command.option("--listen", o->listen, "127.0.0.1:0, unless said: port 0 picks one, only this machine hears")
      .takes("ADDRESS:PORT");
  command.option("--data", o->sandbox.data, "keep the data; without it they end with the sandbox")
      .takes("FILE");
  command.option("--portal", o->sandbox.portal_id, "its HubSpot portal id").takes("ID").shows_default();
  command.option("--token", o->sandbox.token, "bearer token of its CRM API").takes("TOKEN").shows_default();
  command.option("--guests", o->sandbox.guests, "attendees of the sample event, at most a million")
      .takes("N")
      .within(0, 1'000'000)
      .shows_default();
  command.flag("--empty", o->sandbox.empty, "no sample data");
  command.option("--faults", o->sandbox.faults, "faults to begin with, as assets/sandbox/README.md describes")
      .takes("FILE")
      .existing_file();
  command.example("usher sandbox --listen 127.0.0.1:8080 --data portal.db");
  command.does([o] { return serve(o->sandbox, o->listen); });
  add_seed(command);
  return command;
}

}  // namespace usher
