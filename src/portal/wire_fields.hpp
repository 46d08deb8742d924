#pragma once

#include "usher/core/event.hpp"
#include "usher/core/registration.hpp"

namespace usher::wire {

/// One text property: where it lives here, its name in records, and its name in a check-in answer
/// (docs/events-api.md, Trap 9).
struct RegistrationField {
  std::string Registration::*member;
  const char* snake;
  const char* camel;
};

inline constexpr RegistrationField kRegistrationFields[] = {
    {&Registration::id, "id", "id"},
    {&Registration::code, "qr_code", "qrCode"},
    {&Registration::attendee_name, "attendee_name", "attendeeName"},
    {&Registration::first_name, "first_name", "firstName"},
    {&Registration::last_name, "last_name", "lastName"},
    {&Registration::email, "email", "email"},
    {&Registration::phone, "phone", "phone"},
    {&Registration::company, "company", "company"},
    {&Registration::job_title, "job_title", "jobTitle"},
    {&Registration::ticket_type, "ticket_type", "eventTicketType"},
    {&Registration::registration_status, "registration_status", "registrationStatus"},
    {&Registration::payment_status, "payment_status", "paymentStatus"},
    {&Registration::attendance_status, "attendance_status", "attendanceStatus"},
    {&Registration::special_requirements, "special_requirements", "specialRequirements"},
    {&Registration::purchaser_email, "purchaser_email", "purchaserEmail"},
    {&Registration::purchaser_name, "purchaser_name", "purchaserName"},
    {&Registration::amount_paid, "amount_paid", "amountPaid"},
};

struct EventField {
  std::string Event::*member;
  const char* name;
};

inline constexpr EventField kEventFields[] = {
    {&Event::id, "id"},
    {&Event::name, "name"},
    {&Event::url_slug, "url_slug"},
    {&Event::status, "event_status"},
    {&Event::place, "location_name"},
    {&Event::street, "street_address"},
    {&Event::city, "city"},
    {&Event::price_amount, "price_amount"},
    {&Event::price_currency, "price_currency"},
};

}  // namespace usher::wire
