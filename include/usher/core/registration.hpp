#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/time.hpp"

namespace usher {

enum class RegistrationStatus { Pending, Confirmed, Waitlisted, Cancelled, Missing, Unknown };
enum class PaymentStatus { Pending, Paid, Free, Complimentary, Refunded, Missing, Unknown };
enum class AttendanceStatus { NotArrived, CheckedIn, NoShow, Missing, Unknown };

RegistrationStatus parse_registration_status(std::string_view text);
PaymentStatus parse_payment_status(std::string_view text);
AttendanceStatus parse_attendance_status(std::string_view text);

/// One attendee of one event, as the portal knows it. The statuses keep the portal's own words, so that a
/// word we do not know can be shown to staff as it came.
struct Registration {
  std::string id;
  std::string code;  ///< qr_code
  std::string attendee_name;
  std::string first_name;
  std::string last_name;
  std::string email;
  std::string phone;
  std::string company;
  std::string job_title;
  std::string ticket_type;
  std::string registration_status;
  std::string payment_status;
  std::string attendance_status;
  std::optional<Wall> checked_in_at;  ///< check_in_datetime, the portal's time
  bool has_check_in_time = false;     ///< check_in_datetime was non-empty, readable or not
  std::optional<Wall> registered_at;
  std::string special_requirements;
  std::string purchaser_email;
  std::string purchaser_name;
  std::string amount_paid;
};

/// The stable words of `reasons`: docs/words.md, Words of the JSON.
enum class Reason {
  RegistrationCancelled,
  RegistrationPending,
  RegistrationWaitlisted,
  RegistrationMissing,
  RegistrationUnknown,
  PaymentPending,
  PaymentRefunded,
  PaymentMissing,
  PaymentUnknown,
  NotOnRoster,
  PortalUnreachable,
  LicenceInactive,
  PortalNotAuthorised,
  PortalBlocked,
  DuplicateCode,
  NoEventLink,
  ContractMismatch,
  StorageTrouble,
  EarlierAttemptUndecided,
  NotRecorded,
  WasNoShow,
  kCount,
};

/// "registration_cancelled" and so on.
std::string_view reason_word(Reason reason);
std::optional<Reason> parse_reason_word(std::string_view word);

/// The decision rule for a registration by itself (docs/events-api.md, The decision rule): 420 cases in
/// tests/core/decision-table.tsv.
struct Standing {
  enum class Kind { AlreadyIn, Eligible, Refused };
  Kind kind = Kind::Refused;
  std::vector<Reason> reasons;  ///< why it is refused; beside AlreadyIn what would refuse it now
  bool was_no_show = false;
};
Standing standing_of(const Registration& registration);

/// What staff read about it: "Welcome", "Registration was cancelled. Payment not received", "Already checked
/// in at 09:32. Now: payment was refunded". `time` is how the check-in time is to be written.
std::string standing_text(const Registration& registration, const std::string& time);

/// The reasons that registration and payment status give by themselves, registration first.
std::vector<Reason> refusal_reasons(const Registration& registration);

/// A phrase for staff, as in the decision table: "Registration was cancelled", "Payment not received".
std::string_view reason_text(Reason reason);

/// attendee_name, else first and last name, else empty. An edited attendee_name wins (docs/events-api.md,
/// Trap 20), unless there is nothing to be seen in it: blanks of any kind hide nobody's name.
std::string display_name(const Registration& registration);

}  // namespace usher
