#include "raw_portal.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "sandbox/wire.hpp"

namespace usher {
namespace {

using nlohmann::json;

std::string text(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

std::optional<Wall> time(const json& object, const char* name) {
  return parse_iso8601(text(object, name));
}

Registration row(const json& record) {
  return {.id = text(record, "id"),
          .code = text(record, "qr_code"),
          .attendee_name = text(record, "attendee_name"),
          .first_name = text(record, "first_name"),
          .last_name = text(record, "last_name"),
          .email = text(record, "email"),
          .phone = text(record, "phone"),
          .company = text(record, "company"),
          .job_title = text(record, "job_title"),
          .ticket_type = text(record, "ticket_type"),
          .registration_status = text(record, "registration_status"),
          .payment_status = text(record, "payment_status"),
          .attendance_status = text(record, "attendance_status"),
          .checked_in_at = time(record, "check_in_datetime"),
          .has_check_in_time = !text(record, "check_in_datetime").empty(),
          .registered_at = time(record, "registration_date"),
          .special_requirements = text(record, "special_requirements"),
          .purchaser_email = text(record, "purchaser_email"),
          .purchaser_name = text(record, "purchaser_name"),
          .amount_paid = text(record, "amount_paid")};
}

Event event_of(const json& record) {
  return {.id = text(record, "id"),
          .name = text(record, "name"),
          .url_slug = text(record, "url_slug"),
          .status = text(record, "event_status"),
          .starts = time(record, "start_datetime"),
          .ends = time(record, "end_datetime"),
          .place = text(record, "location_name"),
          .street = text(record, "street_address"),
          .city = text(record, "city"),
          .ticket_types = split_ticket_types(text(record, "ticket_types")),
          .price_amount = text(record, "price_amount"),
          .price_currency = text(record, "price_currency"),
          .capacity_total = std::stoi(text(record, "capacity_total")),
          .capacity_current = std::stoi(text(record, "capacity_current")),
          .online = text(record, "is_online") == "true",
          .contact = text(record, "contact_phone")};
}

class RawPortal : public Portal {
 public:
  explicit RawPortal(std::uint16_t port) : port_(port) {}

  PortalResult<Answer> verify(const Pass& pass, milliseconds) override {
    return decide({{"qrCode", pass.code}});
  }
  PortalResult<Answer> check_in(const Pass& pass, milliseconds) override {
    return decide({{"qrCode", pass.code}, {"action", "checkin"}});
  }

  PortalResult<bool> licensed(milliseconds) override {
    const auto reply = ::wire::call(port_, "GET", "/apps/events/license-status?portalId=12345678");
    if (reply.status != 200) return failed(reply);
    return json::parse(reply.body).at("licensed").get<bool>();
  }

  PortalResult<std::vector<Event>> events(milliseconds) override {
    const auto reply = post("fetch-events", {{"upcomingOnly", false}});
    if (reply.status != 200) return failed(reply);
    std::vector<Event> events;
    const json document = json::parse(reply.body);
    for (const json& record : document.at("events")) events.push_back(event_of(record));
    return events;
  }

  PortalResult<RosterHead> roster(const std::string& name, const RegistrationSink& sink,
                                  milliseconds) override {
    const auto reply = post("fetch-event-details", {{"eventId", name}, {"isNameLookup", true}});
    if (reply.status != 200) return failed(reply);
    const json document = json::parse(reply.body);
    for (const json& record : document.at("registrations")) sink(row(record));
    return RosterHead{.event = event_of(document.at("event")), .rows = document.at("registrations").size()};
  }

  PortalResult<Registration> register_guest(const std::string& event_id, const WalkIn& guest,
                                            milliseconds) override {
    json form{{"firstName", guest.first_name}, {"lastName", guest.last_name}, {"email", guest.email}};
    if (!guest.phone.empty()) form["phone"] = guest.phone;
    if (!guest.company.empty()) form["company"] = guest.company;
    if (!guest.job_title.empty()) form["jobTitle"] = guest.job_title;
    if (!guest.ticket_type.empty()) form["ticketType"] = guest.ticket_type;
    if (!guest.special_requirements.empty()) form["specialRequirements"] = guest.special_requirements;
    const auto reply = post("create-registration", {{"eventId", event_id}, {"formData", form}});
    if (reply.status != 200) return failed(reply);
    return row(json::parse(reply.body).at("registration"));
  }

  PortalResult<bool> correct(const std::string& id, const std::string& property, const std::string& value,
                             milliseconds) override {
    const auto reply = post("update-registration",
                            {{"registrationId", id}, {"propertyName", property}, {"propertyValue", value}});
    if (reply.status != 200) return failed(reply);
    return json::parse(reply.body).at("success").get<bool>();
  }

  PortalResult<std::vector<std::string>> events_of_contact(const std::string& contact,
                                                           milliseconds) override {
    const auto reply = post("fetch-user-registrations", {{"contactId", contact}});
    if (reply.status != 200) return failed(reply);
    return json::parse(reply.body).at("eventIds").get<std::vector<std::string>>();
  }

 private:
  ::wire::Reply post(const std::string& endpoint, json body) {
    body["portalId"] = "12345678";
    return ::wire::call(port_, "POST", "/apps/events/" + endpoint, body.dump());
  }

  PortalResult<Answer> decide(json body) {
    const auto reply = post("check-in-by-qr", std::move(body));
    const bool decides = reply.status == 200 || reply.status == 404;
    if (!decides || !reply.whole || !json::accept(reply.body)) return failed(reply);
    const json document = json::parse(reply.body);
    Answer answer;
    const std::string decision = document.at("accessDecision");
    answer.decision = decision == "GRANT"        ? Answer::Decision::Grant
                      : decision == "ALREADY_IN" ? Answer::Decision::AlreadyIn
                      : decision == "DENY"       ? Answer::Decision::Deny
                                                 : Answer::Decision::NotFound;
    if (reply.headers.contains("date")) answer.portal_date = parse_http_date(reply.headers.at("date"));
    if (answer.decision == Answer::Decision::NotFound) return answer;
    answer.checked_in = document.at("checkedIn").get<bool>();
    const json& record = document.at("registration");
    answer.registration = Registration{.id = text(record, "id"),
                                       .attendee_name = text(record, "attendeeName"),
                                       .first_name = text(record, "firstName"),
                                       .last_name = text(record, "lastName"),
                                       .email = text(record, "email"),
                                       .company = text(record, "company"),
                                       .job_title = text(record, "jobTitle"),
                                       .ticket_type = text(record, "eventTicketType"),
                                       .registration_status = text(record, "registrationStatus"),
                                       .payment_status = text(record, "paymentStatus"),
                                       .attendance_status = text(record, "attendanceStatus"),
                                       .checked_in_at = time(record, "checkInDatetime"),
                                       .has_check_in_time = !text(record, "checkInDatetime").empty(),
                                       .special_requirements = text(record, "specialRequirements")};
    if (const json& event = document.at("event"); event.is_object()) {
      answer.has_event = true;
      answer.event_name = text(event, "name");
      answer.event_starts = time(event, "startDatetime");
    }
    return answer;
  }

  static Failure failed(const ::wire::Reply& reply) {
    using Kind = Failure::Kind;
    const json body = json::parse(reply.body, nullptr, false);
    const bool is_ours = body.is_object();
    Kind kind = Kind::MaybeSent;
    if (reply.status == 403 && is_ours) {
      kind = text(body, "code") == "LICENSE_INACTIVE" ? Kind::LicenceInactive : Kind::NotAuthorised;
    } else if (reply.status == 429 && is_ours) {
      kind = Kind::Paced;
    } else if (reply.status >= 400 && reply.status < 500 && is_ours) {
      kind = Kind::Refused;
    }
    return {.kind = kind, .status = reply.status, .detail = is_ours ? text(body, "error") : reply.body};
  }

  std::uint16_t port_;
};

}  // namespace

std::unique_ptr<Portal> raw_portal(std::uint16_t port) {
  return std::make_unique<RawPortal>(port);
}

}  // namespace usher
