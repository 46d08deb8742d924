#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "desk/maintenance/mended_file.hpp"
#include "fakes.hpp"
#include "shim_vfs.hpp"
#include "usher/desk/binding.hpp"

using namespace usher;

namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// Sixty guests admitted without a portal, as their journal is found after a kill: file and WAL.
struct DamagedEvening {
  std::string file, wal;
  std::vector<CheckIn> open;
  std::vector<Presentation> records;
  DamagedEvening() {
    Door door(Policy::Decide::LocalFirst);
    for (int i = 0; i < 60; ++i) door.portal.add(guest(code_of(i), "Guest Number " + std::to_string(i)));
    door.sync();
    for (int i = 0; i < 60; ++i) {
      door.present(code_of(i));
      door.pass(seconds(3));
      if (i == 40) door.journal->checkpoint();
    }
    door.desk->displayed();
    open = door.journal->queue();
    records = door.journal->presentations_after(0);
    file = bytes_of(door.folder.path + "/journal.db");
    wal = bytes_of(door.folder.path + "/journal.db-wal");
  }
};

}  // namespace

TEST_CASE("two hundred damages: each is noticed or harmless, and every open check-in is carried over") {
  const DamagedEvening evening;
  REQUIRE(evening.open.size() == 60);
  REQUIRE(evening.wal.size() > 10000);
  int noticed = 0, harmless = 0, lost = 0, unnoticed = 0;
  std::uint64_t dice = 42;
  const auto chance = [&dice](std::uint64_t of) {
    dice = dice * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((dice >> 33U) % of);
  };
  for (int i = 0; i < 200; ++i) {
    TemporaryFolder folder;
    std::string file = evening.file, wal = evening.wal;
    std::string& hurt = i % 4 == 3 ? wal : file;
    const std::size_t length = 1 + chance(i % 3 == 0 ? 4096 : 64);
    const std::size_t at = chance(hurt.size() - length);
    for (std::size_t k = 0; k < length; ++k) hurt[at + k] = static_cast<char>(chance(256));
    put(folder.path + "/journal.db", file);
    put(folder.path + "/journal.db-wal", wal);
    const auto mended = mend_journal(folder.path);
    JournalFile journal(folder.path);
    journal.check();
    std::size_t found = 0;
    bool same = true;
    for (const CheckIn& row : evening.open) {
      const auto kept = journal.find(row.id);
      if (kept && kept->granted && kept->state == CheckIn::State::Waiting) ++found;
      same = same && kept && kept->guest == row.guest && kept->granted == row.granted;
    }
    same = same && journal.presentations_after(0).size() == evening.records.size();
    if (found != evening.open.size()) ++lost;
    if (mended) {
      ++noticed;
      const bool rebuilt = mended->find("damaged") != std::string::npos;
      CHECK(std::filesystem::exists(folder.path + "/journal.damaged-1.db") ==
            rebuilt);  // set aside, never deleted
    } else if (same) {
      ++harmless;
    } else {
      ++unnoticed;
      MESSAGE("damage of ", length, " bytes at ", at, " of the ", i % 4 == 3 ? "WAL" : "file");
    }
  }
  std::printf(
      "damage: 200 damages, %d noticed and mended, %d in unused bytes, %d unnoticed, %d with an open row "
      "lost\n",
      noticed, harmless, unnoticed, lost);
  CHECK(unnoticed == 0);
  CHECK(lost == 0);
}

