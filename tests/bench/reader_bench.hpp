#pragma once

#include <string>
#include <vector>

#include "usher/core/frame.hpp"
#include "usher/core/time.hpp"

namespace usher::bench {

struct Arguments {
  int frames = 2020;   ///< of the door set, about
  int videos = 60;     ///< approaches of a guest
  int general = 120;   ///< pictures with any kind of codes
  int staged = 16;     ///< photographs of each category
  int seed = 1;        ///< of the first of them
  bool stills = true;  ///< whether the door set is read as stills, too
  std::string photos;  ///< a folder, folders in it included; empty: none
  std::string only;    ///< part of an axis' name
  std::string keep;    ///< where to put the frames nobody read
};

/// What the station gives a frame on average.
constexpr milliseconds kVideoBudget{12};

/// CPU of this thread, so that other work on the machine does not count.
double cpu_ms();

/// ZXing-cpp with all its options, which is what a plain program would call.
std::vector<Symbol> plain_read(const Frame& frame);

/// Reads of one way of reading over some frames.
struct Tally {
  int right = 0;
  int wrong = 0;
  double ms = 0;  ///< CPU

  /// True when the wanted payload is among them; whatever else was read is wrong. Empty: nothing was there.
  bool count(const std::vector<Symbol>& symbols, const std::string& wanted);
  void add(const Tally& other);
};

template <class Read>
bool timed(Tally& tally, const std::string& wanted, Read read) {
  const double before = cpu_ms();
  const std::vector<Symbol> symbols = read();
  tally.ms += cpu_ms() - before;
  return tally.count(symbols, wanted);
}

/// Pictures with several codes of any kind on them, generated; and a folder of photographs.
void several_codes(const Arguments& arguments);
void staged_photographs(const Arguments& arguments);
void photographs(const Arguments& arguments);

/// Guests who come, hold and leave: how long until they are read.
void approaches(const Arguments& arguments);

/// What a minute costs, most of it idle.
void minute();

}  // namespace usher::bench
