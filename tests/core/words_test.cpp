#include <doctest/doctest.h>

#include <set>

#include "usher/core/enumerators.hpp"
#include "usher/core/reckon.hpp"

using namespace usher;

namespace {

/// Each enumerator has a word of its own, and none the word of another.
template <class Enum, class Word>
void has_words(const Word& word) {
  std::set<std::string_view> words;
  for (std::size_t i = 0; i < kCountOf<Enum>; ++i) {
    CAPTURE(i);
    CHECK_FALSE(word(static_cast<Enum>(i)).empty());
    CHECK(words.insert(word(static_cast<Enum>(i))).second);
  }
}

}  // namespace

TEST_CASE("every enumerator that scripts can read has a word of its own") {
  has_words<Verdict::Kind>(verdict_word);
  has_words<Verdict::Basis>(basis_word);
  has_words<Verdict::Recorded>(recorded_word);
  has_words<Reckoning>(reckoning_word);
  has_words<Reason>(reason_word);
  has_words<Reason>(reason_text);
  has_words<Failure::Kind>([](Failure::Kind kind) { return std::string_view(failure_word(kind)); });
}

TEST_CASE("a word that is read is the enumerator that was written") {
  for (std::size_t i = 0; i < kCountOf<Verdict::Kind>; ++i) {
    const auto kind = static_cast<Verdict::Kind>(i);
    CHECK(parse_verdict_word(verdict_word(kind)) == kind);
  }
  for (std::size_t i = 0; i < kCountOf<Reason>; ++i) {
    const auto reason = static_cast<Reason>(i);
    CHECK(parse_reason_word(reason_word(reason)) == reason);
  }
  CHECK_FALSE(parse_verdict_word("GRANTED"));
  CHECK_FALSE(parse_reason_word(""));
}

TEST_CASE("a number from a disk is an enumerator or nothing") {
  CHECK(enumerator<Verdict::Recorded>(0) == Verdict::Recorded::Portal);
  CHECK(enumerator<Verdict::Recorded>(2) == Verdict::Recorded::No);
  CHECK_FALSE(enumerator<Verdict::Recorded>(3));
  CHECK_FALSE(enumerator<Verdict::Recorded>(-1));
  CHECK_FALSE(enumerator<Verdict::Recorded>(std::int64_t{1} << 32U));
}
