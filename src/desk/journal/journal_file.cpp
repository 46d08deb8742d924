#include "usher/desk/journal/journal_file.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "records.hpp"
#include "reserve.hpp"
#include "sqlite.hpp"
#include "usher/core/log.hpp"

namespace usher {

namespace {

// Each step is one transaction. A step never drops a row; a test opens a file of every earlier version.
constexpr const char* kSteps[] = {
    // 1: the columns are for searching; the row itself is `body`, which bears its own checksum (records.hpp).
    R"(
    CREATE TABLE check_ins (
      id TEXT PRIMARY KEY,
      event TEXT NOT NULL,
      code TEXT NOT NULL,
      state INTEGER NOT NULL,
      granted INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX check_ins_by_pass ON check_ins (event, code);
    CREATE UNIQUE INDEX check_ins_by_revision ON check_ins (revision);
    CREATE TABLE presentations (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL
    ) STRICT;
    )",
    // 2: the portal's clock, per boot, so that an echo is recognised after a restart.
    R"(
    CREATE TABLE boots (
      boot TEXT PRIMARY KEY,
      portal_offset_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE remembered (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
    )",
    // 3: a pass has at most one row that is not over.
    R"(
    CREATE UNIQUE INDEX check_ins_one_open ON check_ins (event, code) WHERE state < 3;
    )",
    // 4: every row a second time, in pages of its own. With the record of its presentation that makes three,
    // and a
    // damage that reaches over the edge of one page hurts two.
    R"(
    CREATE INDEX check_ins_twice ON check_ins (body);
    )",
};

constexpr const char* kColumns = "SELECT check_ins.id, state, granted, revision, body FROM check_ins ";

/// The row, when it is what was written: columns and body agree and the checksum is right.
CheckIn row_of(const Statement& found) {
  auto row = unpack_check_in(found.text(4));
  if (!row || row->id != found.text(0) || static_cast<int>(row->state) != found.number(1) ||
      row->granted != (found.number(2) != 0) || row->revision != found.number(3)) {
    throw StorageTrouble(
        "the journal has a damaged check-in (" + found.text(0) + "); start usher again to mend it",
        SQLITE_CORRUPT);
  }
  return std::move(*row);
}

}  // namespace

JournalFile::JournalFile(const std::string& folder, Access access, const char* vfs, const std::string& name)
    : folder_(folder),
      path_(folder + "/" + name),
      database_(std::make_unique<Database>(
          path_, access == Access::ReadOnly ? Database::Access::ReadOnly : Database::Access::ReadWrite,
          vfs)) {
  settings(access);
  if (access != Access::ReadOnly) migrate();
}

JournalFile::~JournalFile() = default;

/// Every pragma is read back: a setting that did not take is a promise that does not hold.
void JournalFile::settings(Access access) {
  if (access == Access::ReadOnly) return;
  database_->pragma("journal_mode", "wal", "wal");
  if (access == Access::Building) {
    // A sync for each of an evening's rows would keep the door shut for minutes on a slow card.
    database_->pragma("synchronous", "off", "0");
    return;
  }
  database_->pragma("synchronous", "full", "2");
  database_->pragma("fullfsync", "on", "1");
  // Checkpoints are the courier's errand: on the scan path one would add its writes to somebody's wait. The
  // WAL is never cut back either, so that a commit overwrites blocks that the file already has.
  database_->pragma("wal_autocheckpoint", "0", "0");
  database_->pragma("journal_size_limit", "-1", "-1");
  database_->pragma("cell_size_check", "on", "1");
  database_->pragma("temp_store", "memory", "2");
}

void JournalFile::migrate() {
  constexpr auto kNewest = static_cast<std::int64_t>(std::size(kSteps));
  const auto version = [&] {
    Statement ask(*database_, "PRAGMA user_version");
    return ask.step() ? ask.number(0) : 0;
  };
  if (version() > kNewest) {
    throw std::runtime_error(
        path_ + " was written by a newer usher; install that one, or give another --state folder");
  }
  while (version() < kNewest) {
    Transaction transaction(*database_);
    const std::int64_t from = version();  // again, now that nobody else can step
    if (from < kNewest) {
      database_->run(kSteps[from]);
      database_->run(("PRAGMA user_version = " + std::to_string(from + 1)).c_str());
    }
    transaction.commit();
  }
}

