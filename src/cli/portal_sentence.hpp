#pragma once

#include <string>

#include "usher/core/answer.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// What went wrong with the portal and how to mend it, for a person who set it up.
std::string sentence_of(const Failure& failure, const PortalSettings& portal);

}  // namespace usher
