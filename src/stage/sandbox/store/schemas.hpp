#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::sandbox {

/// The objects of the portal that the Events app stands on.
enum class Kind { Events, Registrations, Contacts, Projects };
constexpr Kind kKinds[] = {Kind::Events, Kind::Registrations, Kind::Contacts, Kind::Projects};

/// One property of an object, as the seed document ("all properties") or HubSpot declares it.
struct Property {
  std::string_view name, label;
  std::string_view type = "string";      ///< string, number, bool, datetime, enumeration
  std::string_view field_type = "text";  ///< how HubSpot's own form shows it
  std::string_view options = {};         ///< of an enumeration, separated by ';'
  bool unique = false;
  std::string_view description = {};
};

/// One object type. Its properties are the columns of its table, in this order.
struct Schema {
  Kind kind;
  std::string_view name;  ///< also the name of the table
  std::string_view singular, plural, primary;
  bool custom;                   ///< made when the app is installed, with a type id of this portal
  std::string_view standard_id;  ///< "0-1" for the others
  std::span<const Property> properties;
};

const Schema& schema_of(Kind kind);
const Property* find_property(const Schema& schema, std::string_view name);

/// "2-12345678" for a custom object: another number on every portal (seed document, "Resolving the
/// objectTypeId").
std::string type_id_of(const Schema& schema, std::string_view portal_id);
/// "p12345678_events"
std::string qualified_name_of(const Schema& schema, std::string_view portal_id);
/// What a path may call an object type: its name, its type id, its fully qualified name; case does not
/// matter.
std::optional<Kind> find_kind(std::string_view word, std::string_view portal_id);

/// What a link between two objects may mean. Stored once, from `from` to `to`; readable both ways.
struct Link {
  int number;  ///< in the books
  Kind from, to;
  std::string_view label, inverse;  ///< empty: a plain association
};

// The five labels of the seed document ("Associations"), and a plain link for each pair, as HubSpot has it.
enum LinkNumber { kEventRegistrations, kRegisteredAttendee, kPurchaser, kRegistered, kProjectEvent };
std::span<const Link> links();

/// A link as one side sees it.
struct LinkView {
  const Link* link;
  bool forward;
  int type_id(std::string_view portal_id) const;
  std::string_view label() const { return forward ? link->label : link->inverse; }
};
/// The plain link comes last, as in HubSpot's own answers.
std::optional<LinkView> find_link(Kind from, Kind to, int type_id, std::string_view portal_id);

}  // namespace usher::sandbox
