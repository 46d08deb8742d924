#pragma once

#include <optional>
#include <string>

#include "usher/core/registration.hpp"
#include "usher/core/result.hpp"
#include "usher/core/time.hpp"

namespace usher {

/// What the portal said to check-in-by-qr: a complete document from the right URL with a known decision.
struct Answer {
  enum class Decision { Grant, AlreadyIn, Deny, NotFound };
  Decision decision = Decision::NotFound;
  bool checked_in = false;                   ///< `checkedIn`: only then did this very call record it
  std::optional<Registration> registration;  ///< absent for NotFound
  bool has_event = false;                    ///< the answer named an event
  std::string event_name;
  std::optional<Wall> event_starts;
  std::optional<Wall> portal_date;  ///< the `Date` header
};

/// Why there is no answer, in the classes of docs/door.md, What an answer is.
struct Failure {
  enum class Kind {
    NotSent,          ///< DNS, refused, TLS refused, deadline of zero: the portal cannot have seen it
    MaybeSent,        ///< cut, timeout, 5xx, a 200 that is not our JSON: the portal may have recorded it
    LicenceInactive,  ///< 403 with code LICENSE_INACTIVE
    NotAuthorised,    ///< 403: the portal id has not installed the app
    Blocked,          ///< any other 403, and 401
    Paced,            ///< 429
    Refused,          ///< any other 4xx with our JSON: asking again will not help
    kCount,
  };
  Kind kind = Kind::NotSent;
  int status = 0;                      ///< HTTP status, 0 when there was none
  std::string detail;                  ///< a sentence for the log and for staff
  std::optional<seconds> retry_after;  ///< clamped to 1…300 s
  std::optional<Wall> portal_date;
};

template <class T>
using PortalResult = Result<T, Failure>;

/// "not sent", "maybe sent", …: for logs and records.
const char* failure_word(Failure::Kind kind);

/// True when the bytes may have left and nothing came back that decides.
constexpr bool is_undecided(Failure::Kind kind) {
  return kind == Failure::Kind::MaybeSent;
}

}  // namespace usher
