#include "usher/desk/maintenance/retention.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <random>

#include "desk/journal/records.hpp"
#include "desk/journal/sqlite.hpp"
#include "desk/roster/roster_file.hpp"
#include "digest.hpp"
#include "usher/core/log.hpp"

namespace usher {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHashed = "sha256:";

/// Remembered from before the rows are reduced until the files are emptied: a station that is killed in
/// between, or finds its journal being read, does the rest the next time.
constexpr const char* kTraces = "purge_unfinished";

bool is_hashed(std::string_view code) {
  return code.substr(0, kHashed.size()) == kHashed;
}

/// 62 bits of code are guessed by nobody, but a list of the codes of a year could be hashed in a minute: the
/// salt makes that a list for this station alone.
std::string salt_of(JournalFile& journal) {
  if (const auto salt = journal.remembered("hash_salt")) return *salt;
  std::random_device random;
  std::string salt;
  for (int i = 0; i < 8; ++i) salt += std::to_string(random());
  journal.remember("hash_salt", salt);
  return salt;
}

std::string hashed(const std::string& salt, const std::string& code) {
  return code.empty() || is_hashed(code) ? code : std::string(kHashed) + sha256(salt + code);
}

void reduce(CheckIn& row, const std::string& salt) {
  row.code = hashed(salt, row.code);
  row.registration.clear();
  row.guest.clear();
  row.note.clear();  // people write names into notes
  row.closed_by.clear();
}

void reduce(Presentation& record, const std::string& salt) {
  record.code = hashed(salt, record.code);
  record.registration.clear();
  record.attendee_name.clear();
  record.company.clear();
}

/// Nothing of a person is left in it.
bool is_bare(const Presentation& record) {
  return (record.code.empty() || is_hashed(record.code)) && record.attendee_name.empty() &&
         record.company.empty() && record.registration.empty();
}

int reduce_check_ins(Database& database, const std::string& event, const std::string& salt, bool also_open,
                     int& left_open) {
  std::vector<CheckIn> rows;
  Statement found(database, "SELECT body FROM check_ins WHERE event = ?");
  found.bind(event);
  while (found.step()) {
    auto row = unpack_check_in(found.text(0));
    if (!row) throw std::runtime_error("the journal has a damaged check-in; start usher once to mend it");
    if (row->state != CheckIn::State::Closed && !also_open) {
      ++left_open;
    } else if (!is_hashed(row->code)) {
      rows.push_back(std::move(*row));
    }
  }
  for (CheckIn& row : rows) {
    if (row.state != CheckIn::State::Closed) {
      row.state = CheckIn::State::Closed;  // without its code nobody can deliver it any more
    }
    reduce(row, salt);
    Statement(database, "UPDATE check_ins SET code = ?, state = ?, body = ? WHERE id = ?")
        .bind(row.code)
        .bind(static_cast<int>(row.state))
        .bind(packed(row))
        .bind(row.id)
        .run();
  }
  return static_cast<int>(rows.size());
}

/// Records name their event as the guest's screen did, and WRONG EVENT names another one: such a one belongs
/// to the event between whose records it lies. A record of a check-in that is still open keeps its guest,
/// too.
int reduce_presentations(Database& database, const Event& event, const std::string& salt) {
  std::vector<std::string> open;
  Statement undelivered(database, "SELECT id FROM check_ins WHERE event = ? AND state < 3");
  undelivered.bind(event.id);
  while (undelivered.step()) open.push_back(undelivered.text(0));

  std::vector<Presentation> ours, others;
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = 0;
  Statement found(database, "SELECT number, body FROM presentations ORDER BY number");
  while (found.step()) {
    auto record = unpack_presentation(found.text(1));
    if (!record) throw std::runtime_error("the journal has a damaged record; start usher once to mend it");
    record->number = found.number(0);
    if (same_event_name(record->event, event.name)) {
      first = std::min(first, record->number);
      last = std::max(last, record->number);
      ours.push_back(std::move(*record));
    } else if (record->verdict == Verdict::Kind::WrongEvent || record->event.empty()) {
      others.push_back(std::move(*record));
    }
  }
  for (Presentation& record : others) {
    if (record.number > first && record.number < last) ours.push_back(std::move(record));
  }
  int reduced = 0;
  for (Presentation& record : ours) {
    if (std::find(open.begin(), open.end(), record.check_in) != open.end()) continue;
    if (is_bare(record)) continue;
    reduce(record, salt);
    Statement(database, "UPDATE presentations SET body = ? WHERE number = ?")
        .bind(packed(record))
        .bind(record.number)
        .run();
    ++reduced;
  }
  return reduced;
}

void remember_traces(Database& database, std::string_view word) {
  Statement(database, "INSERT OR REPLACE INTO remembered (key, value) VALUES (?, ?)")
      .bind(kTraces)
      .bind(word)
      .run();
}

/// Neither free pages nor the WAL may keep what the rows no longer say.
void leave_nothing_behind(Database& database) {
  database.run("VACUUM");
  Statement truncate(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  if (!truncate.step() || truncate.number(0) != 0) {
    throw std::runtime_error(
        database.path() +
        " is being read by somebody, so its log could not be emptied; try again in a moment");
  }
}

bool purge_roster(const std::string& folder, const Event& event) {
  {
    Roster roster(folder);
    if (!roster.present()) return false;
    const auto card = roster.card();
    if (card && card->event.id != event.id) return false;
  }
  const std::string path = roster_path(folder);
  fs::remove(path);
  std::error_code error;
  for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(path + suffix, error);
  fs::remove(refused_roster_path(folder), error);
  return true;
}

}  // namespace

Purged purge(const std::string& folder, const Event& event, const Purge& what) {
  Purged purged;
  if (what.roster) purged.roster = purge_roster(folder, event);
  if (!what.journal || !fs::exists(folder + "/journal.db")) return purged;

  std::string salt;
  bool traces = false;
  {
    JournalFile journal(folder);
    salt = salt_of(journal);
    traces = journal.remembered(kTraces) == "yes";
  }
  Database database(folder + "/journal.db");
  database.pragma("synchronous", "full", "2");
  database.pragma("secure_delete", "on", "1");
  Transaction transaction(database);
  purged.check_ins = reduce_check_ins(database, event.id, salt, what.also_open, purged.left_open);
  purged.presentations = reduce_presentations(database, event, salt);
  const bool reduced = purged.check_ins + purged.presentations > 0;
  if (reduced) remember_traces(database, "yes");
  transaction.commit();

  // A damaged file set aside holds whole rows that were carried over long ago.
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("journal.damaged-", 0) == 0 && purged.left_open == 0)
      purged.files.push_back(entry.path().string());
  }
  for (const std::string& file : purged.files) fs::remove(file);
  if (reduced || traces) {
    leave_nothing_behind(database);
    remember_traces(database, "no");
  }
  return purged;
}

