#include "usher/core/answer.hpp"

namespace usher {

const char* failure_word(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::NotSent:
      return "not sent";
    case Failure::Kind::MaybeSent:
      return "maybe sent";
    case Failure::Kind::LicenceInactive:
      return "licence inactive";
    case Failure::Kind::NotAuthorised:
      return "not authorised";
    case Failure::Kind::Blocked:
      return "blocked";
    case Failure::Kind::Paced:
      return "paced";
    case Failure::Kind::Refused:
      return "refused";
  }
  return "unknown";
}

}  // namespace usher