TEST_CASE("mending that is killed begins again, or ends, and no open check-in is lost") {
  const DamagedEvening evening;
  const auto kept = [](const std::string& folder) {
    JournalFile journal(folder);
    journal.check();
    return journal.queue().size();
  };
  TemporaryFolder folder;
  const std::string file = folder.path + "/journal.db", mended = folder.path + "/journal.mended.db";
  std::string broken = evening.wal;
  broken.replace(broken.size() / 3, 8, "xxxxxxxx");
  // Killed while it was being built: the damaged one is still in its place.
  put(file, evening.file);
  put(file + "-wal", broken);
  put(mended, evening.file.substr(0, 9000));
  put(mended + "-wal", evening.wal.substr(0, 20'000));
  REQUIRE(mend_journal(folder.path));
  CHECK(kept(folder.path) == 60);
  CHECK_FALSE(std::filesystem::exists(mended));
  // Killed between the two moves: what belongs to the damaged one does not come to the new one.
  const std::string whole = bytes_of(file);
  std::filesystem::remove(file + "-wal");
  std::filesystem::rename(file, mended);
  put(file + "-wal", evening.wal);
  mend_journal(folder.path);
  CHECK(kept(folder.path) == 60);
  CHECK(bytes_of(folder.path + "/journal.damaged-1.db-wal") == evening.wal);
  CHECK(bytes_of(file).size() == whole.size());
}

TEST_CASE(
    "what was heard of the portal's clock is carried over: an attempt of an earlier boot keeps its echo") {
  TemporaryFolder folder;
  const std::string file = folder.path + "/journal.db";
  {
    JournalFile journal(folder.path);
    Change change;
    change.portal_offset = seconds(1'781'524'800);
    for (int i = 0; i < 60; ++i) {
      change.presentation = Presentation{};
      change.presentation->id = "p" + std::to_string(i);
      REQUIRE(journal.write(change).kind == Written::Kind::Done);
    }
    journal.checkpoint(true);
  }
  std::string bytes = bytes_of(file);
  const auto row = bytes.rfind("p17");
  REQUIRE(row != std::string::npos);
  bytes[row] = 'q';
  put(file, bytes);
  REQUIRE(mend_journal(folder.path));
  CHECK(JournalFile(folder.path).portal_offset(boot_id()) == seconds(1'781'524'800));
}

TEST_CASE("a new journal that is not whole on the disk does not take the damaged one's place") {
  TemporaryFolder folder;
  const std::string file = folder.path + "/journal.db", mended = folder.path + "/journal.mended.db";
  put(file, "damaged");
  put(mended, "half");
  put(mended + "-wal", "the other half");
  CHECK_THROWS_WITH_AS(put_in_place(folder.path), doctest::Contains("room on the disk"), std::runtime_error);
  CHECK(bytes_of(file) == "damaged");
}

TEST_CASE("a WAL whose last commit was torn by a power cut is no damage") {
  const DamagedEvening evening;
  TemporaryFolder folder;
  put(folder.path + "/journal.db", evening.file);
  put(folder.path + "/journal.db-wal", evening.wal.substr(0, evening.wal.size() - 3000));
  mend_journal(folder.path);
  CHECK_FALSE(std::filesystem::exists(folder.path + "/journal.damaged-1.db"));
}

TEST_CASE("a journal whose first page is gone still knows which event it serves, by the roster") {
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(code_of(1)));
  door.sync();
  door.present(code_of(1));
  door.desk.reset();
  door.journal.reset();
  const std::string path = door.folder.path + "/journal.db";
  put(path, std::string(4096, 'x') + bytes_of(path).substr(4096));
  REQUIRE(mend_journal(door.folder.path));
  JournalFile journal(door.folder.path);
  CHECK(remembered_event("Annual Member Conference", journal)->id == "77");
  CHECK(journal.queue().size() == 1);
}

TEST_CASE("a full disk takes the next check-ins from the reserve, then nobody is granted") {
  ShimDisk& disk = ShimDisk::install();
  TemporaryFolder folder;
  StateFolder held(folder.path);
  JournalFile journal(folder.path, JournalFile::Access::ReadWrite, "shim");
  disk.room = 0;
  Change change;
  change.presentation.emplace();
  change.presentation->id = "p1";
  CHECK_FALSE(journal.reserve_released());
  // The shim's disk stays full whatever is released, as when another program takes the space at once.
  CHECK(journal.write(change).kind == Written::Kind::Failed);
  CHECK(journal.reserve_released());
  CHECK(journal.trouble().find("full") != std::string::npos);
  disk.room = -1;
  CHECK(journal.write(change).kind == Written::Kind::Failed);  // not before it was opened again
  JournalFile again(folder.path, JournalFile::Access::ReadWrite, "shim");
  CHECK(again.write(change).kind == Written::Kind::Done);
}

TEST_CASE("after an fsync error nobody is granted until the journal was opened again") {
  ShimDisk& disk = ShimDisk::install();
  Door door;
  door.portal.add(guest(code_of(1)));
  door.portal.add(guest(code_of(2)));
  door.sync();
  door.journal = std::make_unique<JournalFile>(door.folder.path, JournalFile::Access::ReadWrite, "shim");
  door.desk = std::make_unique<Desk>(door.terms, *door.journal, *door.roster, door.portal, [&door] {
    return Now{door.tick, door.wall};
  });
  disk.failing_sync = 0;
  Verdict verdict = door.present(code_of(1));
  CHECK(verdict.kind == Verdict::Kind::Hold);
  CHECK(verdict.reasons == std::vector{Reason::StorageTrouble});
  CHECK(door.portal.check_ins == 0);  // nothing is sent that is not on disk first
  disk.failing_sync = -1;
  CHECK(door.present(code_of(2)).kind == Verdict::Kind::Hold);
  door.crash();
  CHECK(door.present(code_of(1)).kind == Verdict::Kind::Grant);
}

TEST_CASE("a slow disk delays the green and never precedes it") {
  ShimDisk& disk = ShimDisk::install();
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(code_of(1)));
  door.sync();
  door.journal = std::make_unique<JournalFile>(door.folder.path, JournalFile::Access::ReadWrite, "shim");
  door.desk = std::make_unique<Desk>(door.terms, *door.journal, *door.roster, door.portal, [&door] {
    return Now{door.tick, door.wall};
  });
  disk.slow_sync_ms = 30;
  const int before = disk.calls;
  CHECK(door.present(code_of(1)).kind == Verdict::Kind::Grant);
  CHECK(disk.calls > before);
  CHECK(door.journal->queue().front().granted);
}
