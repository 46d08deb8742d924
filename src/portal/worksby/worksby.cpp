#include "usher/portal/worksby/worksby.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "portal/http.hpp"
#include "portal/retry_after.hpp"
#include "portal/row_splitter.hpp"
#include "portal/wire.hpp"
#include "usher/core/log.hpp"

namespace usher {
namespace {

constexpr std::size_t kListLimit = 8 * 1024 * 1024;  // bytes: some thousand events
constexpr std::size_t kRosterLimit = std::size_t{1}
                                     << 30;  // bytes, streamed: only its length is bounded here
// A line that brings a list at this pace is waited for: some thirty guests a second.
constexpr std::size_t kSlowestRoster = 16 * 1024;  // bytes a second, unpacked
constexpr std::size_t kNamedBadRows = 20;          // a log is read by people
constexpr seconds kPauseWithoutWord{5};            // after a 429 that names no time
constexpr seconds kYoung{40};  // well before the connection is too old to be used (http.cpp)

/// The document's endpoints, each with the priority its calls have on the errands' connection.
struct Errand {
  const char* endpoint;
  Priority priority;
};
constexpr Errand kVerify{"check-in-by-qr", Priority::Verify};
constexpr Errand kCheckIn{"check-in-by-qr", Priority::Replay};
constexpr Errand kLicence{"license-status", Priority::Verify};
constexpr Errand kEvents{"fetch-events", Priority::Roster};
constexpr Errand kDetails{"fetch-event-details", Priority::Roster};
constexpr Errand kRegister{"create-registration", Priority::Verify};
constexpr Errand kCorrect{"update-registration", Priority::Replay};
constexpr Errand kOfContact{"fetch-user-registrations", Priority::Verify};

constexpr std::array<std::string_view, 5> kCorrectable{"attendee_name", "job_title", "company", "email",
                                                       "phone"};

class WorksbyPortal : public Portal {
 public:
  WorksbyPortal(Origin origin, const PortalSettings& settings, PortalPacer& pacer, PortalUse use,
                std::stop_token stop)
      : http_(std::move(origin), {.ca_file = settings.ca_file, .stop = stop}),
        portal_id_(settings.id),
        pacer_(pacer),
        use_(use),
        stop_(std::move(stop)) {}

  PortalResult<Answer> verify(const Pass& pass, milliseconds limit) override {
    const auto reply =
        ask(kVerify, {.body = wire::verify_request(portal_id_, pass), .repeatable = true}, limit);
    return reply ? wire::read_check_in(*reply) : reply.failure();
  }

  PortalResult<Answer> check_in(const Pass& pass, milliseconds limit) override {
    const auto reply = ask(kCheckIn, {.body = wire::check_in_request(portal_id_, pass)}, limit);
    return reply ? wire::read_check_in(*reply) : reply.failure();
  }

  PortalResult<bool> licensed(milliseconds limit) override {
    const auto reply = ask(kLicence, {.repeatable = true}, limit, "?portalId=" + portal_id_);
    return reply ? wire::read_licence(*reply) : reply.failure();
  }

  bool warm(milliseconds limit) override {
    if (http_.is_warm(kYoung)) return false;
    // The cheapest call there is. Its answer is the errands' business.
    static_cast<void>(licensed(limit));
    return true;
  }

  PortalResult<std::vector<Event>> events(milliseconds limit) override;
  PortalResult<RosterHead> roster(const std::string& event_name, const RegistrationSink& sink,
                                  milliseconds limit) override;

  PortalResult<Registration> register_guest(const std::string& event_id, const WalkIn& guest,
                                            milliseconds limit) override {
    const auto reply = ask(kRegister, {.body = wire::register_request(portal_id_, event_id, guest)}, limit);
    return reply ? wire::read_created(*reply) : reply.failure();
  }

  PortalResult<bool> correct(const std::string& registration_id, const std::string& property,
                             const std::string& value, milliseconds limit) override;

  PortalResult<std::vector<std::string>> events_of_contact(const std::string& contact_id,
                                                           milliseconds limit) override {
    const auto reply =
        ask(kOfContact,
            {.body = wire::user_registrations_request(portal_id_, contact_id), .repeatable = true}, limit);
    return reply ? wire::read_event_ids(*reply) : reply.failure();
  }

 private:
  PortalResult<wire::Reply> ask(const Errand& errand, Http::Call call, milliseconds limit,
                                const std::string& query = {});

