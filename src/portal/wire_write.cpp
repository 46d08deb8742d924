#include <nlohmann/json.hpp>
#include <utility>

#include "wire.hpp"
#include "wire_fields.hpp"

namespace usher::wire {
namespace {

using Writer = nlohmann::ordered_json;

/// Text that is not UTF-8 (a wedge scanner, a damaged roster) is mended rather than thrown over.
std::string dumped(const Writer& document) {
  return document.dump(-1, ' ', false, Writer::error_handler_t::replace);
}

/// The portal writes null where a property was never set.
Writer text_or_null(const std::string& text) {
  return text.empty() ? Writer(nullptr) : Writer(text);
}
Writer time_or_null(const std::optional<Wall>& time) {
  return time ? Writer(to_iso8601(*time)) : Writer(nullptr);
}

Writer request_of(std::string_view portal_id) {
  return Writer{{"portalId", std::string(portal_id)}};
}

Writer registration_record(const Registration& registration, bool snake) {
  Writer record = Writer::object();
  for (const RegistrationField& field : kRegistrationFields) {
    record[snake ? field.snake : field.camel] = text_or_null(registration.*field.member);
  }
  record[snake ? "registration_date" : "registrationDate"] = time_or_null(registration.registered_at);
  record[snake ? "check_in_datetime" : "checkInDatetime"] = time_or_null(registration.checked_in_at);
  return record;
}

Writer event_record(const Event& event) {
  Writer record = Writer::object();
  for (const EventField& field : kEventFields) record[field.name] = text_or_null(event.*field.member);
  record["start_datetime"] = time_or_null(event.starts);
  record["end_datetime"] = time_or_null(event.ends);
  std::string types;
  for (const std::string& type : event.ticket_types) types += (types.empty() ? "" : ";") + type;
  record["ticket_types"] = text_or_null(types);
  record["capacity_total"] = std::to_string(event.capacity_total);
  record["capacity_current"] = std::to_string(event.capacity_current);
  record["is_online"] = event.online ? "true" : "false";
  const bool is_mail = event.contact.find('@') != std::string::npos;
  record["contact_phone"] = is_mail ? Writer(nullptr) : text_or_null(event.contact);
  record["contact_email"] = is_mail ? text_or_null(event.contact) : Writer(nullptr);
  return record;
}

/// `accessDecision` of the document, where a code that nobody has is an ERROR.
const char* access_decision(Answer::Decision decision) {
  switch (decision) {
    case Answer::Decision::Grant:
      return "GRANT";
    case Answer::Decision::AlreadyIn:
      return "ALREADY_IN";
    case Answer::Decision::Deny:
      return "DENY";
    case Answer::Decision::NotFound:
      return "ERROR";
  }
  return "ERROR";
}

}  // namespace

std::string verify_request(std::string_view portal_id, const Pass& pass) {
  Writer request = request_of(portal_id);
  request["qrCode"] = pass.code;
  return dumped(request);
}

std::string check_in_request(std::string_view portal_id, const Pass& pass) {
  Writer request = request_of(portal_id);
  request["qrCode"] = pass.code;
  request["action"] = "checkin";
  return dumped(request);
}

std::string events_request(std::string_view portal_id) {
  Writer request = request_of(portal_id);
  // An event leaves the default list the moment it starts (docs/events-api.md, Trap 5).
  request["upcomingOnly"] = false;
  return dumped(request);
}

std::string details_request(std::string_view portal_id, const std::string& event_name) {
  Writer request = request_of(portal_id);
  request["eventId"] = event_name;
  request["isNameLookup"] = true;
  return dumped(request);
}

std::string register_request(std::string_view portal_id, const std::string& event_id, const WalkIn& guest) {
  Writer form = {{"firstName", guest.first_name}, {"lastName", guest.last_name}, {"email", guest.email}};
  const std::pair<const char*, const std::string&> optional_fields[] = {
      {"phone", guest.phone},
      {"company", guest.company},
      {"jobTitle", guest.job_title},
      {"ticketType", guest.ticket_type},
      {"specialRequirements", guest.special_requirements},
  };
  for (const auto& [name, text] : optional_fields) {
    if (!text.empty()) form[name] = text;
  }
  Writer request = request_of(portal_id);
  request["eventId"] = event_id;
  request["formData"] = std::move(form);
  return dumped(request);
}

std::string correct_request(std::string_view portal_id, const std::string& registration_id,
                            const std::string& property, const std::string& value) {
  Writer request = request_of(portal_id);
  request["registrationId"] = registration_id;
  request["propertyName"] = property;
  request["propertyValue"] = value;
  return dumped(request);
}

std::string user_registrations_request(std::string_view portal_id, const std::string& contact_id) {
  Writer request = request_of(portal_id);
  request["contactId"] = contact_id;
  return dumped(request);
}

std::string write_registration(const Registration& registration) {
  return dumped(registration_record(registration, true));
}

std::string write_event(const Event& event) {
  return dumped(event_record(event));
}

Reply write_check_in(const Answer& answer) {
  Reply reply;
  reply.date = answer.portal_date;
  Writer document = Writer::object();
  if (answer.decision == Answer::Decision::NotFound) {
    reply.status = 404;
    document["success"] = false;
    document["accessDecision"] = "ERROR";
    document["error"] = "QR code not found";
    reply.body = dumped(document);
    return reply;
  }
  reply.status = 200;
  document["success"] = true;
  document["accessDecision"] = access_decision(answer.decision);
  document["checkedIn"] = answer.checked_in;
  if (answer.registration) document["registration"] = registration_record(*answer.registration, false);
  if (answer.has_event) {
    document["event"] = {{"name", answer.event_name}, {"startDatetime", time_or_null(answer.event_starts)}};
  }
  reply.body = dumped(document);
  return reply;
}

std::string write_events(const std::vector<Event>& events) {
  Writer document = {{"success", true}, {"total", events.size()}, {"events", Writer::array()}};
  for (const Event& event : events) document["events"].push_back(event_record(event));
  return dumped(document);
}

std::string write_details(const Event& event, const std::vector<Registration>& registrations) {
  Writer document = {{"success", true}, {"event", event_record(event)}, {"registrations", Writer::array()}};
  for (const Registration& registration : registrations) {
    document["registrations"].push_back(registration_record(registration, true));
  }
  return dumped(document);
}

}  // namespace usher::wire
