#pragma once

#include <optional>
#include <vector>

#include "screen/render/canvas.hpp"
#include "screen/render/window.hpp"

namespace usher::screen {

/// Whoever has a keyboard and no finger: Tab and the arrows go from button to button, Enter presses.
class Focus {
 public:
  /// True when the key only moved the focus.
  bool takes(const Input& input, const std::vector<Touch>& touches);
  /// What Enter presses; nothing while nobody moved the focus, or where the button is gone.
  const Touch* on(const std::vector<Touch>& touches) const;
  void clear() { at_.reset(); }
  const std::optional<Touch>& at() const { return at_; }

 private:
  std::optional<Touch> at_;
};

/// The same button, wherever it stands now.
bool same_button(const Touch& a, const Touch& b);

}  // namespace usher::screen
