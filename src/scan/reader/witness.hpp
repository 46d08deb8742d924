#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "region.hpp"

namespace usher::scan {

/// Believes what the soft decoder says only when two looks that share no pixels, or two different steps, say
/// the same and none at that place says otherwise. A guess that opens the door for somebody else is worse
/// than no read.
class Witnesses {
 public:
  /// Hears what this frame brought, and returns what is believed now.
  std::vector<Symbol> hear(const std::vector<Testimony>& said, std::uint64_t frame);

 private:
  struct Kept {
    Testimony testimony;
    std::uint64_t frame = 0;
  };
  std::deque<Kept> kept_;
};

/// Adds up, over frames, what the modules of a still unread symbol seem to be. Two sums of different frames
/// are kept, so that one can witness for the other.
class Memory {
 public:
  std::vector<Testimony> add(const std::vector<Suspect>& suspects, std::uint64_t frame);

 private:
  struct Track {
    Suspect latest;
    SoftModules sums[2];
    int frames = 0;
    std::uint64_t seen = 0;
  };
  std::vector<Track> tracks_;
};

}  // namespace usher::scan
