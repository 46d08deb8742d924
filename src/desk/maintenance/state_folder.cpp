#include "usher/desk/maintenance/state_folder.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "desk/journal/reserve.hpp"
#include "desk/journal/sqlite.hpp"
#include "desk/roster/roster_file.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

namespace {

std::string holder(int lock) {
  char text[32] = {};
  const ssize_t length = pread(lock, text, sizeof text - 1, 0);
  return length > 0 ? " (process " + std::string(text, static_cast<std::size_t>(length)) + ")" : "";
}

/// A link of somebody else's would let us write where this user may and they may not.
void refuse_links(const std::string& folder) {
  for (const char* name : {"lock", "reserve", "journal.db", "journal.db-wal", "journal.db-shm", "roster.db",
                           "roster.new.db", "doctor.tmp"}) {
    std::error_code error;
    if (!std::filesystem::is_symlink(folder + "/" + name, error)) continue;
    throw std::runtime_error("in the state folder " + folder + ", " + name +
                             " is a link, and usher follows none there; remove it, or give --state another "
                             "folder");
  }
}

}  // namespace

StateFolder::StateFolder(const std::string& path) : path_(path) {
  std::error_code error;
  // Guests' names are for this user alone; a folder that was there keeps what its owner chose.
  if (std::filesystem::create_directories(path_, error))
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
  if (error && !std::filesystem::is_directory(path_)) {
    throw std::runtime_error("the state folder " + path_ + " cannot be made (" + error.message() +
                             "); give --state a folder that this user may write");
  }
  refuse_links(path_);
  // A lock file of its own: the kernel gives it back however the holder ends.
  lock_ = open((path_ + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock_ < 0) {
    throw std::runtime_error("the state folder " + path_ + " cannot be written (" + std::strerror(errno) +
                             "); mend its permissions, or give --state another folder");
  }
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    const std::string who = holder(lock_);
    close(lock_);
    throw std::runtime_error("another usher" + who + " is at work in " + path_ +
                             "; stop that one first, or give this one another --state folder");
  }
  try {
    try {
      take_in();
    } catch (const StorageTrouble& trouble) {
      // A station that starts on a full disk opens on its reserve, as one that runs goes on.
      if (!trouble.is_full() || !release_reserve(path_)) throw;
      log_error("journal: the disk is full; the reserve of " + path_ + " is released. Free some space now");
      take_in();
    }
    // A roster whose builder was killed: nobody will finish it, and no purge would know whose guests are in
    // it.
    std::filesystem::remove(unfinished_roster_path(path_), error);
    keep_reserve(path_);
  } catch (...) {
    close(lock_);
    throw;
  }
}

void StateFolder::take_in() {
  const std::string pid = std::to_string(getpid());
  if (ftruncate(lock_, 0) != 0 || pwrite(lock_, pid.data(), pid.size(), 0) < 0) {
    const int why = errno;
    throw StorageTrouble("the state folder " + path_ + " cannot be written (" + std::strerror(why) +
                             "); free some space, or give --state another folder",
                         why == ENOSPC ? SQLITE_FULL : SQLITE_IOERR);
  }
  mended_ = mend_journal(path_).value_or("");
}

StateFolder::~StateFolder() {
  close(lock_);
}

}  // namespace usher
