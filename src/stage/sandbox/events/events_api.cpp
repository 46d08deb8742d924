#include "events_api.hpp"

#include <iterator>

#include "events_calls.hpp"

namespace usher::sandbox {
namespace {

struct Endpoint {
  std::string_view name;
  Response (*call)(Books&, const Json&);
};
constexpr Endpoint kEndpoints[] = {
    {"fetch-events", fetch_events},
    {"fetch-event-details", fetch_event_details},
    {"fetch-user-registrations", fetch_user_registrations},
    {"create-registration", create_registration},
    {"update-registration", update_registration},
    {"check-in-by-qr", check_in_by_qr},
};

Response only(const char* method) {
  Response response = refused(405, std::string("This endpoint takes ") + method + " only");
  response.headers.emplace_back("Allow", method);
  return response;
}

/// Needs no installation, so a portal that nobody knows is simply not licensed.
Response license_status(const Books& books, const Request& request, Standing standing) {
  const auto portal = request.query.find("portalId");
  if (portal == request.query.end() || portal->second.empty()) return refused(400, "portalId is required");
  return answered({{"licensed", standing.licensed && portal->second == books.portal_id()}});
}

}  // namespace

Response refused(int status, const std::string& sentence) {
  return answered({{"error", sentence}}, status);
}

Response events_api(Books& books, const Request& request, Standing standing) {
  const std::string name = request.path.substr(kEventsPath.size());
  if (name == "license-status") {
    return request.method == "GET" ? license_status(books, request, standing) : only("GET");
  }
  const auto* endpoint = std::begin(kEndpoints);
  while (endpoint != std::end(kEndpoints) && endpoint->name != name) ++endpoint;
  if (endpoint == std::end(kEndpoints)) return refused(404, "There is no endpoint " + request.path);
  if (request.method != "POST") return only("POST");

  std::string complaint;
  const auto body = read_object(request.body, complaint);
  if (!body) return refused(400, complaint);
  Asked asked(*body);
  const std::string portal = asked.required_text("portalId", true);
  if (asked.wrong()) return refused(400, asked.complaint());
  if (!standing.authorised || portal != books.portal_id()) {
    return refused(403, "Portal " + portal + " not authorised for events");
  }
  if (!standing.licensed) return answered({{"code", "LICENSE_INACTIVE"}}, 403);
  return endpoint->call(books, *body);
}

}  // namespace usher::sandbox
