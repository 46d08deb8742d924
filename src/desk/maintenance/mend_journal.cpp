#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "desk/journal/records.hpp"
#include "desk/journal/sqlite.hpp"
#include "mended_file.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/journal/bound_event.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/retention.hpp"
#include "usher/desk/roster/roster.hpp"
#include "wal.hpp"

namespace usher {

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The newest proven version of each row. A presentation that was admitted and whose check-in is gone stands
/// for it: they lie in different pages.
struct Salvage {
  std::map<std::string, CheckIn> check_ins;
  std::map<std::string, Presentation> presentations;
};

Salvage salvage(const Carved& carved) {
  Salvage kept;
  for (const CheckIn& row : carved.check_ins) {
    auto [place, is_new] = kept.check_ins.try_emplace(row.id, row);
    if (!is_new && row.revision > place->second.revision) place->second = row;
  }
  for (const Presentation& record : carved.presentations) {
    auto [place, is_new] = kept.presentations.try_emplace(record.id, record);
    if (!is_new && record.decided) place->second = record;
  }
  for (const auto& [id, record] : kept.presentations) {
    if (!record.decided || record.verdict != Verdict::Kind::Grant || record.check_in.empty()) continue;
    auto [place, is_new] = kept.check_ins.try_emplace(record.check_in);
    CheckIn& row = place->second;
    if (!is_new && row.granted) continue;
    if (is_new) {
      row.id = record.check_in;
      row.code = record.code;
      row.registration = record.registration;
      row.guest = record.attendee_name;
      row.station = record.station;
      row.at = record.at;
      // Nobody knows any more whether it was sent: as maybe sent, its echo is recognised.
      row.attempts = 1;
      row.unanswered = {{record.at, std::nullopt, std::nullopt}};
    }
    row.granted = row.shown = true;
    row.state = CheckIn::State::Waiting;
    if (record.recorded == Verdict::Recorded::Portal) {
      row.state = CheckIn::State::Closed;
      row.reckoning = Reckoning::Confirmed;
    }
  }
  return kept;
}

/// One open row for a pass, as everywhere: of two, the admitted or else the newer one stays open.
void close_all_but_one(std::map<std::string, CheckIn>& rows) {
  std::map<std::string, CheckIn*> open;
  for (auto& [id, row] : rows) {
    if (row.state == CheckIn::State::Closed) continue;
    CheckIn*& kept = open[row.event + " " + row.code];
    if (kept == nullptr) {
      kept = &row;
      continue;
    }
    const bool better = row.granted != kept->granted ? row.granted : row.revision > kept->revision;
    CheckIn* const loser = better ? kept : &row;
    if (better) kept = &row;
    loser->state = CheckIn::State::Closed;
    loser->note = "an older version of another check-in, found in a damaged journal";
  }
}

}  // namespace

