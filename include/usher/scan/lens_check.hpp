#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "usher/core/frame.hpp"

namespace usher {

/// What one frame shows of the lens. Measured on a part of its pixels.
struct LensSigns {
  double mean = 0;   ///< grey level
  double burnt = 0;  ///< share of pixels at 250 and above
  int contrast = 0;  ///< largest difference within one window of 48 pixels anywhere
  double sharpness =
      0;  ///< of the sharpest strong edge near the middle: 1 rises within 2 pixels, 0.2 is a blur of 4
  bool strong_edges = false;  ///< whether there is any edge near the middle to measure that on
  std::uint64_t print = 0;    ///< equal for equal pictures
};
LensSigns signs_of(const Frame& frame);

/// Whether the camera sees as it should. Pure. What is wrong must last before it is said, and be well before
/// it is taken back; a guest who holds a phone to the lens for a moment is no trouble.
class LensCheck {
 public:
  enum class Finding { Clear, Black, Covered, WashedOut, Frozen, OutOfFocus };

  /// To be called some five times a second. `read_something`: a code was read, so focus cannot be bad.
  Finding look(const LensSigns& signs, bool read_something, Tick now);

  /// How long the very same picture has come again and again.
  milliseconds frozen_for() const { return last_ - changed_; }

  /// Whether two pictures ever differed.
  bool moved() const { return moved_; }

  /// Another camera, or the same opened again.
  void reset() { *this = LensCheck(); }

 private:
  Finding judge(const LensSigns& signs, bool read_something);

  std::optional<LensSigns> before_;
  Tick changed_{};
  bool moved_ = false;
  Tick last_{};
  int soft_looks_ = 0;
  Finding candidate_ = Finding::Clear;
  Tick candidate_since_{};
  Finding said_ = Finding::Clear;
};

/// For staff: what is wrong and how to mend it; empty for Clear.
std::string_view lens_sentence(LensCheck::Finding finding);

}  // namespace usher
