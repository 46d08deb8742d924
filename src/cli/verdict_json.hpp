#pragma once

#include <optional>
#include <string>

#include "usher/core/frame.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// One verdict as scripts see it: the shape is fixed by docs/words.md, Objects of the JSON.
struct VerdictLine {
  Wall at;
  std::string station;
  std::string event;  ///< name of the bound event; WRONG EVENT says the other one's
  Verdict verdict;
  std::optional<milliseconds> latency;
};

/// Each of these is one line without its line end. Text that is not UTF-8 is mended, never thrown over.
std::string to_json(const VerdictLine& line);

/// A symbol of `usher read --json`; without one it is the line of a file in which nothing was read.
std::string read_line(const std::string& file, const Symbol* symbol, double ms);

}  // namespace usher
