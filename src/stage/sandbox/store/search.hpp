#pragma once

#include <string>
#include <vector>

#include "books.hpp"

namespace usher::sandbox {

/// A filter of HubSpot's search. `property` is one of the schema's, or hs_object_id, hs_createdate or
/// hs_lastmodifieddate; values are normalised as the property's type wants them.
struct Filter {
  enum class Op { Eq, Neq, Lt, Lte, Gt, Gte, Between, In, NotIn, Has, HasNot, Contains, ContainsNot };
  std::string property;
  Op op = Op::Eq;
  std::vector<std::string> values;
};

struct Search {
  Kind kind = Kind::Events;
  std::vector<std::vector<Filter>> groups;  ///< any group whose filters all match
  std::string text;                         ///< in any text property
  std::string sort;                         ///< a property; empty sorts by id
  bool descending = false;
  int limit = 10;
  int offset = 0;
};

struct Found {
  std::int64_t total = 0;
  std::vector<Record> records;
};

/// Asks the search index, which is behind the objects by the turn's lag: a new record is not found yet, a
/// changed one is found as it was.
Found search_index(Books& books, const Search& search);

/// Whether a search may name this property, and which column it is; empty: none.
std::string searchable_column(const Schema& schema, std::string_view property);

}  // namespace usher::sandbox
