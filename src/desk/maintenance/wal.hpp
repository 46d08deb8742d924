#pragma once

#include <cstddef>
#include <string_view>

namespace usher {

/// How far a WAL is sound, by SQLite's own file format ("The WAL File Format"). SQLite silently drops
/// everything after the first frame that does not fit, as after a power cut; so a damage in the middle would
/// silently drop commits.
struct WalFindings {
  std::size_t sound_end = 0;    ///< offset behind the last frame that counts
  std::size_t suspect_end = 0;  ///< offset behind the last frame of this generation after that; 0: none
  int commits_after = 0;        ///< commits of this generation that SQLite would drop
};
WalFindings inspect_wal(std::string_view bytes);

}  // namespace usher
