#include "search.hpp"

#include "usher/core/invariant.hpp"

namespace usher::sandbox {
namespace {

/// Composes SQL from names of ours; what clients say is bound, never pasted.
struct Composer {
  const Schema& schema;
  std::string sql;
  std::vector<std::string> bound;

  bool is_number(const std::string& property) const {
    const Property* known = find_property(schema, property);
    return known == nullptr || known->type == "number";
  }
  void value(const std::string& text, bool as_number) {
    sql += as_number ? "CAST(? AS REAL)" : "?";
    bound.push_back(text);
  }
  void add(const Filter& filter);
};

void Composer::add(const Filter& filter) {
  const std::string name = searchable_column(schema, filter.property);
  invariant(!name.empty(), "a filter names a property that was looked up before");
  const bool as_number = is_number(filter.property);
  const std::string column = as_number ? "CAST(" + name + " AS REAL)" : name;
  const auto compare = [&](const char* op, std::size_t which) {
    sql += column + op;
    value(filter.values.at(which), as_number);
    // The index of HubSpot knows no capitals.
    if (!as_number) sql += " COLLATE NOCASE";
  };
  const auto one_of = [&] {
    sql += column + (as_number ? " IN (" : " COLLATE NOCASE IN (");
    for (std::size_t at = 0; at < filter.values.size(); ++at) {
      if (at > 0) sql += ", ";
      value(filter.values[at], as_number);
    }
    sql += ")";
  };
  const auto contains = [&] {
    // A word with * on either side is part of a word; HubSpot finds whole tokens, we are content with parts.
    std::string word;
    for (const char letter : filter.values.at(0)) {
      if (letter != '*') word += letter;
    }
    sql += "instr(lower(" + name + "), lower(?)) > 0";
    bound.push_back(word);
  };
  switch (filter.op) {
    case Filter::Op::Eq:
      compare(" = ", 0);
      break;
    case Filter::Op::Lt:
      compare(" < ", 0);
      break;
    case Filter::Op::Lte:
      compare(" <= ", 0);
      break;
    case Filter::Op::Gt:
      compare(" > ", 0);
      break;
    case Filter::Op::Gte:
      compare(" >= ", 0);
      break;
    case Filter::Op::Neq:
      sql += "(" + name + " IS NULL OR NOT ";
      compare(" = ", 0);
      sql += ")";
      break;
    case Filter::Op::Between:
      compare(" >= ", 0);
      sql += " AND ";
      compare(" <= ", 1);
      break;
    case Filter::Op::In:
      one_of();
      break;
    case Filter::Op::NotIn:
      sql += "(" + name + " IS NULL OR NOT ";
      one_of();
      sql += ")";
      break;
    case Filter::Op::Has:
      sql += "coalesce(" + name + ", '') <> ''";
      break;
    case Filter::Op::HasNot:
      sql += "coalesce(" + name + ", '') = ''";
      break;
    case Filter::Op::Contains:
      contains();
      break;
    case Filter::Op::ContainsNot:
      sql += "(" + name + " IS NULL OR NOT ";
      contains();
      sql += ")";
      break;
  }
}

std::string where_of(const Search& search, std::vector<std::string>& bound) {
  Composer composer{schema_of(search.kind), {}, {}};
  for (std::size_t group = 0; group < search.groups.size(); ++group) {
    composer.sql += group == 0 ? "((" : " OR (";
    for (std::size_t at = 0; at < search.groups[group].size(); ++at) {
      if (at > 0) composer.sql += " AND ";
      composer.add(search.groups[group][at]);
    }
    composer.sql += ")";
  }
  if (!search.groups.empty()) composer.sql += ")";
  if (!search.text.empty()) {
    if (!composer.sql.empty()) composer.sql += " AND ";
    composer.sql += "(";
    bool first = true;
    for (const Property& property : composer.schema.properties) {
      if (property.type != "string") continue;
      composer.sql +=
          std::string(first ? "" : " OR ") + "instr(lower(" + std::string(property.name) + "), lower(?)) > 0";
      composer.bound.push_back(search.text);
      first = false;
    }
    composer.sql += ")";
  }
  bound = std::move(composer.bound);
  return composer.sql.empty() ? "1" : composer.sql;
}

/// What the index shows: the objects themselves, or the objects as they were `lag` ago.
std::string source_of(const Schema& schema, bool lagging) {
  const std::string name(schema.name);
  if (!lagging) return name;
  const std::string columns = Books::columns_of(schema);
  return "(SELECT " + columns + " FROM " + name + " WHERE id NOT IN (SELECT id FROM " + name +
         "_before WHERE changed_ms > ?) UNION ALL SELECT " + columns + " FROM " + name +
         "_before WHERE existed = 1 AND seq IN (SELECT min(seq) FROM " + name +
         "_before WHERE changed_ms > ? GROUP BY id))";
}

}  // namespace

std::string searchable_column(const Schema& schema, std::string_view property) {
  if (property == "hs_object_id") return "id";
  if (property == "hs_createdate" || property == "createdate") return "created_ms";
  if (property == "hs_lastmodifieddate" || property == "lastmodifieddate") return "updated_ms";
  return find_property(schema, property) != nullptr ? std::string(property) : std::string();
}

Found search_index(Books& books, const Search& search) {
  const Schema& schema = schema_of(search.kind);
  const bool lagging = books.lag() > milliseconds(0);
  std::vector<std::string> bound;
  const std::string remainder =
      " FROM " + source_of(schema, lagging) + " WHERE archived = 0 AND " + where_of(search, bound);
  const auto bind = [&](Rows& rows) {
    const std::int64_t cut = (books.now() - books.lag()).time_since_epoch().count();
    if (lagging) rows.with(cut).with(cut);
    for (const std::string& value : bound) rows.with(value);
  };

  Found found;
  {
    Rows count(books.database(), "SELECT count(*)" + remainder);
    bind(count);
    if (count.next()) found.total = count.number(0);
  }
  std::string order = " ORDER BY ";
  if (const std::string column = searchable_column(schema, search.sort); !column.empty()) {
    const Property* known = find_property(schema, search.sort);
    const bool as_number = known != nullptr && known->type == "number";
    // Records without the property come last either way.
    order += "(" + column + " IS NULL), " + (as_number ? "CAST(" + column + " AS REAL)" : column) +
             (search.descending ? " DESC, " : ", ");
  }
  Rows rows(books.database(),
            "SELECT " + Books::columns_of(schema) + remainder + order + "id LIMIT ? OFFSET ?");
  bind(rows);
  rows.with(search.limit).with(search.offset);
  while (rows.next()) found.records.push_back(Books::record_at(search.kind, rows));
  return found;
}

}  // namespace usher::sandbox
