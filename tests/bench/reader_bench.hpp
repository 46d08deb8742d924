#pragma once

#include <string>
#include <vector>

#include "usher/core/frame.hpp"
#include "usher/core/time.hpp"

namespace usher::bench {

struct Arguments {
  int frames = 2020;   ///< of the door set, about
  int videos = 60;     ///< approaches of a guest
  std::string photos;  ///< a folder of folders; empty: none
  std::string only;    ///< part of an axis' name
  std::string keep;    ///< where to put the frames nobody read
};

/// What the station gives a frame on average.
constexpr milliseconds kVideoBudget{12};

/// CPU of this thread, so that other work on the machine does not count.
double cpu_ms();

/// ZXing-cpp with all its options, which is what a plain program would call.
std::vector<Symbol> plain_read(const Frame& frame);

/// Guests who come, hold and leave: how long until they are read.
void approaches(const Arguments& arguments);

/// What a minute costs, most of it idle.
void minute();

}  // namespace usher::bench
