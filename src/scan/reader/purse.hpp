#pragma once

#include "usher/core/time.hpp"

namespace usher::scan {

/// CPU a reader may spend: so much for each frame, saved up while there is nothing to look at, owed after a
/// dear frame.
class Purse {
 public:
  /// Zero is a purse without a bottom. The first frame begins now.
  explicit Purse(milliseconds per_frame);

  void begin_frame();  ///< another frame's allowance comes in
  void end_frame();    ///< what the frame cost is taken out
  bool empty() const;  ///< whether this frame has spent what there was

 private:
  double per_frame_;
  double saved_;
  double began_;
};

/// Milliseconds of CPU this thread has used. Other work on the machine does not count.
double thread_cpu_ms();

}  // namespace usher::scan
