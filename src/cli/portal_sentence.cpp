#include "portal_sentence.hpp"

namespace usher {

std::string sentence_of(const Failure& failure, const PortalSettings& portal) {
  const std::string who = "the portal at " + portal.url;
  const std::string why = failure.detail.empty() ? "" : " (" + failure.detail + ")";
  switch (failure.kind) {
    case Failure::Kind::NotSent:
      return who + " cannot be reached" + why + "; check the network and portal.url";
    case Failure::Kind::MaybeSent:
      return who + " gave no answer that is the Events API's" + why +
             "; check portal.url, and that no login page of the venue's network stands between";
    case Failure::Kind::LicenceInactive:
      return "the Events licence of portal " + portal.id +
             " is not active; ask whoever manages it to renew it";
    case Failure::Kind::NotAuthorised:
      return "portal " + portal.id +
             " has not authorised the Events app; check portal.id, or install the app there";
    case Failure::Kind::Blocked:
      return who + " refuses this station" + why + "; ask whoever manages the portal";
    case Failure::Kind::Paced:
      return who + " is being asked too often" + why + "; try again in a minute";
    case Failure::Kind::Refused:
    case Failure::Kind::kCount:
      return who + " refused the request" + why;
  }
  return who + " failed" + why;
}

}  // namespace usher
