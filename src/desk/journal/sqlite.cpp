#include "sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace usher {

bool StorageTrouble::is_full() const {
  // The WAL's index grows by a write of its own, and SQLite does not say what that one met.
  return (code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE;
}
bool StorageTrouble::is_damage() const {
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

std::string StorageTrouble::mend() const {
  if (is_full()) return "the disk is full: free some space now";
  if (is_damage()) return "start usher again: it mends what is damaged";
  if ((code & 0xff) == SQLITE_BUSY) return "the disk is too slow or another program holds the journal";
  return "the disk does not keep what it is given: use another lane, and replace the disk";
}

Database::Database(const std::string& path, Access access, const char* vfs) : path_(path) {
  const int flags =
      access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  // One connection, one thread: SQLite's own mutexes would guard nothing.
  const int result = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, vfs);
  if (result != SQLITE_OK) {
    const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(result);
    const int code = handle_ != nullptr ? sqlite3_extended_errcode(handle_) : result;
    sqlite3_close(handle_);
    throw StorageTrouble("cannot open " + path + ": " + why, code);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, 2000);
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

void Database::fail(const std::string& doing) const {
  std::string why = sqlite3_errmsg(handle_);
  if (const int error = sqlite3_system_errno(handle_); error != 0)
    why += std::string(", ") + std::strerror(error);
  throw StorageTrouble(path_ + ": " + doing + ": " + why, sqlite3_extended_errcode(handle_));
}

void Database::run(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("cannot run a statement");
}

void Database::pragma(const char* name, std::string_view value, std::string_view reads_back) {
  run(("PRAGMA " + std::string(name) + " = " + std::string(value)).c_str());
  Statement ask(*this, ("PRAGMA " + std::string(name)).c_str());
  const std::string got = ask.step() ? ask.text(0) : "";
  if (got != reads_back) {
    throw StorageTrouble(
        path_ + ": " + name + " is \"" + got + "\" and must be \"" + std::string(reads_back) + "\"",
        SQLITE_ERROR);
  }
}

int Database::changes() const {
  return sqlite3_changes(handle_);
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  if (sqlite3_prepare_v2(database.handle(), sql, -1, &statement_, nullptr) != SQLITE_OK) {
    database.fail("cannot prepare a statement");
  }
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::bind(std::string_view value) {
  sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind(const std::optional<std::int64_t>& value) {
  return value ? bind(*value) : bind_nothing();
}

Statement& Statement::bind_nothing() {
  sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  sqlite3_reset(statement_);
  database_.fail("cannot read or write");
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  bound_ = 0;
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text == nullptr
             ? std::string()
             : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::optional<std::int64_t> Statement::maybe_number(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

Transaction::Transaction(Database& database) : database_(database) {
  // Immediate: the lock is taken now, so that a change is never built on what another connection is about to
  // alter.
  database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

void sync_to_disk(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool good = file >= 0 && fsync(file) == 0;
  const int error = errno;
  if (file >= 0) close(file);
  if (!good) throw StorageTrouble("cannot make " + path + " durable: " + std::strerror(error), 0);
}

}  // namespace usher
