#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include "events_calls.hpp"
#include "stage/sandbox/store/search.hpp"

namespace usher::sandbox {
namespace {

constexpr std::array<std::string_view, 5> kEditable = {"attendee_name", "job_title", "company", "email",
                                                       "phone"};

/// One person of create-registration, as `formData` and each of `attendees` give them.
struct Person {
  std::string first_name, last_name, email;
  Value phone, company, job_title, special_requirements;
  std::string ticket_type;
  std::string name() const { return first_name + " " + last_name; }
};

Value unless_empty(const std::optional<std::string>& text) {
  return text && !text->empty() ? text : std::nullopt;
}

std::optional<Person> read_person(const Json& form, const std::string& where, std::string& complaint) {
  if (!form.is_object()) {
    complaint = where + " must be an object";
    return std::nullopt;
  }
  Asked asked(form, where + ".");
  Person person{.first_name = asked.required_text("firstName"),
                .last_name = asked.required_text("lastName"),
                .email = asked.required_text("email"),
                .phone = unless_empty(asked.text("phone")),
                .company = unless_empty(asked.text("company")),
                .job_title = unless_empty(asked.text("jobTitle")),
                .special_requirements = unless_empty(asked.text("specialRequirements")),
                .ticket_type = unless_empty(asked.text("ticketType")).value_or("standard")};
  // HubSpot refuses a contact whose e-mail address is none.
  const std::size_t at = person.email.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == person.email.size()) {
    asked.complain(where + ".email is not an e-mail address");
  }
  complaint = asked.complaint();
  if (asked.wrong()) return std::nullopt;
  return person;
}

Fields contact_fields(const Person& person) {
  Fields fields{{"email", person.email}, {"firstname", person.first_name}, {"lastname", person.last_name}};
  // What the form leaves out, the contact keeps.
  if (person.phone) fields["phone"] = person.phone;
  if (person.company) fields["company"] = person.company;
  if (person.job_title) fields["jobtitle"] = person.job_title;
  return fields;
}

/// "Used to find or create the HubSpot contact."
Id contact_for(Books& books, const Person& person) {
  const Property& email = *find_property(schema_of(Kind::Contacts), "email");
  if (const auto known = books.find_by(Kind::Contacts, email, person.email)) {
    books.update(Kind::Contacts, known->id, contact_fields(person));
    return known->id;
  }
  return books.create(Kind::Contacts, contact_fields(person));
}

/// "EVT-" and twelve of 36 letters; drawn again in the one case of 10^18 in which somebody has it.
std::string new_code(Books& books) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::random_device chance;
  std::uniform_int_distribution<std::size_t> letter(0, kLetters.size() - 1);
  const Property& property = *find_property(schema_of(Kind::Registrations), "qr_code");
  while (true) {
    std::string code = "EVT-";
    for (int at = 0; at < 12; ++at) code += kLetters[letter(chance)];
    if (!books.find_by(Kind::Registrations, property, code)) return code;
  }
}

double number_in(const Record& record, std::string_view property) {
  return std::strtod(record.text(property).c_str(), nullptr);
}

/// The document does not say how a new registration stands: confirmed, and paid for where nothing is due.
Fields registration_fields(Books& books, const Record& event, const Person& person, const Person& purchaser) {
  return {{"attendee_name", person.name()},
          {"first_name", person.first_name},
          {"last_name", person.last_name},
          {"email", person.email},
          {"phone", person.phone},
          {"company", person.company},
          {"job_title", person.job_title},
          {"registration_date", to_iso8601(books.now())},
          {"registration_status", "confirmed"},
          {"attendance_status", "not_arrived"},
          {"ticket_type", person.ticket_type},
          {"qr_code", new_code(books)},
          {"payment_status", number_in(event, "price_amount") > 0 ? "pending" : "free"},
          {"special_requirements", person.special_requirements},
          {"purchaser_email", purchaser.email},
          {"purchaser_name", purchaser.name()}};
}

std::optional<Record> event_named(Books& books, const std::string& words) {
  if (const auto id = parse_id(words)) return books.find(Kind::Events, *id);
  return event_by_slug(books, words);
}

