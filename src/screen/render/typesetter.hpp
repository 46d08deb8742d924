#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "bitmap.hpp"

namespace usher::screen {

enum class Weight { Regular, Medium, Semibold, Bold };
enum class Align { Left, Centre, Right };

/// What is to be set. `least` is the smallest size it may shrink to so that it fits; beyond that it is cut
/// with an ellipsis.
struct Setting {
  std::string text;
  float size = 16;  ///< pixels per em
  float least = 16;
  float width = 0;  ///< pixels; 0 is as wide as it wants
  int lines = 1;
  Weight weight = Weight::Regular;
  Align align = Align::Left;
  bool tabular = false;   ///< digits of one width, for clocks and counts
  bool balanced = false;  ///< lines of about one length: no word left alone on the last
  float one_line = 1;     ///< rather shrink to this part of the size than take a second line
  bool tight = false;     ///< lines close together, for large words of ours
  friend bool operator==(const Setting&, const Setting&) = default;
};

/// How it came out. Places are relative to the left end of the first baseline.
struct Shaped {
  Bitmap bitmap;
  float left = 0;   ///< of the bitmap
  float top = 0;    ///< of the bitmap; negative is above the baseline
  float width = 0;  ///< of the longest line
  float line = 0;   ///< from one baseline to the next
  float size = 0;   ///< the size it was set in
  int lines = 1;
  bool cut = false;    ///< an ellipsis took the place of something
  bool boxes = false;  ///< a letter no font here has
};

/// Sets text in any script. Pango and Cairo behind it; one thread only.
class Typesetter {
 public:
  Typesetter();
  ~Typesetter();
  Shaped set(const Setting& setting) const;

  /// Loads the fonts of a script that names come in, so that no guest waits for the first letter of theirs:
  /// the `piece`th, from 0. False when there are no more.
  bool warm_up(std::size_t piece) const;

 private:
  struct Pango;
  std::unique_ptr<Pango> pango_;
};

/// The height of a capital letter, as part of the size: what text is centred by.
constexpr float kCapHeight = 0.727F;

}  // namespace usher::screen
