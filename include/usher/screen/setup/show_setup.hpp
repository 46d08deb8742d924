#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "usher/core/setup.hpp"

namespace usher {

namespace screen {
class Canvas;
}

struct SetupOptions {
  Settings settings;                 ///< what is known already; shown, and kept where nothing else is chosen
  std::vector<std::string> cameras;  ///< sources to choose from
  bool fullscreen = true;
  std::string path;  ///< where `write` puts them, for people to read
  /// Writes what was chosen. Empty, or why it could not be written: a sentence, shown where the finger was.
  std::function<std::string(const Settings&)> write;
  std::function<bool()> finished;                    ///< asked once a frame; true ends the loop
  std::function<void()> turned;                      ///< told at the end of each full turn: the watchdog
  std::function<void(const screen::Canvas&)> drawn;  ///< told what stands on the screen, as in ShowOptions
};

/// The first run, in the window: asks step by step for what a station must know, draws at 30 frames per
/// second and waits for nobody. True once it is written; false when it was left before.
bool show_setup(std::stop_token stop, SetupJoints& joints, const SetupOptions& options);

}  // namespace usher