/// Who is registered: the attendees where there are any, else the form itself.
std::optional<std::vector<Person>> read_people(const Json& body, const Person& purchaser,
                                               std::string& complaint) {
  const auto given = body.find("attendees");
  if (given == body.end() || given->is_null()) return std::vector<Person>{purchaser};
  if (!given->is_array()) {
    complaint = "attendees must be an array";
    return std::nullopt;
  }
  std::vector<Person> people;
  for (std::size_t at = 0; at < given->size(); ++at) {
    auto person = read_person((*given)[at], "attendees[" + std::to_string(at) + "]", complaint);
    if (!person) return std::nullopt;
    people.push_back(std::move(*person));
  }
  if (people.empty()) people.push_back(purchaser);
  return people;
}

}  // namespace

Response create_registration(Books& books, const Json& body) {
  Asked asked(body);
  const std::string event_words = asked.required_text("eventId", true);
  const auto contact_words = asked.text("contactId", true);
  if (!body.contains("formData")) asked.complain("formData is required");
  if (asked.wrong()) return refused(400, asked.complaint());
  std::string complaint;
  const auto purchaser = read_person(body["formData"], "formData", complaint);
  if (!purchaser) return refused(400, complaint);
  const auto people = read_people(body, *purchaser, complaint);
  if (!people) return refused(400, complaint);

  const auto event = event_named(books, event_words);
  if (!event) return refused(404, "Event not found");
  const double total = number_in(*event, "capacity_total"), current = number_in(*event, "capacity_current");
  if (total > 0 && current >= total) return refused(400, "Event is at full capacity");

  Id buyer = 0;
  if (contact_words && !contact_words->empty()) {
    // "If provided, the contact is updated with the form data rather than searched by email."
    const auto id = parse_id(*contact_words);
    const Fields fields = contact_fields(*purchaser);
    if (!id || !books.find(Kind::Contacts, *id)) return refused(404, "Contact not found");
    if (const auto clash = books.clash_of(Kind::Contacts, fields, *id)) {
      return refused(400, "Another contact (" + std::to_string(clash->id) + ") has this e-mail address");
    }
    books.update(Kind::Contacts, *id, fields);
    buyer = *id;
  } else {
    buyer = contact_for(books, *purchaser);
  }

  Json created = Json::array();
  for (const Person& person : *people) {
    const Fields fields = registration_fields(books, *event, person, *purchaser);
    const Id registration = books.create(Kind::Registrations, fields);
    const Id attendee = person.email == purchaser->email ? buyer : contact_for(books, person);
    books.join(kEventRegistrations, event->id, registration);
    books.join(kRegisteredAttendee, attendee, registration);
    books.join(kPurchaser, buyer, registration);
    books.join(kRegistered, attendee, event->id);
    created.push_back(
        {{"id", std::to_string(registration)}, {"qr_code", *fields.at("qr_code")}, {"email", person.email}});
  }
  const auto count = static_cast<std::int64_t>(current) + static_cast<std::int64_t>(people->size());
  books.update(Kind::Events, event->id, {{"capacity_current", std::to_string(count)}});

  Json answer{{"success", true}, {"registration", created.front()}};
  if (body.contains("attendees")) answer["registrations"] = created;
  return answered(answer);
}

Response update_registration(Books& books, const Json& body) {
  Asked asked(body);
  const std::string words = asked.required_text("registrationId", true);
  const std::string property = asked.required_text("propertyName");
  const auto value = asked.text("propertyValue");
  if (asked.wrong()) return refused(400, asked.complaint());
  if (std::ranges::find(kEditable, property) == kEditable.end()) {
    return refused(400, "propertyName must be one of attendee_name, job_title, company, email, phone");
  }
  const auto id = parse_id(words);
  if (!id) return refused(400, "registrationId must be the number of a registration");
  if (!books.find(Kind::Registrations, *id)) return refused(404, "Registration not found");
  // "Pass an empty string to clear the field"; passing nothing at all changes nothing.
  if (value) books.update(Kind::Registrations, *id, {{property, unless_empty(*value)}});
  return answered({{"success", true}});
}

}  // namespace usher::sandbox
