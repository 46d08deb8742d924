#include "focus.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace usher::screen {

namespace {

/// 1 forwards, -1 backwards, 0 for any other key.
int step_of(const Input& input) {
  if (input.kind != Input::Kind::Key) return 0;
  if (input.key == GLFW_KEY_TAB) return (input.modifiers & GLFW_MOD_SHIFT) != 0 ? -1 : 1;
  if (input.key == GLFW_KEY_RIGHT || input.key == GLFW_KEY_DOWN) return 1;
  if (input.key == GLFW_KEY_LEFT || input.key == GLFW_KEY_UP) return -1;
  return 0;
}

/// Keys of the page's own keyboard are no places to go to: whoever moves the focus has a keyboard.
bool is_a_place(const Touch& touch) {
  return touch.act != Act::Letter && touch.act != Act::Erase && touch.act != Act::Shift;
}

}  // namespace

bool same_button(const Touch& a, const Touch& b) {
  return a.kind == b.kind && a.act == b.act && a.value == b.value;
}

bool Focus::takes(const Input& input, const std::vector<Touch>& touches) {
  const int step = step_of(input);
  if (step == 0) return false;
  std::vector<const Touch*> places;
  for (const Touch& touch : touches) {
    if (is_a_place(touch)) places.push_back(&touch);
  }
  if (places.empty()) return true;
  const auto count = static_cast<int>(places.size());
  const auto here = std::find_if(places.begin(), places.end(),
                                 [&](const Touch* place) { return at_ && same_button(*place, *at_); });
  const int before = here == places.end() ? (step > 0 ? -1 : 0) : static_cast<int>(here - places.begin());
  at_ = *places[static_cast<std::size_t>((before + step + count) % count)];
  return true;
}

const Touch* Focus::on(const std::vector<Touch>& touches) const {
  if (!at_) return nullptr;
  const auto found = std::find_if(touches.begin(), touches.end(),
                                  [&](const Touch& touch) { return same_button(touch, *at_); });
  return found == touches.end() ? nullptr : &*found;
}

}  // namespace usher::screen
