#include "wire_records.hpp"

#include <charconv>

#include "wire_fields.hpp"

namespace usher::wire {
namespace {

// HubSpot keeps up to 65,536 characters in a text property; nothing a door shows or searches needs a tenth of
// that.
constexpr std::size_t kLongestText = 4096;  // bytes

bool is_control(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return (byte < 0x20 && letter != '\n' && letter != '\t') || byte == 0x7F;
}

/// Never in the middle of a character.
void cut_to(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  text.resize(limit);
}

std::string trimmed_field(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A count such as capacity_total: "500", 500 or 500.0; 0 when it is not one, which for capacity means
/// unlimited.
int count_of(const Json* value) {
  const std::string text = text_of(value);
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return 0;
  if (!(number >= 0) || number > 1e9) return 0;
  return static_cast<int>(number);
}

/// Whether a row of a list says so little of what the door decides by that it had better ask the portal:
/// a status that cannot be read would send a paying guest away, or let one in who is in already. A word for
/// nothing in another language (NaN, None) is nothing, where nothing has a meaning: not in yet.
bool is_unsure(const Json& row) {
  if (is_damaged(row.find("registration_status")) || is_damaged(row.find("payment_status"))) return true;
  for (const char* name : {"attendance_status", "check_in_datetime"}) {
    const Json* value = row.find(name);
    if (is_damaged(value) && value->kind != Json::Kind::Null) return true;
  }
  return false;
}

}  // namespace

std::string exact_text_of(const Json* value) {
  return value != nullptr && value->is_scalar() ? value->text : std::string();
}

std::string text_of(const Json* value) {
  std::string text = exact_text_of(value);
  for (char& letter : text) {
    if (is_control(letter)) letter = ' ';
  }
  cut_to(text, kLongestText);
  return text;
}

bool is_true(const Json* value) {
  return value != nullptr && value->is_scalar() && value->text == "true";
}
bool is_false(const Json* value) {
  return value != nullptr && value->is_scalar() && value->text == "false";
}
bool is_damaged(const Json* value) {
  return value != nullptr && value->damaged;
}

std::optional<Registration> registration_of(const Json& record, Spelling spelling) {
  if (!record.is_object()) return std::nullopt;
  const bool snake = spelling == Spelling::Snake;
  const Json* id = record.find("id");
  if (is_damaged(id) || (snake && is_unsure(record))) return std::nullopt;

  Registration registration;
  for (const RegistrationField& field : kRegistrationFields) {
    registration.*field.member = text_of(record.find(snake ? field.snake : field.camel));
  }
  registration.id = trimmed_field(exact_text_of(id));
  const Json* code = record.find(snake ? "qr_code" : "qrCode");
  registration.code = is_damaged(code) ? std::string() : trimmed_field(exact_text_of(code));
  if (registration.id.empty()) return std::nullopt;

  const Json* checked_in = record.find(snake ? "check_in_datetime" : "checkInDatetime");
  const std::string checked_in_text = trimmed_field(text_of(checked_in));
  registration.checked_in_at = parse_iso8601(checked_in_text);
  // Set but unreadable is still set: the API itself only asks whether it is there (docs/events-api.md, Trap
  // 12).
  registration.has_check_in_time = checked_in != nullptr &&
                                   (!checked_in_text.empty() || !checked_in->is_scalar()) &&
                                   !is_false(checked_in);
  registration.registered_at =
      parse_iso8601(trimmed_field(text_of(record.find(snake ? "registration_date" : "registrationDate"))));
  return registration;
}

std::optional<Event> event_of(const Json& record) {
  if (!record.is_object()) return std::nullopt;

  Event event;
  for (const EventField& field : kEventFields) event.*field.member = text_of(record.find(field.name));
  // The portal is asked by these: they go back as they came, every blank and line end of them.
  event.name = exact_text_of(record.find("name"));
  event.url_slug = exact_text_of(record.find("url_slug"));
  if (is_damaged(record.find("id"))) return std::nullopt;
  event.id = trimmed_field(exact_text_of(record.find("id")));
  if (event.id.empty() || trimmed_field(event.name).empty()) return std::nullopt;

  event.starts = parse_iso8601(trimmed_field(text_of(record.find("start_datetime"))));
  event.ends = parse_iso8601(trimmed_field(text_of(record.find("end_datetime"))));
  event.ticket_types = split_ticket_types(exact_text_of(record.find("ticket_types")));
  event.capacity_total = count_of(record.find("capacity_total"));
  event.capacity_current = count_of(record.find("capacity_current"));
  event.online = is_true(record.find("is_online"));
  event.contact = text_of(record.find("contact_phone"));
  if (event.contact.empty()) event.contact = text_of(record.find("contact_email"));
  return event;
}

}  // namespace usher::wire
