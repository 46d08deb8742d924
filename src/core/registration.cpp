#include "usher/core/registration.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "utf8.hpp"

#include "usher/core/enumerators.hpp"

namespace usher {

namespace {

template <class Status>
struct Word {
  std::string_view text;
  Status status;
};

constexpr Word<RegistrationStatus> kRegistrationWords[] = {
    {"pending", RegistrationStatus::Pending},
    {"confirmed", RegistrationStatus::Confirmed},
    {"waitlisted", RegistrationStatus::Waitlisted},
    {"cancelled", RegistrationStatus::Cancelled},
    {"", RegistrationStatus::Missing},
};

constexpr Word<PaymentStatus> kPaymentWords[] = {
    {"pending", PaymentStatus::Pending},   {"paid", PaymentStatus::Paid},
    {"free", PaymentStatus::Free},         {"complimentary", PaymentStatus::Complimentary},
    {"refunded", PaymentStatus::Refunded}, {"", PaymentStatus::Missing},
};

constexpr Word<AttendanceStatus> kAttendanceWords[] = {
    {"not_arrived", AttendanceStatus::NotArrived},
    {"checked_in", AttendanceStatus::CheckedIn},
    {"no_show", AttendanceStatus::NoShow},
    {"", AttendanceStatus::Missing},
};

template <class Status, std::size_t N>
Status lookup(const Word<Status> (&words)[N], std::string_view text) {
  for (const auto& word : words) {
    if (word.text == text) return word.status;
  }
  return Status::Unknown;
}

struct ReasonRow {
  Reason reason;
  std::string_view word;  ///< stable: scripts match on it
  std::string_view text;  ///< for staff
};

constexpr ReasonRow kReasons[] = {
    {Reason::RegistrationCancelled, "registration_cancelled", "Registration was cancelled"},
    {Reason::RegistrationPending, "registration_pending", "Registration not confirmed yet"},
    {Reason::RegistrationWaitlisted, "registration_waitlisted", "On the waiting list"},
    {Reason::RegistrationMissing, "registration_missing", "Registration has no status"},
    {Reason::RegistrationUnknown, "registration_unknown", "Registration status not recognised"},
    {Reason::PaymentPending, "payment_pending", "Payment not received"},
    {Reason::PaymentRefunded, "payment_refunded", "Payment was refunded"},
    {Reason::PaymentMissing, "payment_missing", "No payment status"},
    {Reason::PaymentUnknown, "payment_unknown", "Payment status not recognised"},
    {Reason::NotOnRoster, "not_on_roster", "Not on our list yet"},
    {Reason::PortalUnreachable, "portal_unreachable", "The portal does not answer"},
    {Reason::LicenceInactive, "licence_inactive", "The portal's licence is not active"},
    {Reason::PortalNotAuthorised, "portal_not_authorised", "The portal has not authorised the Events app"},
    {Reason::PortalBlocked, "portal_blocked", "The portal refuses this station"},
    {Reason::DuplicateCode, "duplicate_code", "Two registrations have this code"},
    {Reason::NoEventLink, "no_event_link", "The registration belongs to no event"},
    {Reason::ContractMismatch, "contract_mismatch", "The portal's answer is about somebody else"},
    {Reason::StorageTrouble, "storage_trouble", "This station cannot record check-ins"},
    {Reason::EarlierAttemptUndecided, "earlier_attempt_undecided", "An earlier attempt here was cut short"},
    {Reason::NotRecorded, "not_recorded", "The portal did not record it yet"},
    {Reason::WasNoShow, "was_no_show", "Was marked no-show"},
};

constexpr bool follows_the_enum() {
  for (std::size_t i = 0; i < std::size(kReasons); ++i) {
    if (place_of(kReasons[i].reason) != i) return false;
  }
  return std::size(kReasons) == kCountOf<Reason>;
}
static_assert(follows_the_enum(), "a row for each Reason, in its order");

const ReasonRow& row(Reason reason) {
  return kReasons[place_of(reason)];
}

/// Characters in which nothing is to be seen, or only that something was damaged: the ranges of Unicode's
/// white space, of its ignorable characters, and the blank letters of Hangul and Braille.
constexpr std::pair<char32_t, char32_t> kNothing[] = {
    {0x0, 0x20},          {0x7F, 0xA0},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
    {0x115F, 0x1160},     {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F},
    {0x2028, 0x202F},     {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},     {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFD}, {0xE0000, 0xE0FFF},
    {0x110000, 0x1100FF},
};

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    const auto holds = [c](const auto& range) { return c >= range.first && c <= range.second; };
    if (std::none_of(std::begin(kNothing), std::end(kNothing), holds)) return true;
  }
  return false;
}

