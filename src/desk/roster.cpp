#include "usher/desk/roster.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "roster_file.hpp"
#include "sqlite.hpp"

namespace usher {

Roster::Roster(std::string folder) : folder_(std::move(folder)) {}
Roster::~Roster() = default;

/// Opens the file in place, again when another took its place: a rename is a new inode.
bool Roster::open() {
  struct stat now {};
  if (stat(roster_path(folder_).c_str(), &now) != 0) return database_ != nullptr;
  if (database_ && now.st_ino == inode_) return true;
  database_.reset();
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
  if (!open()) return {};
  std::vector<std::string> words;
  const std::string plain = folded(text);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find(' ', at), plain.size());
    if (end > at) words.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  if (words.empty()) return {};
  // The longest word is the rarest as a rule; it is looked up in the index of words and the others among its
  // rows.
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::string sql = std::string(kSelectRegistration) +
                    "JOIN (SELECT DISTINCT row FROM words WHERE word >= ? AND word < ?) AS hit "
                    "ON registrations.rowid = hit.row ";
  for (std::size_t i = 1; i < words.size(); ++i) {
    sql += i == 1 ? "WHERE " : "AND ";
    sql += "EXISTS (SELECT 1 FROM words WHERE row = hit.row AND word >= ? AND word < ?) ";
  }
  sql += "ORDER BY sorting, registrations.id LIMIT ?";
  Statement found(*database_, sql.c_str());
  for (const std::string& word : words) found.bind(word).bind(word + "\xff");
  found.bind(limit);
  std::vector<Registration> rows;
  while (found.step()) rows.push_back(read_registration(found));
  return rows;
}

}  // namespace usher
