#include <utility>

#include "json_document.hpp"
#include "usher/core/masked.hpp"
#include "wire.hpp"
#include "wire_records.hpp"

namespace usher::wire {
namespace {

bool is_success(int status) {
  return status >= 200 && status < 300;
}

/// A 2xx whose body is an object and does not say `success: false`; anything else is nobody's answer.
std::optional<Json> document_of(const Reply& reply) {
  if (!is_success(reply.status)) return std::nullopt;
  std::optional<Json> document = parse_json(reply.body);
  if (!document || !document->is_object()) return std::nullopt;
  const Json* success = document->find("success");
  if (is_false(success) || is_damaged(success)) return std::nullopt;
  return document;
}

Failure not_ours(const Reply& reply, const std::string& what) {
  return Failure{.kind = Failure::Kind::MaybeSent,
                 .status = reply.status,
                 .detail = "status " + std::to_string(reply.status) + ", but " + what,
                 .retry_after = reply.retry_after,
                 .portal_date = reply.date};
}

std::optional<Answer::Decision> decision_of(const std::string& word) {
  if (word == "GRANT") return Answer::Decision::Grant;
  if (word == "ALREADY_IN") return Answer::Decision::AlreadyIn;
  if (word == "DENY") return Answer::Decision::Deny;
  return std::nullopt;
}

/// 404 is the document's ERROR only when it is our JSON (docs/events-api.md, Trap 15): wrong paths and old
/// proxies answer 404 too.
PortalResult<Answer> read_not_found(const Reply& reply) {
  const std::optional<Json> document = parse_json(reply.body);
  if (!document || !document->is_object()) return failure_of(reply);
  const Json* decision = document->find("accessDecision");
  const Json* error = document->find("error");
  const bool says_error = decision != nullptr
                              ? text_of(decision) == "ERROR"
                              : error != nullptr && error->kind == Json::Kind::Text && !error->text.empty();
  // A 404 that carries another decision contradicts itself, and decides nothing.
  if (!says_error) return not_ours(reply, "no answer of the portal's");
  Answer answer;
  answer.decision = Answer::Decision::NotFound;
  answer.portal_date = reply.date;
  return answer;
}

}  // namespace

PortalResult<Answer> read_check_in(const Reply& reply) {
  if (reply.status == 404) return read_not_found(reply);
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  if (!document) return not_ours(reply, "no JSON of the portal's");

  const auto decision = decision_of(text_of(document->find("accessDecision")));
  if (!decision) return not_ours(reply, "no decision that is known");
  const Json* record = document->find("registration");
  std::optional<Registration> registration;
  if (record != nullptr) registration = registration_of(*record, Spelling::Camel);
  // Whose decision is it? One that names no registration could be anybody's.
  if (!registration) return not_ours(reply, "a decision about no registration");

  Answer answer;
  answer.decision = *decision;
  // The one word by which a check-in counts as recorded: the truth itself, no text about it.
  const Json* checked_in = document->find("checkedIn");
  answer.checked_in = is_true(checked_in) && checked_in->kind == Json::Kind::Boolean;
  answer.registration = std::move(registration);
  answer.portal_date = reply.date;
  if (const Json* event = document->find("event"); event != nullptr) {
    // A name with a bad byte in it would read as another event's: then it names none.
    if (const Json* name = event->find("name"); !is_damaged(name)) answer.event_name = exact_text_of(name);
    answer.event_starts = parse_iso8601(text_of(event->find("startDatetime")));
    answer.has_event = !answer.event_name.empty();
  }
  return answer;
}

PortalResult<bool> read_licence(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  const Json* licensed = document ? document->find("licensed") : nullptr;
  if (!is_true(licensed) && !is_false(licensed)) return not_ours(reply, "no word about a licence");
  return is_true(licensed);
}

PortalResult<EventList> read_events(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  const Json* rows = document ? document->find("events") : nullptr;
  if (rows == nullptr || !rows->is_array()) return not_ours(reply, "no list of events");

  EventList list;
  for (const Json& row : rows->items) {
    if (auto event = event_of(row))
      list.events.push_back(std::move(*event));
    else
      ++list.bad_rows;
  }
  const std::size_t length = rows->items.size();
  const std::string total = text_of(document->find("total"));
  list.may_be_cut = length == 100 || length == 200 || (!total.empty() && total != std::to_string(length));
  return list;
}

PortalResult<DetailsHead> read_details(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  if (!document) return not_ours(reply, "no JSON of the portal's");
  const Json* rows = document->find("registrations");
  // The rows were cut out on the way. What is left in here came by another spelling of the key, and is not
  // trusted.
  if (rows == nullptr || !rows->is_array() || !rows->items.empty()) {
    return not_ours(reply, "no list of registrations");
  }
  const Json* record = document->find("event");
  auto event = record != nullptr ? event_of(*record) : std::nullopt;
  if (!event) return not_ours(reply, "a list of registrations that names no event");
  return DetailsHead{.event = std::move(*event)};
}

PortalResult<Registration> read_created(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  const Json* record = document ? document->find("registration") : nullptr;
  auto registration = record != nullptr ? registration_of(*record, Spelling::Snake) : std::nullopt;
  if (!registration) return not_ours(reply, "no new registration");
  return std::move(*registration);
}

PortalResult<bool> read_corrected(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  // `success` is all this endpoint ever says, so here it must be said.
  if (!document || !is_true(document->find("success"))) return not_ours(reply, "no word of success");
  return true;
}

PortalResult<std::vector<std::string>> read_event_ids(const Reply& reply) {
  if (!is_success(reply.status)) return failure_of(reply);
  const std::optional<Json> document = document_of(reply);
  const Json* ids = document ? document->find("eventIds") : nullptr;
  if (ids == nullptr || !ids->is_array()) return not_ours(reply, "no list of event ids");
  std::vector<std::string> found;
  for (const Json& id : ids->items) {
    if (std::string text = text_of(&id); !text.empty()) found.push_back(std::move(text));
  }
  return found;
}

std::optional<Registration> read_registration(std::string_view json) {
  const std::optional<Json> row = parse_json(json);
  return row ? registration_of(*row, Spelling::Snake) : std::nullopt;
}

std::string name_of_bad_row(std::string_view json) {
  const std::optional<Json> row = parse_json(json);
  if (!row || is_damaged(row->find("id"))) return "not readable";
  if (const std::string id = text_of(row->find("id")); !id.empty()) return "id " + id;
  if (const std::string code = text_of(row->find("qr_code")); !code.empty())
    return "code " + masked_code(code);
  return "no id";
}

}  // namespace usher::wire
