#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database.hpp"
#include "schemas.hpp"
#include "usher/core/time.hpp"

namespace usher::sandbox {

using Value = std::optional<std::string>;  ///< HubSpot keeps every property as a string, or as nothing
using Fields = std::map<std::string, Value, std::less<>>;
using Id = std::int64_t;

struct Record {
  Kind kind = Kind::Events;
  Id id = 0;
  Wall created{}, updated{};
  bool archived = false;
  std::vector<Value> values;  ///< in the order of the schema's properties

  const Value& operator[](std::string_view property) const;
  /// The text, or nothing's empty text.
  std::string text(std::string_view property) const { return (*this)[property].value_or(""); }
};

/// The books of one portal: its objects and their links. Everything below is called by whoever has the turn.
class Books {
 public:
  /// An empty path keeps them in memory. Throws std::runtime_error with a sentence, also when the file is
  /// another portal's.
  Books(const std::string& path, const std::string& portal_id);

  /// The books serve one at a time: a turn is the lock and the transaction in one. Undone unless committed.
  class Turn {
   public:
    /// `lag`: how far HubSpot's search index is behind the objects during this turn.
    Turn(Books& books, Wall now, milliseconds lag = milliseconds(0));
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    void commit();

   private:
    Books& books_;
    std::unique_lock<std::mutex> lock_;
    bool open_ = true;
  };

  /// Whether changes keep what was before them, for turns whose index lags. From any thread.
  void set_remembering(bool remembering) { remembering_ = remembering; }

  const std::string& portal_id() const { return portal_id_; }
  bool is_new() const { return is_new_; }  ///< nothing was ever kept in it
  Wall now() const { return now_; }

  /// The record that already has a value which must be unique.
  struct Clash {
    Id id = 0;
    std::string_view property;
  };
  std::optional<Clash> clash_of(Kind kind, const Fields& fields, Id except = 0);

  /// After clash_of said there is none.
  Id create(Kind kind, const Fields& fields);
  /// Only what is named changes. False: no such record.
  bool update(Kind kind, Id id, const Fields& fields);
  bool archive(Kind kind, Id id);

  std::optional<Record> find(Kind kind, Id id, bool archived = false);
  std::optional<Record> find_by(Kind kind, const Property& property, const std::string& value);
  std::vector<Record> page(Kind kind, Id after, int limit, bool archived = false);

  void join(int link, Id from, Id to);
  bool part(int link, Id from, Id to);
  /// The other ends, by id, from after one on. `forward`: `id` is the `from` end.
  std::vector<Id> joined(int link, bool forward, Id id, Id after = 0, std::int64_t limit = -1);
  /// The next registration of an event after the one given, so that a long list needs one row at a time.
  std::optional<Record> registration_after(Id event, Id after);

  // For search.cpp.
  Database& database() { return database_; }
  milliseconds lag() const { return lag_; }
  static Record record_at(Kind kind, const Rows& rows);
  /// "id, created_ms, updated_ms, archived, name, …"
  static std::string columns_of(const Schema& schema);

 private:
  void install();
  void remember(const Schema& schema, Id id, bool existed);

  std::mutex mutex_;
  // Guarded by mutex_.
  Database database_;
  Wall now_{};
  milliseconds lag_{0};

  std::atomic<bool> remembering_ = false;
  std::string portal_id_;
  bool is_new_ = false;
};

/// "12345678" as an id; nothing when it is not one.
std::optional<Id> parse_id(std::string_view text);

}  // namespace usher::sandbox
