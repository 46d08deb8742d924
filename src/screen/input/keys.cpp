#include "keys.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace usher::screen {

bool ends_scan(const Input& input) {
  return input.kind == Input::Kind::Key &&
         (input.key == GLFW_KEY_ENTER || input.key == GLFW_KEY_KP_ENTER || input.key == GLFW_KEY_TAB);
}

bool opens_staff(const Input& input) {
  return input.kind == Input::Kind::Key && input.key == GLFW_KEY_F2;
}

std::vector<WedgeScan> scanned_from(const std::vector<Input>& inputs, WedgeLine& line, Tick now) {
  std::vector<WedgeScan> scans;
  const auto keep = [&](const std::optional<WedgeScan>& scan) {
    if (scan && !scan->payload.empty()) scans.push_back(*scan);
  };
  for (const Input& input : inputs) {
    if (input.kind == Input::Kind::Letter) keep(line.character(input.letter, input.not_before, input.at));
    if (ends_scan(input)) keep(line.end(input.not_before));
  }
  keep(line.quiet(now));
  return scans;
}

Scan scan_of(const WedgeScan& typed, Tick decoded) {
  Scan scan;
  scan.payload = typed.payload;
  scan.source = Scan::Source::Wedge;
  scan.repaired = typed.repaired;
  scan.decoded = decoded;
  return scan;
}

const Touch* touch_at(const std::vector<Touch>& touches, const Input& input) {
  const auto found = std::find_if(touches.rbegin(), touches.rend(),
                                  [&](const Touch& touch) { return touch.box.holds(input.x, input.y); });
  return found == touches.rend() ? nullptr : &*found;
}

int letter_of(int key, bool capitals) {
  if (capitals && key >= 'a' && key <= 'z') return key - 'a' + 'A';
  if (!capitals && key >= 'A' && key <= 'Z') return key - 'A' + 'a';
  return key;
}

std::optional<Act> act_of(const Input& input) {
  if (input.kind == Input::Kind::Letter) return Act::Letter;
  if (input.kind != Input::Kind::Key) return std::nullopt;
  switch (input.key) {
    case GLFW_KEY_BACKSPACE:
      return Act::Erase;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Act::Enter;
    case GLFW_KEY_ESCAPE:
      return Act::Close;
    default:
      return std::nullopt;  // GLFW's keys are no enumeration of ours
  }
}

}  // namespace usher::screen
