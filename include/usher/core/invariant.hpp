#pragma once

#include <stdexcept>
#include <string>

namespace usher {

/// A mistake of ours was met: something that cannot be. What it says is for the log, with the line that found
/// it.
class BrokenInvariant : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void break_invariant(const char* what, const char* file = __builtin_FILE(),
                                  int line = __builtin_LINE());

/// Checked in the release build too, where an assert would be gone, and never an abort: a guest stands before
/// us. The door holds the guest in hand and starts its engine anew; the loops that keep records are begun
/// again from what is on disk; anything else ends the program, which systemd starts again. `what` says what
/// should have been. (The compilers' own words for the place: std::source_location is not in clang 14.)
inline void invariant(bool holds, const char* what, const char* file = __builtin_FILE(),
                      int line = __builtin_LINE()) {
  if (!holds) [[unlikely]]
    break_invariant(what, file, line);
}

}  // namespace usher