/// "Payment not received", "No payment status" → in the middle of a sentence.
std::string lower_first(std::string_view text) {
  std::string out(text);
  if (!out.empty()) out[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(out[0])));
  return out;
}

}  // namespace

RegistrationStatus parse_registration_status(std::string_view text) {
  return lookup(kRegistrationWords, text);
}
PaymentStatus parse_payment_status(std::string_view text) {
  return lookup(kPaymentWords, text);
}
AttendanceStatus parse_attendance_status(std::string_view text) {
  return lookup(kAttendanceWords, text);
}

std::string_view reason_word(Reason reason) {
  return row(reason).word;
}
std::optional<Reason> parse_reason_word(std::string_view word) {
  for (const ReasonRow& row : kReasons) {
    if (row.word == word) return row.reason;
  }
  return std::nullopt;
}
std::string_view reason_text(Reason reason) {
  return row(reason).text;
}

std::vector<Reason> refusal_reasons(const Registration& registration) {
  std::vector<Reason> reasons;
  switch (parse_registration_status(registration.registration_status)) {
    case RegistrationStatus::Confirmed:
      break;
    case RegistrationStatus::Pending:
      reasons.push_back(Reason::RegistrationPending);
      break;
    case RegistrationStatus::Waitlisted:
      reasons.push_back(Reason::RegistrationWaitlisted);
      break;
    case RegistrationStatus::Cancelled:
      reasons.push_back(Reason::RegistrationCancelled);
      break;
    case RegistrationStatus::Missing:
      reasons.push_back(Reason::RegistrationMissing);
      break;
    case RegistrationStatus::Unknown:
      reasons.push_back(Reason::RegistrationUnknown);
      break;
  }
  switch (parse_payment_status(registration.payment_status)) {
    case PaymentStatus::Paid:
    case PaymentStatus::Free:
    case PaymentStatus::Complimentary:
      break;
    case PaymentStatus::Pending:
      reasons.push_back(Reason::PaymentPending);
      break;
    case PaymentStatus::Refunded:
      reasons.push_back(Reason::PaymentRefunded);
      break;
    case PaymentStatus::Missing:
      reasons.push_back(Reason::PaymentMissing);
      break;
    case PaymentStatus::Unknown:
      reasons.push_back(Reason::PaymentUnknown);
      break;
  }
  return reasons;
}

Standing standing_of(const Registration& registration) {
  Standing standing;
  standing.reasons = refusal_reasons(registration);
  const AttendanceStatus attendance = parse_attendance_status(registration.attendance_status);
  // The portal looks at both: an undo that cleared only one of them is half an undo (docs/events-api.md, Trap
  // 12).
  if (attendance == AttendanceStatus::CheckedIn || registration.has_check_in_time) {
    standing.kind = Standing::Kind::AlreadyIn;
    return standing;
  }
  standing.kind = standing.reasons.empty() ? Standing::Kind::Eligible : Standing::Kind::Refused;
  standing.was_no_show = attendance == AttendanceStatus::NoShow;
  return standing;
}

std::string standing_text(const Registration& registration, const std::string& time) {
  const Standing standing = standing_of(registration);
  std::string text;
  switch (standing.kind) {
    case Standing::Kind::Eligible:
      return standing.was_no_show ? "Welcome (was marked no-show)" : "Welcome";
    case Standing::Kind::Refused:
      for (const Reason reason : standing.reasons) {
        if (!text.empty()) text += ". ";
        text += reason_text(reason);
      }
      return text;
    case Standing::Kind::AlreadyIn:
      break;
  }
  text = registration.has_check_in_time ? "Already checked in at " + time
                                        : "Already checked in (no time recorded)";
  for (std::size_t i = 0; i < standing.reasons.size(); ++i) {
    text += i == 0 ? ". Now: " : "; ";
    text += lower_first(reason_text(standing.reasons[i]));
  }
  return text;
}

std::string display_name(const Registration& registration) {
  if (says_something(registration.attendee_name)) return registration.attendee_name;
  const bool has_first = says_something(registration.first_name);
  const bool has_last = says_something(registration.last_name);
  if (has_first && has_last) return registration.first_name + " " + registration.last_name;
  return has_first ? registration.first_name : has_last ? registration.last_name : std::string();
}

}  // namespace usher