  Http http_;
  std::string portal_id_;
  PortalPacer& pacer_;
  PortalUse use_;
  std::stop_token stop_;
};

/// Waits for its turn and asks, both within the limit.
PortalResult<wire::Reply> WorksbyPortal::ask(const Errand& errand, Http::Call call, milliseconds limit,
                                             const std::string& query) {
  const auto begun = std::chrono::steady_clock::now();
  const Priority priority = use_ == PortalUse::Door ? Priority::Live : errand.priority;
  if (const milliseconds turn = pacer_.wait(priority, limit, stop_); turn > milliseconds(0)) {
    return Failure{.kind = Failure::Kind::Paced,
                   .detail = "our own pace: the next turn is in " + std::to_string(turn.count()) + " ms",
                   .retry_after = clamp_retry_after(std::chrono::ceil<seconds>(turn))};
  }
  call.endpoint = errand.endpoint + query;
  auto reply =
      http_.send(call, limit - std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - begun));
  // The door goes on at once all the same; the errands of the whole station give the portal air.
  if (reply && reply->status == 429) pacer_.hold(reply->retry_after.value_or(kPauseWithoutWord));
  if (reply && reply->status == 503 && reply->retry_after) pacer_.hold(*reply->retry_after);
  return reply;
}

PortalResult<std::vector<Event>> WorksbyPortal::events(milliseconds limit) {
  const auto reply = ask(kEvents,
                         {.body = wire::events_request(portal_id_),
                          .repeatable = true,
                          .compressed = true,
                          .size_limit = kListLimit},
                         limit);
  if (!reply) return reply.failure();
  auto list = wire::read_events(*reply);
  if (!list) return list.failure();
  if (list->bad_rows > 0) {
    log_warning("portal: left out " + std::to_string(list->bad_rows) + " events without id or name");
  }
  if (list->may_be_cut) {
    log_warning(
        "portal: the list of events may be cut; an event that is missing can be bound by its exact name");
  }
  return std::move(list->events);
}

PortalResult<RosterHead> WorksbyPortal::roster(const std::string& event_name, const RegistrationSink& sink,
                                               milliseconds limit) {
  RosterHead head;
  RowSplitter rows("registrations", [&](std::string_view row) {
    if (auto registration = wire::read_registration(row)) {
      ++head.rows;
      sink(std::move(*registration));
      return;
    }
    if (++head.bad_rows <= kNamedBadRows) {
      log_warning("portal: registration " + std::to_string(head.rows + head.bad_rows) +
                  " of the list is not readable and left out (" + wire::name_of_bad_row(row) + ")");
    }
  });
  auto reply = ask(kDetails,
                   {.body = wire::details_request(portal_id_, event_name),
                    .repeatable = true,
                    .compressed = true,
                    .size_limit = kRosterLimit,
                    .pace = kSlowestRoster,
                    .sink = [&](std::string_view bytes) { return rows.feed(bytes); }},
                   limit);
  if (!reply) return reply.failure();
  const bool is_success = reply->status >= 200 && reply->status < 300;
  // A list that was cut short reads as nothing, and so is nobody's answer.
  if (is_success) reply->body = rows.whole() ? rows.rest() : std::string();
  auto details = wire::read_details(*reply);
  if (!details) return details.failure();
  if (head.bad_rows > kNamedBadRows) {
    log_warning("portal: left out " + std::to_string(head.bad_rows) + " registrations in all");
  }
  head.event = std::move(details->event);
  head.portal_date = reply->date;
  return head;
}

PortalResult<bool> WorksbyPortal::correct(const std::string& registration_id, const std::string& property,
                                          const std::string& value, milliseconds limit) {
  if (std::find(kCorrectable.begin(), kCorrectable.end(), property) == kCorrectable.end()) {
    return Failure{.kind = Failure::Kind::Refused,
                   .detail = "only attendee_name, job_title, company, email and phone can be corrected"};
  }
  const auto reply =
      ask(kCorrect,
          {.body = wire::correct_request(portal_id_, registration_id, property, value), .repeatable = true},
          limit);
  return reply ? wire::read_corrected(*reply) : reply.failure();
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

std::unique_ptr<Portal> make_portal(const PortalSettings& settings, PortalPacer& pacer, PortalUse use,
                                    std::stop_token stop) {
  auto origin = Origin::parse(settings.url);
  if (!origin) throw std::runtime_error("portal.url: " + origin.failure());
  if (!is_number(settings.id)) {
    throw std::runtime_error("portal: id '" + settings.id +
                             "' is no portal id; it is the number HubSpot shows");
  }
  return std::make_unique<WorksbyPortal>(*origin, settings, pacer, use, std::move(stop));
}

}  // namespace usher
