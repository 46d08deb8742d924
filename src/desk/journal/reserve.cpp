#include "reserve.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace usher {

namespace {

// A check-in costs some 20 KiB of WAL at worst: this is a few hundred of them.
constexpr std::size_t kReserve = 8U << 20U;

std::string file_in(const std::string& folder) {
  return folder + "/reserve";
}

}  // namespace

void keep_reserve(const std::string& folder) {
  std::error_code error;
  if (std::filesystem::file_size(file_in(folder), error) == kReserve && !error) return;
  // Never out of the last room: that is for the guests in the queue.
  if (std::filesystem::space(folder, error).available < 2 * kReserve || error) return;
  // Written, not sparse: only blocks that were taken can be given back.
  const int reserve =
      open(file_in(folder).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (reserve < 0) return;
  const std::string block(1U << 16U, '\x5a');
  std::size_t kept = 0;
  while (kept < kReserve) {
    const ssize_t written = write(reserve, block.data(), std::min(block.size(), kReserve - kept));
    if (written <= 0) break;
    kept += static_cast<std::size_t>(written);
  }
  const bool closed = close(reserve) == 0;
  // No room for it: better none than a part.
  if (kept != kReserve || !closed) std::filesystem::remove(file_in(folder), error);
}

bool release_reserve(const std::string& folder) {
  std::error_code error;
  return std::filesystem::remove(file_in(folder), error) && !error;
}

bool has_reserve(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(file_in(folder), error);
}

}  // namespace usher
