#pragma once

#include <string>
#include <string_view>

#include "usher/core/answer.hpp"
#include "usher/portal/pacing.hpp"
#include "usher/portal/worksby/worksby.hpp"

namespace usher {

inline const Pass kSarah{"EVT-ABC123DEF456"};

/// The document's own example of a check-in answer.
inline constexpr std::string_view kGrant = R"({
  "success": true, "accessDecision": "GRANT", "checkedIn": true,
  "registration": {
    "id": "98765432", "attendeeName": "Sarah Johnson", "firstName": "Sarah", "lastName": "Johnson",
    "email": "sarah.johnson@example.com", "company": "Acme Corp", "jobTitle": "Product Manager",
    "eventTicketType": "standard", "registrationStatus": "confirmed", "paymentStatus": "paid",
    "attendanceStatus": "checked_in", "checkInDatetime": "2026-06-15T09:32:00.000Z", "specialRequirements": null
  },
  "event": { "name": "Annual Member Conference", "startDatetime": "2026-06-15T09:00:00.000Z" }
})";

/// A connection of a station to one address.
struct Client {
  explicit Client(const std::string& url, PortalUse use = PortalUse::Door, const std::string& ca_file = {},
                  std::stop_token stop = {})
      : portal(make_portal({.url = url, .id = "12345678", .ca_file = ca_file}, pacer, use, std::move(stop))) {
  }

  PortalPacer pacer{PortalPace{.per_second = 1000, .burst = 1000}};
  std::unique_ptr<Portal> portal;
};

}  // namespace usher
