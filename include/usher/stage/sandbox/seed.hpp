#pragma once

#include <functional>
#include <optional>
#include <string>

#include "usher/core/result.hpp"

namespace usher {

struct SeedOptions {
  std::string url;    ///< of the CRM API: https://api.hubapi.com, or a sandbox on loopback
  std::string token;  ///< bearer token
  std::string event_file;
};

/// What a portal has now that it had not before.
struct SeedReport {
  std::string event_id;
  bool event_is_new = false;
  int contacts = 0;
  int registrations = 0;
  int already_there = 0;  ///< registrations of the file whose code the portal knew
  int links = 0;
};

/// What is wrong with an event file, in a sentence; nothing when it can be seeded.
std::optional<std::string> complaint_about_event_file(const std::string& path);

/// Writes the event of a file and its registrations over HubSpot's CRM API, as the seed document's last
/// section shows. Begun again after a failure it goes on where it stopped: whatever is there is not made
/// twice. `say` hears of each step. The failure is a sentence.
Result<SeedReport, std::string> seed_portal(const SeedOptions& options,
                                            const std::function<void(const std::string&)>& say);

}  // namespace usher
