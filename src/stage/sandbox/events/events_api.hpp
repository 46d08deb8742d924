#pragma once

#include "stage/sandbox/http/http_message.hpp"
#include "stage/sandbox/store/books.hpp"

namespace usher::sandbox {

/// What the portal's owner has settled with the vendor; a fault can take either away.
struct Standing {
  bool licensed = true;
  bool authorised = true;
};

constexpr std::string_view kEventsPath = "/apps/events/";

/// One call of the Events API, within a turn of the books. The seed document is the contract; what it leaves
/// open is decided in tests/contract/CONTRACT.md.
Response events_api(Books& books, const Request& request, Standing standing);

}  // namespace usher::sandbox
