#pragma once

#include <string_view>

#include "usher/core/answer.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// What an answer to a delivered check-in means (docs/door.md, Reckoning).
enum class Reckoning {
  Confirmed,
  Echo,
  Duplicate,
  LateDeny,
  NotRecorded,
  Unknown,
  Blocked,
  Paced,
  Retry,
  Parked,
  kCount,
};

/// "CONFIRMED", "ECHO", …, docs/words.md, Words of the JSON.
std::string_view reckoning_word(Reckoning reckoning);

/// `own` is our check-in as the journal has it, `own.unanswered` the earlier attempts without a parsed
/// answer.
Reckoning reckon(const PortalResult<Answer>& answer, const OwnCheckIn& own);

}  // namespace usher
