#include "shim_vfs.hpp"

#include <signal.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

namespace usher {

namespace {

ShimDisk disk;
sqlite3_vfs* real_vfs = nullptr;

struct ShimFile {
  sqlite3_file base;
  char name[64];
  sqlite3_file* real;
};

ShimFile* of(sqlite3_file* file) {
  return reinterpret_cast<ShimFile*>(file);
}

sqlite3_file* real_of(sqlite3_file* file) {
  return of(file)->real;
}

/// Before each step that touches the disk: a kill aimed at it strikes now.
void step() {
  ++disk.calls;
  if (disk.killed_at >= 0 && --disk.killed_at < 0) raise(SIGKILL);
}

int shim_close(sqlite3_file* file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

int shim_read(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
  return real_of(file)->pMethods->xRead(real_of(file), into, amount, offset);
}

int shim_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  step();
  if (disk.read_only) return SQLITE_IOERR_WRITE;
  sqlite3_int64 size = 0;
  real_of(file)->pMethods->xFileSize(real_of(file), &size);
  const sqlite3_int64 growth = std::max<sqlite3_int64>(0, offset + amount - size);
  if (disk.room >= 0 && growth > disk.room) return SQLITE_FULL;
  if (disk.room >= 0) disk.room -= growth;
  if (disk.records) {
    disk.steps.push_back({ShimDisk::Step::Kind::Write, of(file)->name, offset,
                          std::string(static_cast<const char*>(from), static_cast<std::size_t>(amount))});
  }
  return real_of(file)->pMethods->xWrite(real_of(file), from, amount, offset);
}

int shim_truncate(sqlite3_file* file, sqlite3_int64 size) {
  step();
  if (disk.records) disk.steps.push_back({ShimDisk::Step::Kind::Truncate, of(file)->name, size, {}});
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int shim_sync(sqlite3_file* file, int flags) {
  step();
  if (disk.slow_sync_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(disk.slow_sync_ms));
  if (disk.failing_sync >= 0 && disk.failing_sync-- == 0) {
    disk.failing_sync = 0;
    return SQLITE_IOERR_FSYNC;
  }
  if (disk.records) disk.steps.push_back({ShimDisk::Step::Kind::Sync, of(file)->name, 0, {}});
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}

int shim_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int shim_lock(sqlite3_file* file, int lock) {
  return real_of(file)->pMethods->xLock(real_of(file), lock);
}
int shim_unlock(sqlite3_file* file, int lock) {
  return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}
int shim_reserved(sqlite3_file* file, int* out) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
int shim_control(sqlite3_file* file, int op, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}
int shim_sector(sqlite3_file* file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}
int shim_characteristics(sqlite3_file*) {
  return 0;  // promises nothing: no atomic writes, no safe append
}
int shim_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
int shim_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
void shim_shm_barrier(sqlite3_file* file) {
  real_of(file)->pMethods->xShmBarrier(real_of(file));
}
int shim_shm_unmap(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

const sqlite3_io_methods kMethods = {2,
                                     shim_close,
                                     shim_read,
                                     shim_write,
                                     shim_truncate,
                                     shim_sync,
                                     shim_size,
                                     shim_lock,
                                     shim_unlock,
                                     shim_reserved,
                                     shim_control,
                                     shim_sector,
                                     shim_characteristics,
                                     shim_shm_map,
                                     shim_shm_lock,
                                     shim_shm_barrier,
                                     shim_shm_unmap,
                                     nullptr,
                                     nullptr};

int shim_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  ShimFile* const shim = of(file);
  shim->base.pMethods = nullptr;
  shim->real = reinterpret_cast<sqlite3_file*>(shim + 1);
  const char* const slash = name == nullptr ? nullptr : std::strrchr(name, '/');
  std::strncpy(shim->name, slash == nullptr ? "temporary" : slash + 1, sizeof shim->name - 1);
  shim->name[sizeof shim->name - 1] = '\0';
  const int result = real_vfs->xOpen(real_vfs, name, shim->real, flags, out_flags);
  if (shim->real->pMethods != nullptr) shim->base.pMethods = &kMethods;
  return result;
}

int shim_delete(sqlite3_vfs*, const char* name, int sync_folder) {
  step();
  const char* const slash = std::strrchr(name, '/');
  if (disk.records)
    disk.steps.push_back({ShimDisk::Step::Kind::Delete, slash == nullptr ? name : slash + 1, 0, {}});
  return real_vfs->xDelete(real_vfs, name, sync_folder);
}

}  // namespace

ShimDisk& ShimDisk::install() {
  disk = ShimDisk{};
  static sqlite3_vfs shim;
  if (real_vfs == nullptr) {
    real_vfs = sqlite3_vfs_find(nullptr);
    shim = *real_vfs;
    shim.zName = "shim";
    shim.szOsFile = static_cast<int>(sizeof(ShimFile)) + real_vfs->szOsFile;
    shim.pNext = nullptr;
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    sqlite3_vfs_register(&shim, 0);
  }
  return disk;
}

namespace {

void apply(std::string& file, const ShimDisk::Step& step, std::size_t amount) {
  const auto offset = static_cast<std::size_t>(step.offset);
  if (step.kind == ShimDisk::Step::Kind::Truncate) return file.resize(offset);
  if (file.size() < offset + amount) file.resize(offset + amount);
  file.replace(offset, amount, step.bytes, 0, amount);
}

}  // namespace

std::map<std::string, std::string> after_power_cut(const std::vector<ShimDisk::Step>& steps, std::size_t cut,
                                                   std::uint64_t dice) {
  const auto chance = [&dice](std::uint64_t of) {
    dice = dice * 6364136223846793005ULL + 1442695040888963407ULL;
    return (dice >> 33U) % of;
  };
  std::map<std::string, std::size_t> last_sync;
  for (std::size_t i = 0; i < cut; ++i) {
    if (steps[i].kind == ShimDisk::Step::Kind::Sync) last_sync[steps[i].file] = i;
  }
  // Of what was not synced: nothing, all, a prefix, or any of it; and one write in a few tears at a sector.
  const std::uint64_t keeps = chance(4);
  const std::uint64_t prefix = chance(12);
  std::map<std::string, std::string> files;
  std::map<std::string, std::uint64_t> unsynced;
  for (std::size_t i = 0; i < cut; ++i) {
    const ShimDisk::Step& step = steps[i];
    if (step.kind == ShimDisk::Step::Kind::Sync || step.kind == ShimDisk::Step::Kind::Acknowledged) continue;
    if (step.kind == ShimDisk::Step::Kind::Delete) {
      files.erase(step.file);  // SQLite syncs the folder itself
      continue;
    }
    const auto synced = last_sync.find(step.file);
    std::size_t amount = step.bytes.size();
    if (synced == last_sync.end() || synced->second < i) {
      const std::uint64_t number = unsynced[step.file]++;
      const bool kept = keeps == 0   ? false
                        : keeps == 1 ? true
                        : keeps == 2 ? number < prefix
                                     : chance(2) == 0;
      if (!kept) continue;
      if (amount > 512 && chance(3) == 0) amount = 512 * chance(amount / 512);
    }
    apply(files[step.file], step, amount);
  }
  return files;
}

}  // namespace usher
