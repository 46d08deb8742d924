#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "screen/render/canvas.hpp"
#include "usher/core/slot.hpp"
#include "usher/core/time.hpp"

namespace usher::screen {

/// What stood on the screen in one frame: all that a person could read there, and touch.
struct Sight {
  std::vector<Mark> marks;
  std::vector<Touch> touches;
};

/// Somebody at a real window, on a thread of their own beside the screen's loop: reads what is drawn, touches
/// buttons by the words on them, types on a real keyboard. They wait for what they want to see; what does not
/// come in time throws `Stuck`, and leaves a picture of the display.
class Person {
 public:
  struct Stuck : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  /// For one thing, on a machine that has other things to do.
  static constexpr seconds kPatience{45};

  /// Each frame, by the screen's loop.
  void look_at(const Canvas& canvas);

  // ---- what they read
  /// Waits until a text on the screen has these words in it.
  void sees(const std::string& words, seconds patience = kPatience) const;
  void sees_no(const std::string& words) const;
  bool reads(const std::string& words) const;
  /// Waits for anything else; the sentence says what.
  void sees_that(const std::string& sentence, const std::function<bool()>& condition) const;

  // ---- what they do
  /// Waits for a button with exactly these words and touches it; of several the `nth` from above, from 0.
  void touches(const std::string& words, std::size_t nth = 0) const;
  /// With a double tap, as who is used to mice does.
  void touches_twice(const std::string& words) const;
  /// The same for a button that has no words.
  void touches(Act act) const;
  /// No letter twice in a row: GLFW takes two presses of one key in the same millisecond for one, and a
  /// display that is short of time gives them the same.
  void types(const std::string& text) const;
  /// Letters of the screen's own keyboard, one by one.
  void taps(const std::string& text) const;
  /// A key by its X name.
  void presses(const std::string& key, int times = 1) const;
  /// What a hand scanner does.
  void scans(const std::string& code) const;

  /// A picture of the display, where $USHER_LOOK names a folder for them.
  void keeps_picture(const std::string& name) const;

 private:
  using Choice = std::function<std::optional<Rect>(const Sight&)>;
  void touches_one(const std::string& what, const Choice& choice, const std::string& click = "click 1") const;
  void waits_for(const std::string& what, const std::function<bool()>& condition, seconds patience) const;

  Slot<std::shared_ptr<const Sight>> sight_;
  mutable Rect touched_{};  ///< the last place that they touched
};

/// A window's loop, as a story needs it: it shows the person each frame and ends when the story has.
struct Stage {
  Person person;
  std::atomic<bool> over{false};
};

/// Plays the story on a thread of its own while `loop` runs in this one. Fails the test with the sentence
/// that the story got stuck at.
void play(const std::function<void(const Person&)>& story, const std::function<void(Stage&)>& loop);

}  // namespace usher::screen
