#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "usher/core/answer.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// What went wrong with the portal and how to mend it, for a person who set it up.
std::string sentence_of(const Failure& failure, const PortalSettings& portal);

/// What the portal answered; throws std::runtime_error with the sentence of why it did not.
template <class T>
T answer_of(PortalResult<T> result, const PortalSettings& portal) {
  if (!result) throw std::runtime_error(sentence_of(result.failure(), portal));
  return *std::move(result);
}

}  // namespace usher
