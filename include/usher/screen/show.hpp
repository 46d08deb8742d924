#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "usher/core/joints.hpp"
#include "usher/core/settings.hpp"

namespace usher {

namespace screen {
class Canvas;
}

struct ShowOptions {
  ScreenSettings screen;
  SoundSettings sound;
  std::string station;
  std::vector<std::string> gate;
  bool mirror = false;
  milliseconds deadline{1500};     ///< the door's: after it and a margin, no verdict is trouble
  std::string shots;               ///< a folder for a PNG of each new scene; empty: none
  std::function<bool()> finished;  ///< asked once a frame; true ends the loop
  std::function<void()> turned;    ///< told at the end of each full turn, drawn and presented: the watchdog
  /// Told what stands on the screen now, every word and every button: for tests that read and touch it.
  std::function<void(const screen::Canvas&)> drawn;
};

/// Whether a window can be opened at all; the reason goes to `why_not`.
bool display_available(std::string& why_not);

/// The screen's loop, on the main thread: polls the joints, draws the scene of each moment at 30 frames per
/// second until stopped, finished or the window is closed. What a hand scanner types into the window goes
/// into the scans.
void show(std::stop_token stop, Joints& joints, const ShowOptions& options);

}  // namespace usher
