#include <filesystem>
#include <system_error>

#include "roster_file.hpp"
#include "search_text.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

namespace {

constexpr const char* kTables = R"(
CREATE TABLE card (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE registrations (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  attendee_name TEXT, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, company TEXT, job_title TEXT,
  ticket_type TEXT, registration_status TEXT, payment_status TEXT, attendance_status TEXT,
  checked_in_ms INTEGER, has_check_in_time INTEGER NOT NULL, registered_ms INTEGER,
  special_requirements TEXT, purchaser_email TEXT, purchaser_name TEXT, amount_paid TEXT,
  sorting TEXT NOT NULL
) STRICT;
)";

// Built when all rows are in: sorted once instead of kept sorted a hundred thousand times.
constexpr const char* kIndexes = R"(
CREATE INDEX registrations_by_id ON registrations (id);
CREATE INDEX registrations_by_code ON registrations (code);
)";
constexpr const char* kIndexOfNames = "CREATE INDEX registrations_by_name ON registrations (sorting)";

constexpr const char* kEarlierRows = R"(
DELETE FROM registrations
WHERE EXISTS (SELECT 1 FROM registrations AS later
              WHERE later.id = registrations.id AND later.rowid > registrations.rowid)
)";

/// The rows of whoever is in, as standing_of has it: rosters of earlier releases have no column for it.
std::string entered_in(const std::string& schema) {
  return " FROM " + schema +
         ".registrations WHERE (attendance_status = 'checked_in' OR has_check_in_time <> 0)";
}

int one_number(Database& database, const std::string& sql) {
  Statement ask(database, sql.c_str());
  return ask.step() ? static_cast<int>(ask.number(0)) : 0;
}

std::optional<std::int64_t> ms_of(const std::optional<Wall>& wall) {
  if (!wall) return std::nullopt;
  return wall->time_since_epoch().count();
}

std::string text_of(const std::optional<Wall>& wall) {
  return wall ? std::to_string(wall->time_since_epoch().count()) : std::string();
}

}  // namespace

struct RosterBuilder::Statements {
  explicit Statements(Database& database)
      : row(database,
            "INSERT INTO registrations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?)") {}
  Statement row;
};

RosterBuilder::RosterBuilder(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::remove(unfinished_roster_path(folder_), error);
  database_ = std::make_unique<Database>(unfinished_roster_path(folder_));
  // Nobody sees this file before it is whole and synced, so it needs no journal of its own.
  database_->run("PRAGMA journal_mode = off");
  database_->run("PRAGMA synchronous = off");
  database_->run("PRAGMA page_size = 4096");
  database_->run(kTables);
  database_->run("BEGIN");
  statements_ = std::make_unique<Statements>(*database_);
}

RosterBuilder::~RosterBuilder() {
  statements_.reset();
  if (!database_) return;
  database_.reset();
  std::error_code error;
  std::filesystem::remove(unfinished_roster_path(folder_), error);
}

void RosterBuilder::add(const Registration& r) {
  Statement& row = statements_->row;
  row.bind(r.id).bind(r.code);
  for (const auto* text :
       {&r.attendee_name, &r.first_name, &r.last_name, &r.email, &r.phone, &r.company, &r.job_title,
        &r.ticket_type, &r.registration_status, &r.payment_status, &r.attendance_status}) {
    row.bind(*text);
  }
  row.bind(ms_of(r.checked_in_at)).bind(static_cast<int>(r.has_check_in_time)).bind(ms_of(r.registered_at));
  for (const auto* text : {&r.special_requirements, &r.purchaser_email, &r.purchaser_name, &r.amount_paid})
    row.bind(*text);
  row.bind(folded(r.last_name.empty() ? display_name(r) : r.last_name + " " + r.first_name));
  row.run();
}

void RosterBuilder::complete() {
  statements_.reset();
  database_->run(kIndexes);
  database_->run(kEarlierRows);
  database_->run("COMMIT");
}

RosterChange RosterBuilder::change() const {
  RosterChange change;
  change.rows = one_number(*database_, "SELECT count(*) FROM registrations");
  if (!std::filesystem::exists(roster_path(folder_))) return change;
  Statement(*database_, "ATTACH ? AS have").bind(roster_path(folder_)).run();
  change.codes = one_number(*database_, "SELECT count(*) FROM have.registrations WHERE code <> ''");
  change.moved = one_number(*database_,
                            "SELECT count(*) FROM have.registrations AS old WHERE code <> '' AND NOT EXISTS "
                            "(SELECT 1 FROM main.registrations AS new "
                            "WHERE new.code = old.code AND new.id = old.id)");
  change.entered = one_number(*database_, "SELECT count(*)" + entered_in("main") +
                                              " AND id NOT IN (SELECT id" + entered_in("have") + ")");
  database_->run("DETACH have");
  return change;
}

void RosterBuilder::adopt(RosterCard card) {
  if (statements_) complete();
  const int rows = one_number(*database_, "SELECT count(*) FROM registrations");
  const int registered =
      one_number(*database_, "SELECT count(*) FROM registrations WHERE registration_status <> 'cancelled'");
  const int checked_in = one_number(*database_, "SELECT count(*)" + entered_in("main"));
  const std::pair<const char*, std::string> values[] = {
      {"event_id", card.event.id},
      {"event_name", card.event.name},
      {"event_slug", card.event.url_slug},
      {"event_status", card.event.status},
      {"event_starts", text_of(card.event.starts)},
      {"event_ends", text_of(card.event.ends)},
      {"event_place", card.event.place},
      {"event_street", card.event.street},
      {"event_city", card.event.city},
      {"event_contact", card.event.contact},
      {"event_price", card.event.price_amount},
      {"event_currency", card.event.price_currency},
      {"event_capacity", std::to_string(std::max(0, card.event.capacity_total))},
      {"event_taken", std::to_string(std::max(0, card.event.capacity_current))},
      {"rows", std::to_string(rows)},
      {"registered", std::to_string(registered)},
      {"checked_in", std::to_string(checked_in)},
      {"bad_rows", std::to_string(card.bad_rows)},
      {"fetched_at", std::to_string(card.fetched_at.time_since_epoch().count())},
      {"portal_date", text_of(card.portal_date)},
      {"fetched_tick", std::to_string(card.fetched.time_since_epoch().count())},
      {"boot", card.boot},
  };
  std::string types;
  for (const std::string& type : card.event.ticket_types) types += type + ";";
  database_->run("BEGIN");
  {
    Statement insert(*database_, "INSERT INTO card VALUES (?, ?)");
    for (const auto& [key, value] : values) insert.bind(key).bind(value).run();
    insert.bind("event_ticket_types").bind(types).run();
  }
  database_->run(kIndexOfNames);
  write_search_text(*database_);
  database_->run("COMMIT");
  database_->run("ANALYZE");
  database_.reset();
  sync_to_disk(unfinished_roster_path(folder_));
  std::filesystem::rename(unfinished_roster_path(folder_), roster_path(folder_));
  sync_to_disk(folder_);
}

}  // namespace usher
