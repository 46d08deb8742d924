#include "usher/core/link.hpp"

#include <algorithm>

namespace usher {

void Link::succeeded() {
  failures_in_a_row_ = 0;
}
void Link::failed() {
  failures_in_a_row_ = std::min(failures_in_a_row_ + 1, kEnough);
}

milliseconds Link::patience(milliseconds deadline, Tick decoded, Tick now) const {
  if (!worth_waiting()) return milliseconds{0};
  return std::max(milliseconds{0}, decoded + deadline - now);
}

}  // namespace usher
