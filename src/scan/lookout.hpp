#pragma once

#include <optional>
#include <string>
#include <vector>

#include "repeat_guard.hpp"
#include "usher/core/frame.hpp"

namespace usher {

/// How patient the lookout is, by what kind of source it looks at.
struct Manner {
  milliseconds hold{300};           ///< a code not read for so long may still be in view: phones tremble
  milliseconds foreign_after{400};  ///< a code that is no pass is mentioned only after so long without a pass
  milliseconds foreign_pause{3000};  ///< and then not again for so long, or a wall of posters would chatter
  milliseconds stale{500};           ///< no verdict from a frame older than this; 0: frames do not age
  milliseconds blind{1000};          ///< a gap between frames during which nobody looked; 0: never

  static Manner live();
  static Manner film();    ///< a film or the virtual camera: frames follow each other, but wait for us
  static Manner stills();  ///< a folder: each picture stands for itself, and each code in it is somebody
};

/// What one frame means at the door.
struct Outlook {
  Sighting sighting;                ///< what is in view, for the preview
  std::optional<std::string> scan;  ///< the payload to act on now
};

/// Decides what to make of the symbols in each frame: one guest at a time, once each. Pure: time comes in.
class Lookout {
 public:
  struct Glance {
    Tick now;               ///< by the machine's clock
    Tick source_now;        ///< by the source's clock, which a film may run faster or slower
    bool desk_free = true;  ///< false while the last scan has not been taken: a new one would replace it
  };

  void set_manner(const Manner& manner) { manner_ = manner; }

  /// `symbols` as the reader gave them. Of several passes together only one clearly in front is acted on:
  /// twice as large as each other one, where nearness to the middle counts up to another factor of two.
  Outlook look(const Frame& frame, const std::vector<Symbol>& symbols, const Glance& glance);

 private:
  struct InView {
    Symbol symbol;
    std::string key;  ///< the pass's code, or the payload of what is no pass
    bool pass = false;
    double weight = 0;
    Tick since;
    Tick last;
    std::uint64_t look = 0;  ///< number of the look it was last seen in; two looks may share a millisecond
  };

  void note(const Frame& frame, const Symbol& symbol, Tick source_now);
  void forget_gone(Tick source_now);
  const InView* in_front() const;

  Manner manner_;
  RepeatGuard guard_;
  std::vector<InView> in_view_;
  std::uint64_t looks_ = 0;
  std::optional<Tick> looked_;
  std::optional<Tick> pass_seen_;
  std::optional<Tick> foreign_scanned_;
};

}  // namespace usher