std::string reduced_code(JournalFile& journal, const std::string& code) {
  return hashed(salt_of(journal), code);
}

namespace {

std::vector<Event> events_noted_in(const std::string& folder) {
  JournalFile journal(folder);
  return noted_events(journal);
}

/// Whether there is still something of the event that a purge would take.
bool holds_anything_of(const std::string& folder, const Event& event, const Overdue& due) {
  if (due.roster) {
    const auto card = Roster(folder).card();
    if (card && card->event.id == event.id) return true;
  }
  if (!due.journal) return false;
  Database database(folder + "/journal.db");
  Statement whole(database, "SELECT 1 FROM check_ins WHERE event = ? AND code NOT LIKE 'sha256:%' LIMIT 1");
  whole.bind(event.id);
  if (whole.step()) return true;
  Statement records(database, "SELECT body FROM presentations ORDER BY number");
  while (records.step()) {
    const auto record = unpack_presentation(records.text(0));
    if (record && same_event_name(record->event, event.name) && !is_bare(*record)) return true;
  }
  return false;
}

void purge_and_tell(const std::string& folder, const Event& event, const Overdue& due) {
  const Purged purged = purge(folder, event, {.roster = due.roster, .journal = due.journal});
  if (purged.roster) log_info("retention: the roster of event " + event.id + " is deleted, its time is over");
  if (purged.check_ins + purged.presentations > 0) {
    log_info("retention: " + std::to_string(purged.check_ins) + " check-ins and " +
             std::to_string(purged.presentations) + " records of event " + event.id +
             " are reduced to hashes");
  }
  if (due.journal && purged.left_open > 0) {
    log_warning("retention: " + std::to_string(purged.left_open) + " check-ins of event " + event.id +
                " are still open and keep their guests' details; see usher queue list");
  }
}

}  // namespace

Overdue overdue(const Event& event, const Retention& retention, Wall now) {
  if (!event.ends && !event.starts) return {};
  const Wall over = event.ends ? *event.ends : *event.starts + std::chrono::hours(24);
  return {now >= over + retention.roster, now >= over + retention.journal};
}

Kept keep_retention(const std::string& folder, const Retention& retention, const ClockWitnesses& clocks) {
  Kept kept;
  const auto proven = proven_time(clocks);
  for (const Event& event : events_noted_in(folder)) {
    const Overdue due = overdue(event, retention, proven.value_or(clocks.own));
    if (!due.roster && !due.journal) continue;
    if (!proven) {
      if (holds_anything_of(folder, event, due))
        kept.due_unproven.push_back(event.name.empty() ? event.id : event.name);
      continue;
    }
    purge_and_tell(folder, event, due);
  }
  return kept;
}

}  // namespace usher
