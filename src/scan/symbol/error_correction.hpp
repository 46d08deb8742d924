#pragma once

#include <optional>

#include "decoder.hpp"
#include "soft_qr.hpp"

namespace usher::scan {

/// A symbol of any version, as it must have been printed.
struct Corrected {
  Modules print;
  double agreement = 0;  ///< of its modules with what was seen, by their weight
  int spare = 0;         ///< parity words that the neediest block did not need
};

/// Finds the code words nearest to what the modules seem to be. Doubtful words are erased, weakest first,
/// which mends twice as much as the same words taken for true; parity words enough to witness stay unspent.
std::optional<Corrected> correct_errors(const SoftModules& modules);

}  // namespace usher::scan
