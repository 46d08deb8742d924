#include "usher/desk/roster/roster.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "desk/journal/sqlite.hpp"
#include "roster_file.hpp"
#include "search_text.hpp"
#include "usher/core/log.hpp"

namespace usher {

Roster::Roster(std::string folder) : folder_(std::move(folder)) {}
Roster::~Roster() = default;

/// Opens the file in place, again when another took its place: a rename is a new inode.
bool Roster::open() {
  struct stat now {};
  if (stat(roster_path(folder_).c_str(), &now) != 0) return database_ != nullptr;
  if (database_ && now.st_ino == inode_) return true;
  database_.reset();
  text_.reset();
  database_ = std::make_unique<Database>(roster_path(folder_), Database::Access::ReadOnly);
  inode_ = now.st_ino;
  return true;
}

bool Roster::present() {
  return open();
}

std::optional<RosterCard> Roster::card() {
  if (!open()) return std::nullopt;
  Statement ask(*database_, "SELECT key, value FROM card");
  return read_card(ask);
}

std::vector<Registration> Roster::with_code(const std::string& code) {
  if (!open()) return {};
  Statement found(*database_, (std::string(kSelectRegistration) + "WHERE code = ? LIMIT 5").c_str());
  found.bind(code);
  std::vector<Registration> rows;
  while (found.step()) {
    Registration row = read_registration(found);
    // Listed twice is not two guests; two ids are.
    const bool known =
        std::any_of(rows.begin(), rows.end(), [&](const Registration& r) { return r.id == row.id; });
    if (!known) rows.push_back(std::move(row));
  }
  return rows;
}

std::string Roster::code_of(const std::string& id) {
  if (!open()) return {};
  Statement found(*database_, "SELECT code FROM registrations WHERE id = ?");
  found.bind(id);
  return found.step() ? found.text(0) : std::string();
}

std::vector<Registration> Roster::all(int limit, int offset) {
  if (!open()) return {};
  Statement found(
      *database_,
      (std::string(kSelectRegistration) + "ORDER BY sorting, registrations.id LIMIT ? OFFSET ?").c_str());
  found.bind(limit).bind(offset);
  std::vector<Registration> rows;
  while (found.step()) rows.push_back(read_registration(found));
  return rows;
}

std::vector<Registration> Roster::find(const std::string& text, int limit) {
  prepare();
  if (!text_) return {};
  std::vector<Registration> rows;
  Statement found(*database_, (std::string(kSelectRegistration) + "WHERE rowid = ?").c_str());
  for (const std::int64_t row : text_->find(words_in(folded(text)), static_cast<std::size_t>(limit))) {
    found.bind(row);
    if (found.step()) rows.push_back(read_registration(found));
    found.reset();
  }
  return rows;
}

void Roster::prepare() {
  if (!open() || text_) return;
  text_ = std::make_unique<SearchText>(read_search_text(*database_));
}

std::string listed_as(Roster& roster, const PortalResult<Answer>& answer) {
  if (!answer || !answer->registration) return "";
  try {
    return roster.code_of(answer->registration->id);
  } catch (const std::exception& trouble) {
    log_error(std::string("roster: ") + trouble.what());
    return "";
  }
}

}  // namespace usher
