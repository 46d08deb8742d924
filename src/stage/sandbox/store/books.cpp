#include "books.hpp"

#include <charconv>
#include <stdexcept>

namespace usher::sandbox {
namespace {

std::int64_t to_number(Wall time) {
  return time.time_since_epoch().count();
}
Wall to_wall(std::int64_t number) {
  return Wall(milliseconds(number));
}

std::string insert_sql(const Schema& schema) {
  std::string names, marks;
  for (const Property& property : schema.properties) {
    names += ", " + std::string(property.name);
    marks += ", ?";
  }
  return "INSERT INTO " + std::string(schema.name) + " (created_ms, updated_ms" + names + ") VALUES (?, ?" +
         marks + ")";
}

}  // namespace

std::optional<Id> parse_id(std::string_view text) {
  Id id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || id <= 0) return std::nullopt;
  return id;
}

const Value& Record::operator[](std::string_view property) const {
  static const Value kNothing;
  const Schema& schema = schema_of(kind);
  const Property* found = find_property(schema, property);
  return found == nullptr ? kNothing : values[static_cast<std::size_t>(found - schema.properties.data())];
}

Books::Books(const std::string& path, const std::string& portal_id) : database_(path), portal_id_(portal_id) {
  install();
}

Books::Turn::Turn(Books& books, Wall now, milliseconds lag) : books_(books), lock_(books.mutex_) {
  books_.now_ = now;
  books_.lag_ = lag;
  books_.database_.run("BEGIN");
}

Books::Turn::~Turn() {
  if (!open_) return;
  try {
    books_.database_.run("ROLLBACK");
  } catch (const std::runtime_error&) {
    // SQLite has rolled back by itself after an I/O error; there is nothing left to undo.
  }
}

void Books::Turn::commit() {
  books_.database_.run("COMMIT");
  open_ = false;
}

std::optional<Books::Clash> Books::clash_of(Kind kind, const Fields& fields, Id except) {
  for (const Property& property : schema_of(kind).properties) {
    const auto given = fields.find(property.name);
    if (!property.unique || given == fields.end() || !given->second) continue;
    const auto holder = find_by(kind, property, *given->second);
    if (holder && holder->id != except) return Clash{.id = holder->id, .property = property.name};
  }
  return std::nullopt;
}

Id Books::create(Kind kind, const Fields& fields) {
  const Schema& schema = schema_of(kind);
  Rows insert(database_, insert_sql(schema));
  insert.with(to_number(now_)).with(to_number(now_));
  for (const Property& property : schema.properties) {
    const auto given = fields.find(property.name);
    insert.with(given == fields.end() ? Value() : given->second);
  }
  insert.next();
  const Id id = database_.last_id();
  remember(schema, id, false);
  return id;
}

bool Books::update(Kind kind, Id id, const Fields& fields) {
  const Schema& schema = schema_of(kind);
  if (!find(kind, id)) return false;
  remember(schema, id, true);
  std::string sql = "UPDATE " + std::string(schema.name) + " SET updated_ms = ?";
  for (const auto& [name, value] : fields) sql += ", " + name + " = ?";
  Rows update(database_, sql + " WHERE id = ?");
  update.with(to_number(now_));
  for (const auto& [name, value] : fields) update.with(value);
  update.with(id).next();
  return true;
}

bool Books::archive(Kind kind, Id id) {
  const Schema& schema = schema_of(kind);
  if (!find(kind, id)) return false;
  remember(schema, id, true);
  Rows(database_, "UPDATE " + std::string(schema.name) + " SET archived = 1, updated_ms = ? WHERE id = ?")
      .with(to_number(now_))
      .with(id)
      .next();
  for (const Link& link : links()) {
    if (link.from == kind) {
      Rows(database_, "DELETE FROM links WHERE link = ? AND from_id = ?").with(link.number).with(id).next();
    }
    if (link.to == kind) {
      Rows(database_, "DELETE FROM links WHERE link = ? AND to_id = ?").with(link.number).with(id).next();
    }
  }
  return true;
}

