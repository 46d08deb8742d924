#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "usher/core/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace usher {

/// What the storage could not do. `code` is SQLite's extended result code.
struct StorageTrouble : std::runtime_error {
  StorageTrouble(const std::string& sentence, int trouble) : std::runtime_error(sentence), code(trouble) {}
  int code;
  bool is_full() const;
  bool is_damage() const;
  /// What staff can do about it; never empty.
  std::string mend() const;
};

/// One connection. Belongs to one thread.
class Database {
 public:
  enum class Access { ReadWrite, ReadOnly };
  explicit Database(const std::string& path, Access access = Access::ReadWrite, const char* vfs = nullptr);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const char* sql);
  /// Sets a pragma and reads it back; throws when it did not take.
  void pragma(const char* name, std::string_view value, std::string_view reads_back);
  int changes() const;
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& doing) const;

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
};

/// One prepared statement: bind in order, step, read columns in order.
class Statement {
 public:
  Statement(Database& database, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view value);
  Statement& bind(const std::optional<std::int64_t>& value);
  Statement& bind_nothing();
  bool step();  ///< true while there is a row
  void run();   ///< to the end, and ready to be bound again
  void reset();

  std::int64_t number(int column) const;
  std::string text(int column) const;
  std::optional<std::int64_t> maybe_number(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

/// Rolled back unless we reach commit.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// A file's bytes, or a folder's names, survive a power cut from now on. Throws StorageTrouble.
void sync_to_disk(const std::string& path);

}  // namespace usher
