#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "usher/core/slot.hpp"
#include "usher/scan/source/camera.hpp"

namespace usher {

/// Stands between the lane and a library whose calls may never come back: they are made in a thread of their
/// own, and whoever waits for a frame waits for so long and no longer.
class Puller {
 public:
  /// The next picture; nothing when there will be none any more. May block for ever.
  using Grab = std::function<std::optional<Frame>()>;

  struct Limits {
    // The screen takes five seconds of silence for a dead lane.
    milliseconds opening{4500};  ///< until the first picture: a camera on the network takes its time
    milliseconds between{2000};  ///< from one to the next
  };

  /// `open` makes the grab in that thread, or throws std::runtime_error. `name` begins our sentences.
  Puller(std::string name, std::function<Grab()> open, Limits limits);

  /// Leaves a call that hangs to itself: it ends when it comes back, or with the process.
  ~Puller();
  Puller(const Puller&) = delete;
  Puller& operator=(const Puller&) = delete;

  /// The newest picture not handed out yet; null on stop. Throws std::runtime_error when there is none in
  /// time.
  FramePtr read(std::stop_token stop);

  /// Calls that were left hanging and have not come back.
  static int hanging();

 private:
  struct Work;
  const std::string name_;
  const Limits limits_;
  std::shared_ptr<Work> work_;
  std::uint64_t seen_ = 0;
  bool any_ = false;
};

}  // namespace usher
