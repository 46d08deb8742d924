#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// What a hand scanner said.
struct WedgeScan {
  std::string payload;    ///< UTF-8
  bool repaired = false;  ///< the keyboard's layout had changed it
  friend bool operator==(const WedgeScan&, const WedgeScan&) = default;
};

/// Puts together what a hand scanner types, as it is a keyboard to the system. Pure: the time of each key
/// comes in. The window feeds it characters; an evdev device feeds it the characters of a US keyboard.
class WedgeLine {
 public:
  /// One character. Returns what was typed before it, when a pause shows that this one begins anew.
  std::optional<WedgeScan> character(char32_t character, Tick at) {
    return this->character(character, at, at);
  }
  /// The same where a keyboard is listened to only now and then: it was typed between these two. A pause that
  /// the listener made is none of the scanner's.
  std::optional<WedgeScan> character(char32_t character, Tick not_before, Tick at);

  /// Enter, Enter of the keypad, or Tab: scanners are set to end with one of them.
  std::optional<WedgeScan> end(Tick at);

  /// To be asked now and then: a scanner that is set to no ending at all is done when it is quiet.
  std::optional<WedgeScan> quiet(Tick now);

  /// Keys were lost, or somebody began to type elsewhere.
  void clear();

 private:
  std::optional<WedgeScan> finish(bool ended);

  std::string text_;
  int characters_ = 0;
  bool overflown_ = false;
  Tick first_{};
  Tick last_{};
};

/// A pass as a US keyboard would have typed it, from what a keyboard of another layout made of it: German
/// changes the hyphen to ß and swaps Y and Z, French writes `&é"'(` for 12345. Where two layouts give two
/// different codes nothing is returned: one of the two would be somebody else's.
std::optional<std::string> repair_layout(std::string_view typed);

}  // namespace usher
