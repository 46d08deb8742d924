#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/journal/sqlite.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

std::string roster_path(const std::string& folder);
/// Where the next roster is built before it takes the other's place.
std::string unfinished_roster_path(const std::string& folder);
/// How long the first list took to come that said more than doors can do: no name in it.
std::string refused_roster_path(const std::string& folder);

/// All columns of a registration, in the order that read_registration reads them.
inline constexpr std::string_view kSelectRegistration =
    "SELECT id, code, attendee_name, first_name, last_name, email, phone, company, job_title, ticket_type, "
    "registration_status, payment_status, attendance_status, checked_in_ms, has_check_in_time, "
    "registered_ms, "
    "special_requirements, purchaser_email, purchaser_name, amount_paid FROM registrations ";

Registration read_registration(const Statement& row);
std::optional<RosterCard> read_card(Statement& rows);

}  // namespace usher
