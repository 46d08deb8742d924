// What staff and scripts ask of the journal, and what they may change in it.

#include <sqlite3.h>

#include "records.hpp"
#include "reserve.hpp"
#include "sqlite.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

std::vector<CheckIn> JournalFile::queue(bool all) {
  return rows(all ? "WHERE revision > ? ORDER BY check_ins.rowid"
                  : "WHERE revision > ? AND state < 3 ORDER BY check_ins.rowid",
              0, "", "");
}

std::optional<CheckIn> JournalFile::find(const std::string& id) {
  auto found = rows("WHERE id = ?", 0, id, "");
  if (id.empty() || found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Presentation> JournalFile::presentations_after(std::int64_t number, int limit) {
  Statement found(*database_,
                  "SELECT number, id, body FROM presentations WHERE number > ? ORDER BY number LIMIT ?");
  found.bind(number).bind(limit);
  std::vector<Presentation> records;
  while (found.step()) {
    auto record = unpack_presentation(found.text(2));
    if (!record || record->id != found.text(1)) {
      throw StorageTrouble(
          "the journal has a damaged record (" + found.text(1) + "); start usher again to mend it",
          SQLITE_CORRUPT);
    }
    record->number = found.number(0);
    records.push_back(std::move(*record));
  }
  return records;
}

std::optional<Moment> JournalFile::last_presented() {
  Statement ask(*database_, "SELECT ifnull(max(number), 0) FROM presentations");
  ask.step();
  const auto newest = presentations_after(ask.number(0) - 1, 1);
  if (newest.empty()) return std::nullopt;
  return newest.front().at;
}

JournalFile::Counts JournalFile::counts(const std::string& event) {
  Statement ask(*database_,
                "SELECT (SELECT count(*) FROM check_ins WHERE state IN (0, 1)), "
                "       (SELECT count(*) FROM check_ins WHERE state = 2), "
                "       (SELECT count(DISTINCT code) FROM check_ins WHERE event = ? AND granted = 1), "
                "       (SELECT ifnull(max(number), 0) FROM presentations)");
  ask.bind(event);
  Counts counts;
  if (ask.step()) {
    counts.waiting = static_cast<int>(ask.number(0));
    counts.exceptions = static_cast<int>(ask.number(1));
    counts.admitted = static_cast<int>(ask.number(2));
    counts.presentations = ask.number(3);
  }
  return counts;
}

std::int64_t JournalFile::newest_revision() {
  Statement ask(*database_, "SELECT ifnull(max(revision), 0) FROM check_ins");
  return ask.step() ? ask.number(0) : 0;
}

bool JournalFile::close(const std::string& id, const std::string& who, const std::string& note, Wall at) {
  auto row = find(id);
  if (!row || !close_exception(*row, who, note, at)) return false;
  Change change;
  change.check_in = std::move(row);
  return write(change).kind == Written::Kind::Done;
}

bool JournalFile::undo(const std::string& id, const std::string& who, const std::string& note, Wall at) {
  auto row = find(id);
  // The revision makes this safe against a courier who takes the row this very moment: one of the two is
  // stale.
  if (!row || !take_back(*row, who, note, at)) return false;
  Change change;
  change.check_in = std::move(row);
  return write(change).kind == Written::Kind::Done;
}

bool JournalFile::flag(const std::string& id, const std::string& who, const std::string& note) {
  auto row = find(id);
  if (!row || !needs_the_crm(*row)) return false;
  row->state = CheckIn::State::Exception;
  row->closed_at.reset();
  row->note = "let in by mistake" + (note.empty() ? "" : " (" + note + ")") + ", says " + who +
              ": in the CRM set attendance_status and check_in_datetime " +
              (row->registration.empty() ? "back" : "of registration " + row->registration + " back");
  Change change;
  change.check_in = std::move(row);
  return write(change).kind == Written::Kind::Done;
}

void JournalFile::checkpoint(bool whole) {
  sqlite3_wal_checkpoint_v2(database_->handle(), nullptr,
                            whole ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void JournalFile::check() {
  Statement pages(*database_, "PRAGMA integrity_check(1)");
  if (!pages.step() || pages.text(0) != "ok") {
    throw StorageTrouble("the journal's file is damaged: " + pages.text(0), SQLITE_CORRUPT);
  }
  queue(true);
  presentations_after(0);
}

bool JournalFile::reserve_released() const {
  return !has_reserve(folder_);
}

std::optional<std::string> JournalFile::remembered(const std::string& key) {
  Statement ask(*database_, "SELECT value FROM remembered WHERE key = ?");
  if (!ask.bind(key).step()) return std::nullopt;
  return ask.text(0);
}

void JournalFile::remember(const std::string& key, const std::string& value) {
  Transaction transaction(*database_);
  Statement(*database_,
            "INSERT INTO remembered (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
            "excluded.value")
      .bind(key)
      .bind(value)
      .run();
  transaction.commit();
}

}  // namespace usher
