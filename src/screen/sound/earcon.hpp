#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "usher/core/verdict.hpp"

namespace usher::screen {

/// One piece of a melody: a tone that may glide.
struct Tone {
  double from = 0;  ///< hertz
  double to = 0;    ///< hertz
  int length = 0;   ///< milliseconds
  int pause = 0;    ///< milliseconds of silence after it
};

/// The melody of a verdict. They differ in contour (how many tones, up, down, level, gliding), so that
/// somebody who hears no pitch still knows them apart.
std::span<const Tone> melody_of(Verdict::Kind kind);

constexpr int kSampleRate = 48'000;

/// The melody as 16-bit mono samples. `volume` is percent of full scale, as ears count: 50 sounds half as
/// loud.
std::vector<std::int16_t> synthesise(Verdict::Kind kind, int volume);

}  // namespace usher::screen
