#pragma once

#include <stdexcept>
#include <string>

namespace usher {

/// What a person asked for cannot be done as asked: a bad option, value or file. One sentence that names it
/// and the mend. `main` prints it and ends with exit code 2.
struct Mistake : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace usher
