#include "usher/core/reckon.hpp"

namespace usher {

std::string_view reckoning_word(Reckoning reckoning) {
  switch (reckoning) {
    case Reckoning::Confirmed:
      return "CONFIRMED";
    case Reckoning::Echo:
      return "ECHO";
    case Reckoning::Duplicate:
      return "DUPLICATE";
    case Reckoning::LateDeny:
      return "LATE_DENY";
    case Reckoning::NotRecorded:
      return "NOT_RECORDED";
    case Reckoning::Unknown:
      return "UNKNOWN";
    case Reckoning::Blocked:
      return "BLOCKED";
    case Reckoning::Paced:
      return "PACED";
    case Reckoning::Retry:
      return "RETRY";
    case Reckoning::Parked:
      return "PARKED";
  }
  return "";
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
