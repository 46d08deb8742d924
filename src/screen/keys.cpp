#include "keys.hpp"

#include <GLFW/glfw3.h>

namespace usher::screen {

std::vector<WedgeScan> scanned_from(const std::vector<Input>& inputs, WedgeLine& line, Tick now) {
  std::vector<WedgeScan> scans;
  const auto keep = [&](const std::optional<WedgeScan>& scan) {
    if (scan && !scan->payload.empty()) scans.push_back(*scan);
  };
  for (const Input& input : inputs) {
    if (input.kind == Input::Kind::Letter) keep(line.character(input.letter, input.at));
    const bool ends =
        input.kind == Input::Kind::Key &&
        (input.key == GLFW_KEY_ENTER || input.key == GLFW_KEY_KP_ENTER || input.key == GLFW_KEY_TAB);
    if (ends) keep(line.end(input.at));
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

}  // namespace usher::screen
