#include <algorithm>
#include <memory>

#include "events_calls.hpp"
#include "stage/sandbox/store/search.hpp"

namespace usher::sandbox {
namespace {

std::optional<Record> first_event(Books& books, Filter::Op op, const char* property,
                                  const std::string& value) {
  const Found found =
      search_index(books, {.kind = Kind::Events, .groups = {{{property, op, {value}}}}, .limit = 20});
  for (const Record& event : found.records) {
    // The index knows no capitals; a slug and an exact name do.
    if (op == Filter::Op::Contains || event.text(property) == value) return event;
  }
  return std::nullopt;
}

/// Seed document: "by url_slug, then name (exact match), then name (partial match) — the first match wins".
std::optional<Record> event_by_words(Books& books, const std::string& words, bool is_name) {
  if (!is_name) {
    if (auto event = event_by_slug(books, words)) return event;
  }
  if (auto event = first_event(books, Filter::Op::Eq, "name", words)) return event;
  return first_event(books, Filter::Op::Contains, "name", words);
}

/// The rows of one event's list, one row in memory at a time. Each row is a turn of its own, so that a slow
/// reader of 100,000 rows never keeps a guest waiting.
class RegistrationList {
 public:
  RegistrationList(Books& books, Id event) : books_(books), event_(event), now_(books.now()) {}

  bool next(std::string& out) {
    Books::Turn turn(books_, now_);
    const auto row = books_.registration_after(event_, after_);
    if (!row) {
      out += "]}";
      return false;
    }
    if (after_ != 0) out += ',';
    out += written_record(*row);
    after_ = row->id;
    return true;
  }

 private:
  Books& books_;
  Id event_;
  Wall now_;
  Id after_ = 0;
};

}  // namespace

std::optional<Record> event_by_slug(Books& books, const std::string& slug) {
  return first_event(books, Filter::Op::Eq, "url_slug", slug);
}

Response fetch_events(Books& books, const Json& body) {
  Asked asked(body);
  const bool upcoming = asked.flag("upcomingOnly", true);
  const bool hide_projects = asked.flag("hideProjectEvents", false);
  if (asked.wrong()) return refused(400, asked.complaint());

  std::vector<Filter> filters{{"event_status", Filter::Op::Eq, {"published"}}};
  if (upcoming) filters.push_back({"start_datetime", Filter::Op::Gt, {to_iso8601(books.now())}});
  if (hide_projects) filters.push_back({"associated_projects", Filter::Op::HasNot, {}});
  const Found found = search_index(
      books, {.kind = Kind::Events, .groups = {filters}, .sort = "start_datetime", .limit = 100'000});

  Response response;
  response.body = R"({"success":true,"total":)" + std::to_string(found.records.size()) + R"(,"events":[)";
  for (std::size_t at = 0; at < found.records.size(); ++at) {
    if (at > 0) response.body += ',';
    response.body += written_record(found.records[at]);
  }
  response.body += "]}";
  return response;
}

Response fetch_event_details(Books& books, const Json& body) {
  Asked asked(body);
  const std::string words = asked.required_text("eventId", true);
  const bool is_name = asked.flag("isNameLookup", false);
  asked.text("contactId", true);  // "Reserved for future use … can be passed without error"
  if (asked.wrong()) return refused(400, asked.complaint());

  const auto event = event_by_words(books, words, is_name);
  if (!event) return refused(404, "Event not found");
  Response response;
  response.body = R"({"success":true,"event":)" + written_record(*event) + R"(,"registrations":[)";
  response.remainder = [list = std::make_shared<RegistrationList>(books, event->id)](std::string& out) {
    return list->next(out);
  };
  return response;
}

Response fetch_user_registrations(Books& books, const Json& body) {
  Asked asked(body);
  const std::string contact_id = asked.required_text("contactId", true);
  if (asked.wrong()) return refused(400, asked.complaint());
  const auto id = parse_id(contact_id);
  const auto contact = id ? books.find(Kind::Contacts, *id) : std::nullopt;
  if (!contact) return refused(404, "Contact not found");

  Json ids = Json::array();
  if (const std::string email = contact->text("email"); !email.empty()) {
    const Found found = search_index(
        books,
        {.kind = Kind::Registrations, .groups = {{{"email", Filter::Op::Eq, {email}}}}, .limit = 100'000});
    for (const Record& registration : found.records) {
      for (const Id event : books.joined(kEventRegistrations, false, registration.id)) {
        const Json shown_id = std::to_string(event);
        if (std::find(ids.begin(), ids.end(), shown_id) == ids.end()) ids.push_back(shown_id);
      }
    }
  }
  return answered({{"success", true}, {"eventIds", ids}});
}

}  // namespace usher::sandbox
