#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "usher/core/settings.hpp"
#include "usher/core/slot.hpp"
#include "usher/core/verdict.hpp"

namespace usher::screen {

/// The station's voice, in a thread of its own: nothing the sound system does can hold up a frame.
class Sound {
 public:
  explicit Sound(const SoundSettings& settings);
  ~Sound();
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  /// Returns at once. When two wait already, this one stays unheard: it would be about somebody who left.
  void play(Verdict::Kind kind);

  /// Percent, from now on; 0 is mute, and lets the device go.
  void turn_to(int volume) { volume_ = volume; }

  /// Sound was wanted and there is no device for it.
  bool missing() const { return missing_.latest().value_or(false); }

 private:
  void run(const std::stop_token& stop);

  const std::string device_;
  std::atomic<int> volume_;
  BoundedQueue<Verdict::Kind> wanted_{2};
  Slot<bool> missing_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace usher::screen
