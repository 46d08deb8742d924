#include "usher/core/staff_requests.hpp"

namespace usher {

bool writes(StaffRequest::Kind kind) {
  switch (kind) {
    case StaffRequest::Kind::Resolve:
    case StaffRequest::Kind::Undo:
    case StaffRequest::Kind::Flag:
    case StaffRequest::Kind::Correct:
    case StaffRequest::Kind::Register:
      return true;
    case StaffRequest::Kind::Search:
    case StaffRequest::Kind::Group:
    case StaffRequest::Kind::Recent:
    case StaffRequest::Kind::Exceptions:
    case StaffRequest::Kind::Waiting:
    case StaffRequest::Kind::Readiness:
      return false;
  }
  return false;
}

}  // namespace usher