namespace {

/// Rows and records that only the dropped end of the WAL has. The commit they belong to was cut by a power
/// failure, or its pages were damaged: nobody can tell, and each of them proves itself. So they are kept: an
/// admission too many in the journal makes staff look once, one too few lets somebody in twice.
int keep_suspects(JournalFile& journal, std::string_view suspect) {
  Carved carved;
  carve(suspect, carved);
  if (carved.check_ins.empty() && carved.presentations.empty()) return 0;
  Salvage kept = salvage(carved);
  int count = 0;
  for (auto& [id, row] : kept.check_ins) {
    const auto known = journal.find(id);
    if (row.event.empty() || (known && known->revision >= row.revision)) continue;
    const auto others = journal.of_pass(row.event, row.code);
    const bool blocked = std::any_of(others.begin(), others.end(), [&](const CheckIn& other) {
      return other.id != row.id && other.state != CheckIn::State::Closed;
    });
    if (blocked) continue;
    Change change;
    change.check_in = row;
    change.check_in->revision = known ? known->revision : 0;
    const auto record = std::find_if(kept.presentations.begin(), kept.presentations.end(),
                                     [&](const auto& entry) { return entry.second.check_in == id; });
    if (record != kept.presentations.end()) change.presentation = record->second;
    if (journal.write(change).kind == Written::Kind::Done) ++count;
  }
  return count;
}

/// A table of words by words, as far as it can still be read.
std::map<std::string, std::string> words_of(const std::string& folder, const char* query) {
  std::map<std::string, std::string> found;
  try {
    Database old(folder + "/journal.db");
    Statement ask(old, query);
    while (ask.step()) found[ask.text(0)] = ask.text(1);
  } catch (const StorageTrouble&) {
    // That page was hurt too.
  }
  return found;
}

/// The portal's clock in each boot: without it an attempt of before is no echo to anybody.
void carry_clocks(const std::map<std::string, std::string>& offsets, const std::string& path) {
  Database fresh(path);
  for (const auto& [boot, offset] : offsets) {
    Statement(fresh, "INSERT OR IGNORE INTO boots (boot, portal_offset_ms) VALUES (?, CAST(? AS INTEGER))")
        .bind(boot)
        .bind(offset)
        .run();
  }
}

/// The roster names the event too, where the journal's page with it was hurt.
void remember_by_roster(const std::string& folder, JournalFile& journal) {
  try {
    const auto card = Roster(folder).card();
    if (!card) return;
    remember_event("", card->event, journal);
    note_event(journal, card->event);
  } catch (const StorageTrouble&) {
    // Both files are hurt: the portal is needed once.
  }
}

/// The event of rows that stand on a record alone, which does not name its id. Rows without one would let
/// everybody in again.
std::string event_of(const Salvage& kept, const std::map<std::string, std::string>& remembered,
                     const std::string& folder) {
  std::string event;
  for (const auto& [id, row] : kept.check_ins) {
    if (!row.event.empty()) event = row.event;
  }
  if (!event.empty()) return event;
  if (const auto bound = remembered.find("bound_id"); bound != remembered.end()) return bound->second;
  try {
    const auto card = Roster(folder).card();
    return card ? card->event.id : "";
  } catch (const StorageTrouble&) {
    return "";
  }
}

/// Every row and record that proves itself, in a whole journal beside the damaged one. How many of the rows
/// are open.
int build_anew(const std::string& folder, Salvage& kept) {
  // The bound event among it: without that the portal would have to be there at the next start.
  const auto remembered = words_of(folder, "SELECT key, value FROM remembered");
  const std::string event = event_of(kept, remembered, folder);
  for (auto& [id, row] : kept.check_ins) {
    if (row.event.empty()) row.event = event;
  }
  close_all_but_one(kept.check_ins);
  const auto clocks = words_of(folder, "SELECT boot, CAST(portal_offset_ms AS TEXT) FROM boots");

  JournalFile journal(folder, JournalFile::Access::Building, nullptr, kMendedName);
  carry_clocks(clocks, folder + "/" + kMendedName);
  const auto keep = [&](const Change& change) {
    if (journal.write(change).kind != Written::Kind::Done) throw std::runtime_error(journal.trouble());
  };
  for (const auto& [key, value] : remembered) journal.remember(key, value);
  if (!remembered.contains("bound_id")) remember_by_roster(folder, journal);
  std::vector<CheckIn> rows;
  for (auto& [id, row] : kept.check_ins) rows.push_back(std::move(row));
  std::sort(rows.begin(), rows.end(),
            [](const CheckIn& a, const CheckIn& b) { return a.revision < b.revision; });
  int open = 0;
  for (CheckIn& row : rows) {
    row.revision = 0;
    if (row.state != CheckIn::State::Closed) ++open;
    Change change;
    change.check_in = std::move(row);
    keep(change);
  }
  std::vector<Presentation> records;
  for (auto& [id, record] : kept.presentations) records.push_back(std::move(record));
  std::stable_sort(records.begin(), records.end(),
                   [](const Presentation& a, const Presentation& b) { return a.at.wall < b.at.wall; });
  for (Presentation& record : records) {
    Change change;
    change.presentation = std::move(record);
    keep(change);
  }
  return open;
}

std::string rebuild(const std::string& folder, const std::string& wal, const std::string& why) {
  Carved carved;
  carve(bytes_of(folder + "/journal.db"), carved);
  carve(wal, carved);
  Salvage kept = salvage(carved);
  const std::size_t rows = kept.check_ins.size(), records = kept.presentations.size();
  const int open = build_anew(folder, kept);
  const std::string aside = put_in_place(folder);
  const std::string sentence = "the journal was damaged (" + why + "); " + std::to_string(rows) +
                               " check-ins, " + std::to_string(open) + " of them open, and " +
                               std::to_string(records) +
                               " records were carried over, and the old file is kept as " + aside;
  log_error("journal: " + sentence);
  return sentence;
}

}  // namespace

std::optional<std::string> mend_journal(const std::string& folder) {
  take_up_mending(folder);
  const std::string path = folder + "/journal.db";
  if (!fs::exists(path)) return std::nullopt;
  // Read raw before SQLite touches anything: opening a file may already tidy evidence away.
  const std::string wal = bytes_of(path + "-wal");
  const WalFindings findings = inspect_wal(wal);
  // One commit behind the sound end may be the one that a power cut tore. Two cannot.
  std::string why = findings.commits_after > 1 ? "its WAL is broken in the middle" : "";
  try {
    if (why.empty()) {
      JournalFile journal(folder);
      journal.check();
      const std::size_t from = std::min(findings.sound_end, wal.size());
      const std::size_t to = std::max(findings.suspect_end, from);
      const int kept = keep_suspects(journal, std::string_view(wal).substr(from, to - from));
      journal.checkpoint(true);
      if (kept == 0) return std::nullopt;
      const std::string sentence = std::to_string(kept) + " check-ins whose commit was cut short were kept";
      log_warning("journal: " + sentence);
      return sentence;
    }
  } catch (const StorageTrouble& trouble) {
    if (!trouble.is_damage()) throw;
    why = trouble.what();
  }
  return rebuild(folder, wal, why);
}

}  // namespace usher
