#pragma once

#include "usher/core/time.hpp"

namespace usher {

/// SIGINT and SIGTERM as a request to stop. Made before other threads, which inherit that they do not take
/// them.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Blocks until a signal comes.
  void wait() const;
  /// True once one came; waits for it no longer than this.
  bool came(milliseconds limit) const;

 private:
  int descriptor_ = -1;
};

}  // namespace usher
