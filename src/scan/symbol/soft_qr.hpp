#pragma once

#include <optional>
#include <string>
#include <vector>

namespace usher::scan {

/// How dark each module of a symbol seems: from -1, surely light, to 1, surely dark; 0 says nothing.
struct SoftModules {
  int size = 0;
  std::vector<float> dark;  ///< size × size
  float at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

/// How well both copies of a symbol's format bits say that it has this level and mask: 1 all of their weight,
/// 0 as much against as for.
double format_agreement(const SoftModules& modules, int level, int mask);

/// A pass won from doubtful modules.
struct SoftPass {
  std::string payload;
  double agreement =
      0;          ///< of all its modules with what was seen, by their weight: 1 all, 0 as many against as for
  int spare = 0;  ///< parity words that were not needed
};

/// Reads a pass whose content is known in part: a version 1 or 2 symbol, `EVT-` and twelve signs. Doubtful
/// words are erased, weakest first, and at least two parity words stay unspent as a witness; where that
/// fails, the pass nearest to all bits is taken if it stands out from chance.
std::optional<SoftPass> read_soft(const SoftModules& modules);

}  // namespace usher::scan
