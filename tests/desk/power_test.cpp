#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstdio>
#include <fstream>

#include "fakes.hpp"
#include "shim_vfs.hpp"

using namespace usher;

namespace {

sqlite3* newest_connection = nullptr;
int note_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
  newest_connection = connection;
  return SQLITE_OK;
}

/// In memory where the machine has such a folder: thousands of images are written.
std::string image_folder() {
  const char* base = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
  std::string name = std::string(base) + "/usher-power-XXXXXX";
  return mkdtemp(name.data());
}

CheckIn row_for(int guest_number) {
  CheckIn row;
  row.id = "c" + std::to_string(guest_number);
  row.event = "77";
  row.code = code_of(guest_number);
  row.guest = "Guest of some ordinary length";
  row.station = "North door 1";
  row.at.boot = "boot-1";
  return row;
}

/// Guests as Admission writes them: begun, recorded, shown; the courier's checkpoint now and then. After each
/// write the journal's word is noted.
void serve_guests(JournalFile& journal, ShimDisk& disk, int guests) {
  for (int i = 0; i < guests; ++i) {
    Change change;
    change.check_in = row_for(i);
    change.presentation.emplace();
    change.presentation->id = "p" + std::to_string(i);
    const auto write = [&](const std::string& what) {
      const Written written = journal.write(change);
      REQUIRE(written.kind == Written::Kind::Done);
      change.check_in->revision = written.revision;
      disk.acknowledge(what + " " + std::to_string(i));
    };
    note_send(*change.check_in, change.check_in->at, std::nullopt);
    write("begun");
    change.check_in->granted = true;
    change.presentation->decided = true;
    change.presentation->verdict = Verdict::Kind::Grant;
    write("granted");
    change.check_in->shown = true;
    change.check_in->state = CheckIn::State::Waiting;
    write("shown");
    if (i % 7 == 6) journal.checkpoint();
  }
}

struct Losses {
  int images = 0;
  int lost = 0;     ///< acknowledged and not there
  int damaged = 0;  ///< the file was not sound
};

Losses cut_the_power(const std::vector<ShimDisk::Step>& steps, int dice_per_cut) {
  Losses losses;
  const std::string folder = image_folder();
  for (std::size_t cut = 0; cut <= steps.size(); ++cut) {
    for (int throw_ = 0; throw_ < dice_per_cut; ++throw_) {
      const auto files = after_power_cut(steps, cut, cut * 7919 + static_cast<std::uint64_t>(throw_));
      for (const auto& entry : std::filesystem::directory_iterator(folder))
        std::filesystem::remove_all(entry);
      for (const auto& [name, bytes] : files) std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
      ++losses.images;
      try {
        JournalFile journal(folder);
        journal.check();
        for (std::size_t i = 0; i < cut; ++i) {
          if (steps[i].kind != ShimDisk::Step::Kind::Acknowledged) continue;
          const std::string number = steps[i].file.substr(steps[i].file.find(' ') + 1);
          const auto row = journal.find("c" + number);
          const char stage = steps[i].file[0];
          if (!row || (stage == 'g' && !row->granted) || (stage == 's' && !row->shown)) {
            if (losses.lost++ == 0) {
              std::printf("power: cut %zu of %zu loses \"%s\" (row %s)\n", cut, steps.size(),
                          steps[i].file.c_str(),
                          row ? (row->granted ? row->shown ? "shown" : "granted" : "begun") : "gone");
            }
            break;
          }
        }
      } catch (const std::exception& trouble) {
        INFO(trouble.what());
        ++losses.damaged;
      }
    }
  }
  std::filesystem::remove_all(folder);
  return losses;
}

std::vector<ShimDisk::Step> recorded(int guests, const char* synchronous) {
  ShimDisk& disk = ShimDisk::install();
  disk.records = true;
  TemporaryFolder folder;
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection));
  JournalFile journal(folder.path, JournalFile::Access::ReadWrite, "shim");
  sqlite3_reset_auto_extension();
  if (synchronous != nullptr) {
    const std::string pragma = std::string("PRAGMA synchronous = ") + synchronous;
    sqlite3_exec(newest_connection, pragma.c_str(), nullptr, nullptr, nullptr);
  }
  serve_guests(journal, disk, guests);
  disk.records = false;
  return disk.steps;
}

}  // namespace

TEST_CASE("no acknowledged check-in is lost in a power cut, wherever it strikes") {
#ifdef NDEBUG
  const int guests = 20, dice = 6;
#else
  const int guests = 8, dice = 3;
#endif
  const auto steps = recorded(guests, nullptr);
  const Losses losses = cut_the_power(steps, dice);
  std::printf("power: %zu cut points, %d images, %d lost, %d damaged\n", steps.size() + 1, losses.images,
              losses.lost, losses.damaged);
  CHECK(losses.images > 500);
  CHECK(losses.lost == 0);
  CHECK(losses.damaged == 0);
}

TEST_CASE("the same cuts lose check-ins with synchronous=NORMAL, so this test can fail") {
  const Losses losses = cut_the_power(recorded(8, "NORMAL"), 2);
  std::printf("power, synchronous=NORMAL: %d images, %d with losses\n", losses.images, losses.lost);
  CHECK(losses.lost > 0);
}
