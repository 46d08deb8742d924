#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/time.hpp"

namespace usher {

/// One event of the portal, as far as a door needs it (seed document, "events — all properties").
struct Event {
  std::string id;
  std::string name;  ///< unique per portal
  std::string url_slug;
  std::string status;  ///< draft, published, cancelled; empty when the portal did not say
  std::optional<Wall> starts;
  std::optional<Wall> ends;
  std::string place;  ///< location_name
  std::string street;
  std::string city;
  std::vector<std::string> ticket_types;
  std::string price_amount;
  std::string price_currency;
  int capacity_total = 0;    ///< 0 is unlimited
  int capacity_current = 0;  ///< approximate by nature: docs/events-api.md, Trap 22
  bool online = false;
  std::string contact;  ///< phone, else e-mail, of the organiser
};

/// "standard;vip" or one per line; trimmed, empty ones dropped.
std::vector<std::string> split_ticket_types(std::string_view text);

/// Whether a name in an answer means this event: exact after trimming, as names are unique per portal.
bool same_event_name(std::string_view a, std::string_view b);

}  // namespace usher