Written JournalFile::write(const Change& change) {
  if (!trouble_.empty()) return {Written::Kind::Failed, 0, 0};
  for (bool again = true;; again = false) {
    try {
      return write_now(change);
    } catch (const StorageTrouble& trouble) {
      // A full disk leaves the file as it was: with the reserve released the same change fits.
      if (trouble.is_full() && again && release_reserve(folder_)) {
        log_error("journal: the disk is full; the reserve of " + folder_ +
                  " is released. Free some space now");
        continue;
      }
      trouble_ = trouble.what() + ("; " + trouble.mend());
      damaged_ = damaged_ || trouble.is_damage();
      log_error("journal: " + trouble_);
      return {Written::Kind::Failed, 0, 0};
    }
  }
}

Written JournalFile::write_now(const Change& change) {
  Written written;
  Transaction transaction(*database_);
  if (change.check_in) {
    CheckIn row = *change.check_in;
    Statement ask(*database_, "SELECT revision FROM check_ins WHERE id = ?");
    const std::int64_t found = ask.bind(row.id).step() ? ask.number(0) : 0;
    ask.reset();
    if (found != row.revision) return {Written::Kind::Stale, found, 0};
    Statement newest(*database_, "SELECT ifnull(max(revision), 0) + 1 FROM check_ins");
    newest.step();
    written.revision = row.revision = newest.number(0);
    newest.reset();
    Statement(*database_,
              "INSERT INTO check_ins (id, event, code, state, granted, revision, body) VALUES (?, ?, ?, ?, "
              "?, ?, ?) "
              "ON CONFLICT (id) DO UPDATE SET state = excluded.state, granted = excluded.granted, "
              "revision = excluded.revision, body = excluded.body")
        .bind(row.id)
        .bind(row.event)
        .bind(row.code)
        .bind(static_cast<int>(row.state))
        .bind(static_cast<int>(row.granted))
        .bind(row.revision)
        .bind(packed(row))
        .run();
  }
  if (change.presentation) {
    Statement record(*database_,
                     "INSERT INTO presentations (id, body) VALUES (?, ?) "
                     "ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING number");
    record.bind(change.presentation->id).bind(packed(*change.presentation));
    if (record.step()) written.number = record.number(0);
    while (record.step()) {
    }
  }
  if (change.portal_offset) {
    Statement(*database_,
              "INSERT INTO boots (boot, portal_offset_ms) VALUES (?, ?) "
              "ON CONFLICT (boot) DO UPDATE SET portal_offset_ms = excluded.portal_offset_ms")
        .bind(boot_id())
        .bind(change.portal_offset->count())
        .run();
  }
  transaction.commit();
  return written;
}

std::vector<CheckIn> JournalFile::rows(const char* where, std::int64_t number, const std::string& a,
                                       const std::string& b) {
  Statement found(*database_, (std::string(kColumns) + where).c_str());
  if (a.empty()) {
    found.bind(number);
  } else {
    found.bind(a);
    if (!b.empty()) found.bind(b);
  }
  std::vector<CheckIn> rows;
  try {
    while (found.step()) rows.push_back(row_of(found));
  } catch (const StorageTrouble& trouble) {
    damaged_ = damaged_ || trouble.is_damage();
    throw;
  }
  // By the portal's clock of the boot that sent: only then can another boot tell an echo.
  std::map<std::string, std::optional<milliseconds>> offsets;
  for (CheckIn& row : rows) {
    note_portal_clock(row, [&](const std::string& boot) {
      if (!offsets.contains(boot)) offsets[boot] = portal_offset(boot);
      return offsets[boot];
    });
  }
  return rows;
}

std::vector<CheckIn> JournalFile::of_pass(const std::string& event, const std::string& code) {
  return rows("WHERE event = ? AND code = ? ORDER BY rowid", 0, event, code);
}

std::vector<CheckIn> JournalFile::changed_since(std::int64_t revision) {
  // From the start only what is open matters; later also what was closed since.
  return rows(revision == 0 ? "WHERE revision > ? AND state < 3 ORDER BY revision"
                            : "WHERE revision > ? ORDER BY revision",
              revision, "", "");
}

std::optional<milliseconds> JournalFile::portal_offset(const std::string& boot) {
  Statement ask(*database_, "SELECT portal_offset_ms FROM boots WHERE boot = ?");
  if (!ask.bind(boot).step()) return std::nullopt;
  return milliseconds(ask.number(0));
}

int JournalFile::release_live() {
  int count = 0;
  for (CheckIn row :
       rows("WHERE state = ? ORDER BY revision", static_cast<int>(CheckIn::State::Live), "", "")) {
    Change change;
    change.check_in = released(std::move(row));
    if (write(change).kind != Written::Kind::Done) throw StorageTrouble(trouble_, SQLITE_IOERR);
    ++count;
  }
  return count;
}

}  // namespace usher
