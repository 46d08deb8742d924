#include "event_file.hpp"

#include <charconv>
#include <set>

#include "sample_names.hpp"
#include "stage/sandbox/http/json_body.hpp"
#include "usher/core/pass.hpp"

namespace usher::sandbox {
namespace {

/// "now", "now+90m", "now-1h", "now+3d": a sample that is always about today.
std::optional<Wall> relative_time(std::string_view text, Wall now) {
  if (!text.starts_with("now")) return std::nullopt;
  text.remove_prefix(3);
  if (text.empty()) return now;
  const bool is_ahead = text.front() == '+';
  if (!is_ahead && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  std::int64_t count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  if (read.ec != std::errc() || count > 100'000 || read.ptr + 1 != text.data() + text.size())
    return std::nullopt;
  std::chrono::minutes length{};
  switch (*read.ptr) {
    case 'm':
      length = std::chrono::minutes(count);
      break;
    case 'h':
      length = std::chrono::hours(count);
      break;
    case 'd':
      length = std::chrono::hours(24 * count);
      break;
    default:
      return std::nullopt;
  }
  return is_ahead ? now + length : now - length;
}

/// The properties of one object; a sentence when one is unknown, or no text of its kind.
std::string read_fields(const Schema& schema, const Json& given, Wall now, Fields& fields) {
  if (!given.is_object()) return "is not an object";
  for (const auto& [name, value] : given.items()) {
    const Property* property = find_property(schema, name);
    if (property == nullptr)
      return "has \"" + name + "\", which is no property of " + std::string(schema.name);
    if (value.is_null()) continue;
    if (!value.is_string() && !value.is_number() && !value.is_boolean()) {
      return "has \"" + name + "\", which is neither a text nor a number";
    }
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (text.empty()) continue;
    const auto relative = property->type == "datetime" ? relative_time(text, now) : std::nullopt;
    fields[name] = relative ? to_iso8601(*relative) : text;
  }
  return {};
}

/// The same code for the same guest of the same event, so that seeding again finds who is there.
std::string made_code(const std::string& of) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::uint64_t number = 7;
  for (const char letter : of) number = mixed(number ^ static_cast<unsigned char>(letter));
  std::string code = "EVT-";
  for (std::uint64_t at = 0; at < 12; ++at) code += kLetters[mixed(number + at) % kLetters.size()];
  return code;
}

/// What the document's example has and a file may leave out.
void complete(Fields& guest, const std::string& event, std::size_t number, Wall now) {
  const auto otherwise = [&](const char* name, const std::string& value) {
    if (!value.empty()) guest.try_emplace(name, value);
  };
  const std::string first = text_in(guest, "first_name"), last = text_in(guest, "last_name");
  otherwise("attendee_name", first + (first.empty() || last.empty() ? "" : " ") + last);
  otherwise("registration_date", to_iso8601(now));
  otherwise("registration_status", "confirmed");
  otherwise("attendance_status", "not_arrived");
  otherwise("payment_status", "free");
  otherwise("ticket_type", "standard");
  otherwise("qr_code", made_code(event + "/" + text_in(guest, "email") + "/" + std::to_string(number)));
  otherwise("purchaser_email", text_in(guest, "email"));
  otherwise("purchaser_name", text_in(guest, "attendee_name"));
}

}  // namespace

std::string text_in(const Fields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second.value_or("");
}

Result<EventFile, std::string> read_event_file(std::string_view json, Wall now) {
  std::string complaint;
  const auto read = read_object(json, complaint);
  if (!read) return complaint;
  for (const auto& [name, value] : read->items()) {
    if (name != "event" && name != "registrations")
      return "\"" + name + "\" is neither event nor registrations";
  }
  if (!read->contains("event")) return std::string("there is no \"event\"");
  EventFile file;
  const Schema& events = schema_of(Kind::Events);
  if (const auto wrong = read_fields(events, read->at("event"), now, file.event); !wrong.empty()) {
    return "the event " + wrong;
  }
  const std::string name = text_in(file.event, "name");
  if (name.empty()) return std::string("the event has no name");
  file.event.try_emplace("event_status", "published");

  const Json list = read->value("registrations", Json::array());
  if (!list.is_array()) return std::string("\"registrations\" is no array");
  std::set<std::string> codes;
  for (const Json& given : list) {
    const std::string which = "registration " + std::to_string(file.registrations.size() + 1);
    Fields guest;
    if (const auto wrong = read_fields(schema_of(Kind::Registrations), given, now, guest); !wrong.empty()) {
      return which + " " + wrong;
    }
    complete(guest, name, file.registrations.size() + 1, now);
    if (text_in(guest, "attendee_name").empty()) return which + " has no name";
    if (text_in(guest, "email").find('@') == std::string::npos) return which + " has no email";
    const std::string code = text_in(guest, "qr_code");
    const auto pass = parse_pass(code);
    if (!pass || pass->code != code) return which + " has a qr_code that is not EVT- and 12 of A-Z and 0-9";
    if (!codes.insert(code).second) return which + " has the qr_code of another one";
    file.registrations.push_back(std::move(guest));
  }
  return file;
}

}  // namespace usher::sandbox
