#pragma once

#include "events_api.hpp"
#include "stage/sandbox/http/json_body.hpp"
#include "stage/sandbox/store/books.hpp"

// The endpoints of the Events API, one function each: a JSON body that names this portal → a response.
namespace usher::sandbox {

Response refused(int status, const std::string& sentence);

Response fetch_events(Books& books, const Json& body);
Response fetch_event_details(Books& books, const Json& body);
Response fetch_user_registrations(Books& books, const Json& body);
Response create_registration(Books& books, const Json& body);
Response update_registration(Books& books, const Json& body);
Response check_in_by_qr(Books& books, const Json& body);

/// The first event with this url_slug.
std::optional<Record> event_by_slug(Books& books, const std::string& slug);

}  // namespace usher::sandbox
