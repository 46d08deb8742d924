#include "usher/core/lateness.hpp"

#include "usher/core/pass.hpp"

namespace usher {

bool is_for_nobody(const DeskReport& desk, const std::optional<Scan>& newest, milliseconds deadline) {
  const bool came_late = desk.at > desk.decoded + deadline + kVerdictMargin;
  const bool another = newest && newest->number > desk.scan && parse_pass(newest->payload);
  return desk.stage == DeskReport::Stage::Decided && came_late && another;
}

}  // namespace usher