std::optional<Record> Books::find(Kind kind, Id id, bool archived) {
  const Schema& schema = schema_of(kind);
  Rows rows(database_, "SELECT " + columns_of(schema) + " FROM " + std::string(schema.name) +
                           " WHERE id = ? AND archived = ?");
  if (!rows.with(id).with(archived ? 1 : 0).next()) return std::nullopt;
  return record_at(kind, rows);
}

std::optional<Record> Books::find_by(Kind kind, const Property& property, const std::string& value) {
  const Schema& schema = schema_of(kind);
  // HubSpot writes e-mail addresses in lower case, whoever writes them.
  const std::string collation = property.name == "email" ? " COLLATE NOCASE" : "";
  Rows rows(database_, "SELECT " + columns_of(schema) + " FROM " + std::string(schema.name) + " WHERE " +
                           std::string(property.name) + " = ?" + collation +
                           " AND archived = 0 ORDER BY id LIMIT 1");
  if (!rows.with(value).next()) return std::nullopt;
  return record_at(kind, rows);
}

std::vector<Record> Books::page(Kind kind, Id after, int limit, bool archived) {
  const Schema& schema = schema_of(kind);
  Rows rows(database_, "SELECT " + columns_of(schema) + " FROM " + std::string(schema.name) +
                           " WHERE id > ? AND archived = ? ORDER BY id LIMIT ?");
  rows.with(after).with(archived ? 1 : 0).with(limit);
  std::vector<Record> found;
  while (rows.next()) found.push_back(record_at(kind, rows));
  return found;
}

void Books::join(int link, Id from, Id to) {
  Rows(database_, "INSERT OR IGNORE INTO links (link, from_id, to_id) VALUES (?, ?, ?)")
      .with(link)
      .with(from)
      .with(to)
      .next();
}

bool Books::part(int link, Id from, Id to) {
  Rows(database_, "DELETE FROM links WHERE link = ? AND from_id = ? AND to_id = ?")
      .with(link)
      .with(from)
      .with(to)
      .next();
  return database_.changed() > 0;
}

std::vector<Id> Books::joined(int link, bool forward, Id id, Id after, std::int64_t limit) {
  Rows rows(
      database_,
      forward ? "SELECT to_id FROM links WHERE link = ? AND from_id = ? AND to_id > ? ORDER BY to_id LIMIT ?"
              : "SELECT from_id FROM links WHERE link = ? AND to_id = ? AND from_id > ? ORDER BY from_id "
                "LIMIT ?");
  rows.with(link).with(id).with(after).with(limit);
  std::vector<Id> found;
  while (rows.next()) found.push_back(rows.number(0));
  return found;
}

std::optional<Record> Books::registration_after(Id event, Id after) {
  Rows next(database_,
            "SELECT to_id FROM links WHERE link = 0 AND from_id = ? AND to_id > ? ORDER BY to_id LIMIT 1");
  if (!next.with(event).with(after).next()) return std::nullopt;
  return find(Kind::Registrations, next.number(0));
}

Record Books::record_at(Kind kind, const Rows& rows) {
  Record record{.kind = kind,
                .id = rows.number(0),
                .created = to_wall(rows.number(1)),
                .updated = to_wall(rows.number(2)),
                .archived = rows.number(3) != 0,
                .values = {}};
  const int properties = static_cast<int>(schema_of(kind).properties.size());
  record.values.reserve(static_cast<std::size_t>(properties));
  for (int at = 0; at < properties; ++at) record.values.push_back(rows.text(4 + at));
  return record;
}

std::string Books::columns_of(const Schema& schema) {
  std::string columns = "id, created_ms, updated_ms, archived";
  for (const Property& property : schema.properties) columns += ", " + std::string(property.name);
  return columns;
}

}  // namespace usher::sandbox
