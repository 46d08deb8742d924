#include "schemas.hpp"

#include <algorithm>
#include <cctype>

#include "schema_tables.hpp"

namespace usher::sandbox {
namespace {

constexpr Schema kSchemas[] = {
    {Kind::Events, "events", "Event", "Events", "name", true, "", kEventProperties},
    {Kind::Registrations, "event_registrations", "Event Registration", "Event Registrations", "attendee_name",
     true, "", kRegistrationProperties},
    {Kind::Contacts, "contacts", "Contact", "Contacts", "email", false, "0-1", kContactProperties},
    {Kind::Projects, "projects", "Project", "Projects", "hs_name", false, "0-970", kProjectProperties},
};

constexpr Link kLinks[] = {
    {kEventRegistrations, Kind::Events, Kind::Registrations, "Event Registrations", "Event"},
    {kRegisteredAttendee, Kind::Contacts, Kind::Registrations, "Registered Attendee", "Event Registration"},
    {kPurchaser, Kind::Contacts, Kind::Registrations, "Purchaser", "Purchased Registration"},
    {kRegistered, Kind::Contacts, Kind::Events, "Registered", "Registered Contact"},
    {kProjectEvent, Kind::Projects, Kind::Events, "Project Event", "Project"},
    {5, Kind::Events, Kind::Registrations, "", ""},
    {6, Kind::Contacts, Kind::Registrations, "", ""},
    {7, Kind::Contacts, Kind::Events, "", ""},
    {8, Kind::Projects, Kind::Events, "", ""},
};

/// A number that differs from portal to portal and never changes on one (FNV-1a).
std::uint64_t number_for(std::string_view portal_id, std::string_view purpose) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const std::string_view part : {portal_id, std::string_view("/"), purpose}) {
    for (const char letter : part) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  }
  return hash ^ (hash >> 29U);
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) { return std::tolower(static_cast<unsigned char>(letter)); };
  return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const Schema& schema_of(Kind kind) {
  return kSchemas[static_cast<std::size_t>(kind)];
}

const Property* find_property(const Schema& schema, std::string_view name) {
  const auto found = std::ranges::find(schema.properties, name, &Property::name);
  return found == schema.properties.end() ? nullptr : &*found;
}

std::string type_id_of(const Schema& schema, std::string_view portal_id) {
  if (!schema.custom) return std::string(schema.standard_id);
  return "2-" + std::to_string(10'000'000 + number_for(portal_id, schema.name) % 80'000'000);
}

std::string qualified_name_of(const Schema& schema, std::string_view portal_id) {
  if (!schema.custom) return std::string(schema.name);
  return "p" + std::string(portal_id) + "_" + std::string(schema.name);
}

std::optional<Kind> find_kind(std::string_view word, std::string_view portal_id) {
  for (const Schema& schema : kSchemas) {
    if (same_word(word, schema.name) || same_word(word, type_id_of(schema, portal_id)) ||
        same_word(word, qualified_name_of(schema, portal_id)))
      return schema.kind;
    // HubSpot takes its own objects in the singular as well.
    if (!schema.custom && same_word(word, schema.singular)) return schema.kind;
  }
  return std::nullopt;
}

std::span<const Link> links() {
  return kLinks;
}

int LinkView::type_id(std::string_view portal_id) const {
  // Each label has two numbers, one for each direction; the whole block lies elsewhere on another portal.
  const auto block = static_cast<int>(number_for(portal_id, "associations") % 900) * 100;
  return 101 + block + link->number * 2 + (forward ? 0 : 1);
}

std::optional<LinkView> find_link(Kind from, Kind to, int type_id, std::string_view portal_id) {
  for (const Link& link : kLinks) {
    for (const bool forward : {true, false}) {
      const LinkView view{&link, forward};
      const bool joins = forward ? link.from == from && link.to == to : link.from == to && link.to == from;
      if (joins && view.type_id(portal_id) == type_id) return view;
    }
  }
  return std::nullopt;
}

}  // namespace usher::sandbox
