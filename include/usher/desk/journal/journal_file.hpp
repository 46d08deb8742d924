#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/desk/engine/journal.hpp"

namespace usher {

class Database;

/// The journal on disk: `journal.db` in the state folder, SQLite with WAL and synchronous=FULL, a checksum on
/// every row. One instance belongs to one thread; several may be open on one file, also from other processes.
class JournalFile : public Journal {
 public:
  enum class Access {
    ReadWrite,
    ReadOnly,
    Building,  ///< durable only when whoever builds it syncs the closed file: nobody relies on it before
  };

  /// Opens, creates or migrates the file. Throws std::runtime_error with a sentence when it cannot be trusted
  /// or written; damage is mended by `mend_journal` before anything is opened. `vfs` is for tests that cut
  /// the power, another name for mending.
  explicit JournalFile(const std::string& folder, Access access = Access::ReadWrite,
                       const char* vfs = nullptr, const std::string& name = "journal.db");
  ~JournalFile() override;

  // ---- what the engines need
  /// Trouble with the storage is `Failed`, and stays so until the journal is opened again: after an fsync
  /// error nobody knows what is on disk. `trouble()` says what it was. A full disk is tried once more with
  /// the reserve released.
  Written write(const Change& change) override;
  std::vector<CheckIn> of_pass(const std::string& event, const std::string& code) override;
  std::vector<CheckIn> changed_since(std::int64_t revision) override;

  const std::string& trouble() const { return trouble_; }
  /// Something in it is not as it was written. It is mended when usher starts: nobody else may have it open.
  bool damaged() const { return damaged_; }
  bool reserve_released() const;

  /// Gives rows back that a crash left in hand: an attempt that may have been sent waits for the courier, one
  /// that was not is over. For the one `attend` of this folder, when it opens.
  int release_live();

  /// What we know of the portal's clock in this boot.
  std::optional<milliseconds> portal_offset(const std::string& boot);

  // ---- what staff and scripts ask
  /// Waiting rows and exceptions, oldest first; with `all` the closed ones too.
  std::vector<CheckIn> queue(bool all = false);
  std::optional<CheckIn> find(const std::string& id);
  /// Records after this number, oldest first, at most `limit`.
  std::vector<Presentation> presentations_after(std::int64_t number, int limit = 1'000'000);

  /// When somebody last stepped up; nothing when nobody did.
  std::optional<Moment> last_presented();

  struct Counts {
    int waiting = 0;
    int exceptions = 0;
    int admitted = 0;  ///< passes, for this event
    std::int64_t presentations = 0;
  };
  Counts counts(const std::string& event);
  std::int64_t newest_revision();

  /// Closes an exception with the words of the person who looked into it. False when there is no such
  /// exception.
  bool close(const std::string& id, const std::string& who, const std::string& note, Wall at);

  /// Takes an admission back that the portal cannot have: the pass may enter again. False when there is none
  /// or when it may have reached the portal, which has no undo: that is corrected in the CRM.
  bool undo(const std::string& id, const std::string& who, const std::string& note, Wall at);

  /// Makes an exception of an admission that the portal has or may have and that was a mistake: somebody has
  /// to correct the CRM, and closes it then with a note. It is not sent again. False when there is none, or
  /// when it can still be taken back.
  bool flag(const std::string& id, const std::string& who, const std::string& note);

  /// Moves what is safely on disk from the WAL into the file. Never on the scan path.
  void checkpoint(bool whole = false);

  /// Reads every row and every page; throws StorageTrouble when something is not as it was written.
  void check();

  /// Small words the station keeps: the bound event, for one.
  std::optional<std::string> remembered(const std::string& key);
  void remember(const std::string& key, const std::string& value);

 private:
  void migrate();
  void settings(Access access);
  Written write_now(const Change& change);
  std::vector<CheckIn> rows(const char* where, std::int64_t number, const std::string& a,
                            const std::string& b);

  std::string folder_;
  std::string path_;
  std::unique_ptr<Database> database_;
  std::string trouble_;
  bool damaged_ = false;
};

/// Takes the journal in: mends what a damaged file holds before anybody opens it. A damaged file is set
/// aside, never deleted, and every row that proves itself by its checksum is carried over. Nothing, or a
/// sentence for staff on what was found and done. Only for whoever holds the state folder's lock.
std::optional<std::string> mend_journal(const std::string& folder);

}  // namespace usher
