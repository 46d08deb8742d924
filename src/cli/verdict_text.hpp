#pragma once

#include <string>

#include "usher/core/verdict.hpp"

namespace usher {

/// One line for a person at a terminal: "GRANT        Sarah Johnson (standard), recorded at the portal".
std::string verdict_text(const std::string& payload, const Verdict& verdict);

}  // namespace usher
