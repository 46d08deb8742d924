#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "usher/core/answer.hpp"
#include "usher/core/event.hpp"
#include "usher/core/pass.hpp"
#include "usher/core/registration.hpp"

namespace usher {

/// What a whole, well-formed roster said of itself.
struct RosterHead {
  Event event;               ///< as the portal names it: the caller compares the id with the bound one
  std::size_t rows = 0;      ///< delivered to the sink
  std::size_t bad_rows = 0;  ///< left out; named in the log, masked
  std::optional<Wall> portal_date{};  ///< the `Date` header
};

/// A walk-in, as create-registration takes it.
struct WalkIn {
  std::string first_name, last_name, email;  ///< required
  std::string phone, company, job_title, ticket_type, special_requirements;
};

/// The Events API for one portal id, as the desk needs it. One instance belongs to one thread. Every call
/// ends within `limit` by a monotonic timer, whatever the network does, and as soon as may be after a stop
/// request. A call never throws for what the network does: that is a Failure.
class Portal {
 public:
  virtual ~Portal() = default;

  /// check-in-by-qr without `action`: changes nothing.
  virtual PortalResult<Answer> verify(const Pass& pass, milliseconds limit) = 0;
  /// check-in-by-qr with `action: "checkin"`. `GRANT` counts only with `checked_in`.
  virtual PortalResult<Answer> check_in(const Pass& pass, milliseconds limit) = 0;

  /// license-status.
  virtual PortalResult<bool> licensed(milliseconds limit) = 0;
  /// Opens the connection, TLS included, unless one stands open and young: before doors and between guests,
  /// so that no guest waits for it. True when it had to ask. A portal without connections has nothing to do.
  virtual bool warm(milliseconds /*limit*/) { return false; }
  /// fetch-events with `upcomingOnly: false`, since an event leaves the list the moment it starts
  /// (docs/events-api.md, Trap 5).
  virtual PortalResult<std::vector<Event>> events(milliseconds limit) = 0;

  /// fetch-event-details by exact name, rows handed over one by one as they arrive. A failure half way means
  /// that the rows so far are worth nothing: adopt them only after the head came back. The one call whose
  /// limit grows, with what arrives: the list of a large event takes minutes on a slow line.
  using RegistrationSink = std::function<void(Registration&&)>;
  virtual PortalResult<RosterHead> roster(const std::string& event_name, const RegistrationSink& sink,
                                          milliseconds limit) = 0;

  /// create-registration; the new registration's id and code. Not idempotent: never repeat it blindly
  /// (docs/events-api.md, Trap 24).
  virtual PortalResult<Registration> register_guest(const std::string& event_id, const WalkIn& guest,
                                                    milliseconds limit) = 0;
  /// update-registration: attendee_name, job_title, company, email or phone.
  virtual PortalResult<bool> correct(const std::string& registration_id, const std::string& property,
                                     const std::string& value, milliseconds limit) = 0;
  /// fetch-user-registrations: ids of the events a contact is registered for.
  virtual PortalResult<std::vector<std::string>> events_of_contact(const std::string& contact_id,
                                                                   milliseconds limit) = 0;
};

}  // namespace usher
