#pragma once

#include "stage/sandbox/http/http_message.hpp"
#include "stage/sandbox/store/books.hpp"

namespace usher::sandbox {

/// One call of the part of HubSpot's CRM API that the Events app and its seeding need, within a turn of the
/// books. Errors look as HubSpot's do.
Response crm_api(Books& books, const Request& request);
/// The answer to a call without the right bearer token.
Response crm_unauthorised();

}  // namespace usher::sandbox
