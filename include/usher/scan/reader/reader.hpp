#pragma once

#include <memory>
#include <vector>

#include "usher/core/frame.hpp"

namespace usher {

/// Finds QR symbols in a frame. Remembers what it saw last, so one instance belongs to one stream of frames.
class Reader {
 public:
  struct Options {
    milliseconds budget{
        0};            ///< CPU a frame may cost on average; 0 is no limit, for pictures nobody waits for
    bool any = false;  ///< also report payloads that are no pass
    bool alone =
        false;  ///< each frame is a picture by itself, as it is without a budget; nothing is remembered
  };
  explicit Reader(Options options);
  ~Reader();

  /// The symbols in this frame, the one nearest the guide and largest first.
  std::vector<Symbol> read(const Frame& frame);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

/// "ZXing-cpp 1.4.0" and so on, as found at build time.
const char* decoder_name();

}  // namespace usher
