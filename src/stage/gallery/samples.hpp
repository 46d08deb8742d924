#pragma once

#include <memory>
#include <string>
#include <vector>

#include "screen/draw.hpp"
#include "screen/setup/setup_steps.hpp"
#include "usher/core/frame.hpp"

namespace usher::screen {

/// A scene with everything it needs, by name: what the gallery shows and the picture tests look at.
struct Sample {
  std::string name;
  View view;
  std::shared_ptr<const Staff> staff = {};  ///< what the view points at
  std::shared_ptr<const Setup> setup = {};
};
std::vector<Sample> samples();

// What samples are made of.
constexpr milliseconds kMinute{60'000};
View sample_view();
Registration sample_guest(const std::string& name, const std::string& company, const std::string& ticket);
void add_staff_samples(std::vector<Sample>& all);
void add_setup_samples(std::vector<Sample>& all);

/// A guest holding up a phone, in grey, and where the code is in it.
FramePtr sample_frame();
Sighting sample_sighting(Tick at);

/// The moment all samples are drawn at: 15 June 2026, 09:32 in UTC.
Now sample_now();

}  // namespace usher::screen
