#include "reserve.hpp"

#include <filesystem>
#include <fstream>

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
  std::ofstream reserve(file_in(folder), std::ios::binary | std::ios::trunc);
  const std::string block(1U << 16U, '\x5a');
  for (std::size_t written = 0; written < kReserve && reserve; written += block.size()) {
    reserve.write(block.data(), static_cast<std::streamsize>(block.size()));
  }
  reserve.close();
  if (!reserve) std::filesystem::remove(file_in(folder), error);  // no room for it: better none than a part
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
