#include "usher/core/answer.hpp"

#include <iterator>

#include "usher/core/enumerators.hpp"

namespace usher {

namespace {

constexpr const char* kFailureWords[] = {"not sent", "maybe sent", "licence inactive", "not authorised",
                                         "blocked",  "paced",      "refused"};
static_assert(std::size(kFailureWords) == kCountOf<Failure::Kind>);

}  // namespace

const char* failure_word(Failure::Kind kind) {
  return kFailureWords[place_of(kind)];
}

}  // namespace usher
