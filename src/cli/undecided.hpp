#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "usher/desk/engine/journal.hpp"

namespace usher {

/// How many passes were left undecided for trouble of ours or the portal's: the last word about them was HOLD
/// since nobody could be asked, or there was none. A hold by what the list itself says (one code, two guests)
/// is a decision.
int left_undecided(const std::vector<Presentation>& presentations);

/// The number of the newest presentation in this state folder; 0 when there is none, or no journal.
std::int64_t newest_presentation(const std::string& folder);

/// A sentence about those who were left undecided after this presentation; empty when nobody was.
std::string undecided_since(const std::string& folder, std::int64_t number);

}  // namespace usher
