#pragma once

#include <string>
#include <vector>

#include "draw.hpp"
#include "usher/core/frame.hpp"

namespace usher::screen {

/// A scene with everything it needs, by name: what the gallery shows and the picture tests look at.
struct Sample {
  std::string name;
  View view;
};
std::vector<Sample> samples();

/// A guest holding up a phone, in grey, and where the code is in it.
FramePtr sample_frame();
Sighting sample_sighting(Tick at);

/// The moment all samples are drawn at: 15 June 2026, 09:32 in UTC.
Now sample_now();

}  // namespace usher::screen
