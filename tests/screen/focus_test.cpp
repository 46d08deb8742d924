#include "screen/input/focus.hpp"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

using namespace usher;
using namespace usher::screen;

namespace {

const std::vector<Touch> kPage{{.box = {}, .act = Act::Letter, .value = 'q'},
                               {.box = {}, .act = Act::Back},
                               {.box = {}, .act = Act::Pick, .value = 0},
                               {.box = {}, .act = Act::Pick, .value = 1}};

Input key(int which, int modifiers = 0) {
  return {.kind = Input::Kind::Key, .key = which, .modifiers = modifiers};
}

}  // namespace

TEST_CASE("Tab and arrows go from button to button, past the page's own keyboard, and round") {
  Focus focus;
  CHECK(focus.on(kPage) == nullptr);
  CHECK_FALSE(focus.takes(key(GLFW_KEY_ENTER), kPage));
  CHECK(focus.takes(key(GLFW_KEY_TAB), kPage));
  CHECK(focus.on(kPage)->act == Act::Back);
  focus.takes(key(GLFW_KEY_DOWN), kPage);
  focus.takes(key(GLFW_KEY_RIGHT), kPage);
  CHECK(focus.on(kPage)->value == 1);
  focus.takes(key(GLFW_KEY_TAB), kPage);
  CHECK(focus.on(kPage)->act == Act::Back);
  focus.takes(key(GLFW_KEY_TAB, GLFW_MOD_SHIFT), kPage);
  CHECK(focus.on(kPage)->value == 1);
}

TEST_CASE("a button that is gone cannot be pressed, and the way goes on from the first") {
  Focus focus;
  for (int i = 0; i < 3; ++i) focus.takes(key(GLFW_KEY_TAB), kPage);
  const std::vector<Touch> other{{.box = {}, .act = Act::Close}, {.box = {}, .act = Act::Enter}};
  CHECK(focus.on(other) == nullptr);
  CHECK(focus.takes(key(GLFW_KEY_TAB), other));
  CHECK(focus.on(other)->act == Act::Close);
  CHECK(focus.takes(key(GLFW_KEY_TAB), {}));  // nowhere to go
}
