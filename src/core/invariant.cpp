#include "usher/core/invariant.hpp"

#include <string_view>

namespace usher {

void break_invariant(const char* what, const char* file, int line) {
  // The file's own name: where the tree lay that this was built in is nobody's business.
  std::string_view name = file;
  if (const auto slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  throw BrokenInvariant("a mistake in usher itself (" + std::string(name) + ":" + std::to_string(line) +
                        "): " + what);
}

}  // namespace usher
