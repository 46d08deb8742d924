#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/answer.hpp"
#include "usher/core/event.hpp"
#include "usher/core/pass.hpp"
#include "usher/core/registration.hpp"
#include "usher/portal/portal.hpp"

/// The Events API as text: requests written, answers read, and both the other way round for tests and for
/// whoever plays the portal. Pure: no network, no clock. HTTP status first, JSON second (docs/events-api.md,
/// Trap 2, Trap 15, Trap 16).
namespace usher::wire {

/// A whole HTTP answer, as far as a reader needs it.
struct Reply {
  int status = 0;
  std::string body;
  std::optional<Wall> date;            ///< the `Date` header
  std::optional<seconds> retry_after;  ///< already clamped to 1…300 s
};

/// fetch-events: what was said, and what was left out.
struct EventList {
  std::vector<Event> events;
  std::size_t bad_rows = 0;
  bool may_be_cut = false;  ///< `total` says more, or the length is exactly a page of HubSpot's
                            ///< (docs/events-api.md, Trap 6)
};

/// fetch-event-details without its rows.
struct DetailsHead {
  Event event;
};

// Requests. `portalId` is a string everywhere (docs/events-api.md, Trap 26).

std::string verify_request(std::string_view portal_id, const Pass& pass);
/// Read-only verification is what the portal does for "any other value" (docs/events-api.md, Trap 10): here
/// the word is a constant.
std::string check_in_request(std::string_view portal_id, const Pass& pass);
std::string events_request(std::string_view portal_id);
std::string details_request(std::string_view portal_id, const std::string& event_name);
std::string register_request(std::string_view portal_id, const std::string& event_id, const WalkIn& guest);
std::string correct_request(std::string_view portal_id, const std::string& registration_id,
                            const std::string& property, const std::string& value);
std::string user_registrations_request(std::string_view portal_id, const std::string& contact_id);

// Answers. Each reader judges the status before it looks at the body.

PortalResult<Answer> read_check_in(const Reply& reply);
PortalResult<bool> read_licence(const Reply& reply);
PortalResult<EventList> read_events(const Reply& reply);
/// `reply.body` is the document with its rows cut out: see RowSplitter.
PortalResult<DetailsHead> read_details(const Reply& reply);
PortalResult<Registration> read_created(const Reply& reply);
PortalResult<bool> read_corrected(const Reply& reply);
PortalResult<std::vector<std::string>> read_event_ids(const Reply& reply);

/// One row of a roster, or nothing when it is not one: no JSON, no object, no id.
std::optional<Registration> read_registration(std::string_view json);
/// Where a bad row can be found again, without saying whose it is: its id, else its masked code, else "no
/// id".
std::string name_of_bad_row(std::string_view json);

/// What a status means when the body decides nothing.
Failure failure_of(const Reply& reply);

// The portal's side, as the document shows it.

/// snake_case, every property a string or null.
std::string write_registration(const Registration& registration);
std::string write_event(const Event& event);
/// check-in-by-qr: camelCase inside, 404 for NotFound.
Reply write_check_in(const Answer& answer);
std::string write_events(const std::vector<Event>& events);
std::string write_details(const Event& event, const std::vector<Registration>& registrations);

}  // namespace usher::wire
