#include <stdexcept>

#include "books.hpp"

namespace usher::sandbox {
namespace {

// Raised by one with each step that changes the tables below.
constexpr int kVersion = 1;

// HubSpot's numbers are long and differ by kind, so that an id of the wrong kind is nobody's here either.
constexpr Id kFirstIds[] = {30'012'345'001, 50'098'765'001, 70'001'001, 90'001'001};

std::string table_sql(const Schema& schema) {
  std::string properties;
  for (const Property& property : schema.properties)
    properties += ", " + std::string(property.name) + " TEXT";
  const std::string name(schema.name);
  return "CREATE TABLE " + name +
         " (id INTEGER PRIMARY KEY AUTOINCREMENT, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL,"
         " archived INTEGER NOT NULL DEFAULT 0" +
         properties +
         ") STRICT;"
         // What a record was before a change, while the search index is told to lag (search.cpp).
         "CREATE TABLE " +
         name +
         "_before (seq INTEGER PRIMARY KEY, changed_ms INTEGER NOT NULL, existed INTEGER NOT NULL,"
         " id INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL,"
         " archived INTEGER NOT NULL" +
         properties +
         ") STRICT;"
         "CREATE INDEX " +
         name + "_before_changed ON " + name + "_before (changed_ms);";
}

constexpr const char* kOtherTables =
    "CREATE TABLE links ("
    "  link    INTEGER NOT NULL,"
    "  from_id INTEGER NOT NULL,"
    "  to_id   INTEGER NOT NULL,"
    "  PRIMARY KEY (link, from_id, to_id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX links_back ON links (link, to_id, from_id);"
    "CREATE TABLE portal (id TEXT NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX events_name ON events (name) WHERE archived = 0;"
    "CREATE INDEX events_slug ON events (url_slug);"
    "CREATE UNIQUE INDEX contacts_email ON contacts (email COLLATE NOCASE) WHERE archived = 0;"
    "CREATE INDEX registrations_code ON event_registrations (qr_code COLLATE NOCASE);"
    "CREATE INDEX registrations_email ON event_registrations (email COLLATE NOCASE);";

}  // namespace

void Books::install() {
  std::int64_t version = 0;
  {
    Rows rows(database_, "PRAGMA user_version");
    if (rows.next()) version = rows.number(0);
  }
  if (version == 0) {
    database_.run("BEGIN IMMEDIATE");
    for (const Kind kind : kKinds) {
      const Schema& schema = schema_of(kind);
      database_.run(table_sql(schema));
      Rows(database_, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")
          .with(schema.name)
          .with(kFirstIds[static_cast<std::size_t>(kind)] - 1)
          .next();
    }
    database_.run(kOtherTables);
    Rows(database_, "INSERT INTO portal (id) VALUES (?)").with(portal_id_).next();
    database_.run("PRAGMA user_version = " + std::to_string(kVersion));
    database_.run("COMMIT");
    is_new_ = true;
    return;
  }
  if (version != kVersion) {
    throw std::runtime_error("sandbox: the data file was made by another version of usher (its version is " +
                             std::to_string(version) + "); give a new file with --data");
  }
  Rows rows(database_, "SELECT id FROM portal");
  const std::string owner = rows.next() ? rows.text(0).value_or("") : "";
  if (owner != portal_id_) {
    throw std::runtime_error("sandbox: the data file belongs to portal " + owner + ", not to " + portal_id_ +
                             "; give --portal " + owner + " or another file");
  }
}

void Books::remember(const Schema& schema, Id id, bool existed) {
  if (!remembering_) return;
  const std::string before = std::string(schema.name) + "_before";
  const std::int64_t now_ms = now_.time_since_epoch().count();
  // Nobody asks for a lag of more than minutes; older states are of no use.
  constexpr std::int64_t kKept = 15 * 60 * 1000;
  Rows(database_, "DELETE FROM " + before + " WHERE changed_ms < ?").with(now_ms - kKept).next();
  const std::string columns = columns_of(schema);
  Rows(database_, "INSERT INTO " + before + " (changed_ms, existed, " + columns + ") SELECT ?, ?, " +
                      columns + " FROM " + std::string(schema.name) + " WHERE id = ?")
      .with(now_ms)
      .with(existed ? 1 : 0)
      .with(id)
      .next();
}

}  // namespace usher::sandbox
