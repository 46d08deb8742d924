#include "mended_file.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "desk/journal/sqlite.hpp"

namespace usher {

namespace {

namespace fs = std::filesystem;

std::string damaged_name(const std::string& folder, int number) {
  return folder + "/journal.damaged-" + std::to_string(number) + ".db";
}

int first_free(const std::string& folder) {
  int number = 1;
  while (fs::exists(damaged_name(folder, number))) ++number;
  return number;
}

/// The second half: the old file itself is aside, what belongs to it may not be.
void finish(const std::string& folder, const std::string& aside) {
  std::error_code error;
  // It would be taken for the new file's own.
  if (fs::exists(folder + "/journal.db-wal")) fs::rename(folder + "/journal.db-wal", aside + "-wal");
  fs::remove(folder + "/journal.db-shm", error);
  fs::rename(folder + "/" + kMendedName, folder + "/journal.db");
  sync_to_disk(folder);
}

}  // namespace

std::string put_in_place(const std::string& folder) {
  const std::string mended = folder + "/" + kMendedName;
  if (fs::exists(mended + "-wal"))
    throw StorageTrouble("the new journal " + mended + " could not be closed; is there room on the disk?",
                         SQLITE_FULL);
  sync_to_disk(mended);
  sync_to_disk(folder);
  const std::string aside = damaged_name(folder, first_free(folder));
  fs::rename(folder + "/journal.db", aside);
  finish(folder, aside);
  return aside;
}

void take_up_mending(const std::string& folder) {
  const std::string mended = folder + "/" + kMendedName;
  if (!fs::exists(mended)) return;
  if (!fs::exists(folder + "/journal.db"))
    return finish(folder, damaged_name(folder, first_free(folder) - 1));
  for (const char* part : {"", "-wal", "-shm"}) fs::remove(mended + part);
}

}  // namespace usher
