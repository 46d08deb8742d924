#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace usher::sandbox {

class Database;

/// One run of a prepared statement, which is kept for the next run when this one goes.
class Rows {
 public:
  Rows(Database& database, std::string_view sql);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// Binds the next parameter. The text is copied.
  Rows& with(std::string_view text);
  Rows& with(const char* text) { return with(std::string_view(text)); }
  Rows& with(const std::string& text) { return with(std::string_view(text)); }
  Rows& with(std::int64_t number);
  Rows& with(int number) { return with(std::int64_t{number}); }
  Rows& with(const std::optional<std::string>& text);

  bool next();
  std::int64_t number(int column) const;
  std::optional<std::string> text(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

/// One SQLite connection; every statement is prepared once. Belongs to whoever holds the turn (books.hpp).
class Database {
 public:
  /// An empty path keeps everything in memory. A file is durable: WAL, and a commit reaches the disk.
  /// Throws std::runtime_error with a sentence.
  explicit Database(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& script);
  std::int64_t last_id() const;
  int changed() const;

 private:
  friend class Rows;
  sqlite3_stmt* take(std::string_view sql);
  void give_back(sqlite3_stmt* statement);
  [[noreturn]] void fail(const std::string& doing) const;

  std::string path_;
  sqlite3* connection_ = nullptr;
  std::multimap<std::string, sqlite3_stmt*, std::less<>> idle_;
};

}  // namespace usher::sandbox
