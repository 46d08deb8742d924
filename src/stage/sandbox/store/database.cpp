#include "database.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace usher::sandbox {

Rows::Rows(Database& database, std::string_view sql) : database_(database), statement_(database.take(sql)) {}

Rows::~Rows() {
  database_.give_back(statement_);
}

Rows& Rows::with(std::string_view text) {
  sqlite3_bind_text(statement_, ++bound_, text.data() == nullptr ? "" : text.data(),
                    static_cast<int>(text.size()), SQLITE_TRANSIENT);
  return *this;
}

Rows& Rows::with(std::int64_t number) {
  sqlite3_bind_int64(statement_, ++bound_, number);
  return *this;
}

Rows& Rows::with(const std::optional<std::string>& text) {
  if (text) return with(std::string_view(*text));
  sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

bool Rows::next() {
  const int outcome = sqlite3_step(statement_);
  if (outcome == SQLITE_ROW) return true;
  if (outcome != SQLITE_DONE) database_.fail("read or write");
  return false;
}

std::int64_t Rows::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::optional<std::string> Rows::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return std::nullopt;
  return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Database::Database(const std::string& path) : path_(path.empty() ? ":memory:" : path) {
  // One connection, and a lock above it: SQLite's own locks would only be paid for twice.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path_.c_str(), &connection_, flags, nullptr) != SQLITE_OK) {
    const std::string reason = connection_ != nullptr ? sqlite3_errmsg(connection_) : "out of memory";
    sqlite3_close(connection_);
    throw std::runtime_error("sandbox: cannot open " + path_ + " (" + reason +
                             "); give --data a file in a folder that is there and writable");
  }
  try {
    sqlite3_busy_timeout(connection_, 2000);
    run("PRAGMA foreign_keys = ON");
    if (!path.empty()) {
      // What a station was told is recorded must survive the machine: FULL syncs the WAL at each commit.
      run("PRAGMA journal_mode = WAL");
      run("PRAGMA synchronous = FULL");
    }
  } catch (...) {
    sqlite3_close(connection_);
    throw;
  }
}

Database::~Database() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

void Database::run(const std::string& script) {
  if (sqlite3_exec(connection_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("write");
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(connection_);
}

int Database::changed() const {
  return sqlite3_changes(connection_);
}

sqlite3_stmt* Database::take(std::string_view sql) {
  if (const auto known = idle_.find(sql); known != idle_.end()) {
    sqlite3_stmt* statement = known->second;
    idle_.erase(known);
    return statement;
  }
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(connection_, sql.data(), static_cast<int>(sql.size()), &made, nullptr) != SQLITE_OK)
    fail("prepare");
  return made;
}

void Database::give_back(sqlite3_stmt* statement) {
  // Searches are composed from what clients ask: without a limit, the cache would grow with every new shape.
  constexpr std::size_t kMostIdle = 400;
  if (idle_.size() >= kMostIdle) {
    sqlite3_finalize(statement);
    return;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.emplace(sqlite3_sql(statement), statement);
}

void Database::fail(const std::string& doing) const {
  throw std::runtime_error("sandbox: cannot " + doing + " " + path_ + ": " + sqlite3_errmsg(connection_));
}

}  // namespace usher::sandbox
