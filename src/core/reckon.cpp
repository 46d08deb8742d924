#include "usher/core/reckon.hpp"

#include <iterator>

#include "usher/core/enumerators.hpp"

namespace usher {

namespace {

constexpr std::string_view kReckoningWords[] = {"CONFIRMED",    "ECHO",    "DUPLICATE", "LATE_DENY",
                                                "NOT_RECORDED", "UNKNOWN", "BLOCKED",   "PACED",
                                                "RETRY",        "PARKED"};
static_assert(std::size(kReckoningWords) == kCountOf<Reckoning>);

}  // namespace

std::string_view reckoning_word(Reckoning reckoning) {
  return kReckoningWords[place_of(reckoning)];
}

Reckoning reckon(const PortalResult<Answer>& answer, const OwnCheckIn& own) {
  if (!answer) {
    switch (answer.failure().kind) {
      case Failure::Kind::NotSent:
      case Failure::Kind::MaybeSent:
        return Reckoning::Retry;
      case Failure::Kind::LicenceInactive:
      case Failure::Kind::NotAuthorised:
      case Failure::Kind::Blocked:
        return Reckoning::Blocked;
      case Failure::Kind::Paced:
        return Reckoning::Paced;
      case Failure::Kind::Refused:
      case Failure::Kind::kCount:
        return Reckoning::Parked;
    }
  }
  switch (answer->decision) {
    case Answer::Decision::Grant:
      return answer->checked_in ? Reckoning::Confirmed : Reckoning::NotRecorded;
    case Answer::Decision::AlreadyIn:
      return is_echo(*answer, own) ? Reckoning::Echo : Reckoning::Duplicate;
    case Answer::Decision::Deny:
      return Reckoning::LateDeny;
    case Answer::Decision::NotFound:
      return Reckoning::Unknown;
  }
  return Reckoning::Parked;
}

}  // namespace usher
