#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "usher/core/joints.hpp"
#include "usher/core/settings.hpp"
#include "usher/scan/watch.hpp"

namespace usher {

class EventSink;

/// The loops around one set of joints: `watch`, `listen`, `attend`, `assist`, `carry` and `tell` on threads
/// of their own, and what the caller does on this one, which is `show` or waiting.
class Station {
 public:
  /// Takes the state folder. Throws std::runtime_error with a sentence when it cannot be written or another
  /// station has it.
  explicit Station(const Settings& settings);

  /// Whether somebody calls `show` with these joints, and so says what was drawn.
  enum class Screen { None, Drawn };
  ~Station();

  /// Starts the loops. A portal that cannot be asked which event is meant, and nothing remembered, is
  /// reported to the screen and tried again; `refused` says why when the portal answered and there is no such
  /// event.
  void start(CameraMaker make_camera, EventSink* sink, Screen screen);

  const Joints& joints() const;
  Joints& joints();  ///< for the screen, whose window a hand scanner may type into

  /// Why this station cannot serve the event it is configured for, once the portal said so; else empty.
  std::string refused() const;
  /// Why the station has to end and start again: its journal is damaged, and only a start mends it. Else
  /// empty.
  std::string damaged() const;

  /// The recorded source is through and its last guest was served.
  bool camera_ended() const;

  /// Stops the loops and waits for them; what was to be told is told. The destructor does it, too.
  void stop();

 private:
  struct Threads;
  std::unique_ptr<Threads> threads_;
};

}  // namespace usher
