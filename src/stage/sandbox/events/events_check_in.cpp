#include "events_calls.hpp"
#include "stage/sandbox/store/search.hpp"

namespace usher::sandbox {
namespace {

bool is_settled(const std::string& payment) {
  return payment == "paid" || payment == "free" || payment == "complimentary";
}

/// Seed document, "Access decisions".
const char* decision_on(const Record& registration) {
  if (registration.text("attendance_status") == "checked_in" ||
      !registration.text("check_in_datetime").empty())
    return "ALREADY_IN";
  const bool eligible = registration.text("registration_status") == "confirmed" &&
                        is_settled(registration.text("payment_status"));
  return eligible ? "GRANT" : "DENY";
}

/// snake_case in HubSpot, camelCase in this one answer.
Json shown_registration(const Record& registration) {
  return {{"id", std::to_string(registration.id)},
          {"attendeeName", shown(registration["attendee_name"])},
          {"firstName", shown(registration["first_name"])},
          {"lastName", shown(registration["last_name"])},
          {"email", shown(registration["email"])},
          {"company", shown(registration["company"])},
          {"jobTitle", shown(registration["job_title"])},
          {"eventTicketType", shown(registration["ticket_type"])},
          {"registrationStatus", shown(registration["registration_status"])},
          {"paymentStatus", shown(registration["payment_status"])},
          {"attendanceStatus", shown(registration["attendance_status"])},
          {"checkInDatetime", shown(registration["check_in_datetime"])},
          {"specialRequirements", shown(registration["special_requirements"])}};
}

/// A registration that nobody linked to an event names none.
Json shown_event(Books& books, Id registration) {
  for (const Id id : books.joined(kEventRegistrations, false, registration)) {
    if (const auto event = books.find(Kind::Events, id)) {
      return {{"name", shown((*event)["name"])}, {"startDatetime", shown((*event)["start_datetime"])}};
    }
  }
  return nullptr;
}

std::optional<Record> registration_by_code(Books& books, const std::string& code) {
  const Found found = search_index(
      books, {.kind = Kind::Registrations, .groups = {{{"qr_code", Filter::Op::Eq, {code}}}}, .limit = 10});
  for (const Record& registration : found.records) {
    if (registration.text("qr_code") == code) return registration;
  }
  return std::nullopt;
}

void set(Record& record, std::string_view property, const std::string& value) {
  const Schema& schema = schema_of(record.kind);
  record.values[static_cast<std::size_t>(find_property(schema, property) - schema.properties.data())] = value;
}

}  // namespace

Response check_in_by_qr(Books& books, const Json& body) {
  Asked asked(body);
  const std::string code = asked.required_text("qrCode");
  if (asked.wrong()) return refused(400, asked.complaint());
  // "Omit (or any other value) for a read-only verification": of whatever type.
  const auto action = body.find("action");
  const bool commits = action != body.end() && *action == "checkin";

  // What the index says decides, as behind the real API. While it lags, two check-ins may both be granted.
  auto registration = registration_by_code(books, code);
  if (!registration) {
    return answered({{"success", false}, {"accessDecision", "ERROR"}, {"error", "QR code not found"}}, 404);
  }
  const std::string decision = decision_on(*registration);
  const bool checked_in = commits && decision == "GRANT";
  if (checked_in) {
    const std::string now = to_iso8601(books.now());
    books.update(Kind::Registrations, registration->id,
                 {{"attendance_status", "checked_in"}, {"check_in_datetime", now}});
    set(*registration, "attendance_status", "checked_in");
    set(*registration, "check_in_datetime", now);
  }
  return answered({{"success", true},
                   {"accessDecision", decision},
                   {"checkedIn", checked_in},
                   {"registration", shown_registration(*registration)},
                   {"event", shown_event(books, registration->id)}});
}

}  // namespace usher::sandbox
