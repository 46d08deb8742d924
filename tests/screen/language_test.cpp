#include "screen/language/language.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <set>

using namespace usher;
using namespace usher::screen;

TEST_CASE("no language lacks a word") {
  for (const Language* language : languages()) {
    CAPTURE(language->code);
    for (std::size_t i = 0; i < kSayings; ++i) {
      CAPTURE(kEnglish.words[i]);
      CHECK_FALSE(language->words[i].empty());
      // A place for a number or a name is in every language or in none.
      for (const char* place : {"{1}", "{2}"}) {
        const auto has = [&](std::string_view words) { return words.find(place) != std::string_view::npos; };
        CHECK(has(language->words[i]) == has(kEnglish.words[i]));
      }
    }
    for (const auto day : language->weekdays) CHECK_FALSE(day.empty());
    for (const auto month : language->months) CHECK_FALSE(month.empty());
  }
}

TEST_CASE("the words of the verdicts differ from each other in every language") {
  for (const Language* language : languages()) {
    CAPTURE(language->code);
    std::set<std::string_view> words;
    for (const Say word : {Say::WordGrant, Say::WordAlreadyIn, Say::WordDeny, Say::WordWrongEvent,
                           Say::WordWrongGate, Say::WordNotFound, Say::WordHold}) {
      words.insert((*language)(word));
    }
    CHECK(words.size() == 7);
  }
}

TEST_CASE("an unknown language is English") {
  CHECK(&language_of("de") == &kGerman);
  CHECK(&language_of("tlh") == &kEnglish);
}

TEST_CASE("a saying is filled once: what fills it is not read again") {
  CHECK(fill("{1} of {2}", {"{2}", "3"}) == "{2} of 3");
  CHECK(fill("{1} and {9}", {"a"}) == "a and {9}");
}

TEST_CASE("days, ages and counts as the language writes them") {
  setenv("TZ", "UTC", 1);
  tzset();
  const Wall at = *parse_iso8601("2026-06-15T09:05:00.000Z");
  CHECK(written_moment(kEnglish, at) == "Mon 15 June, 09:05");
  CHECK(written_moment(kGerman, at) == "Mo. 15. Juni, 09:05");
  CHECK(written_moment(kSpanish, at) == "lun 15 de junio, 09:05");
  CHECK(written_age(kEnglish, milliseconds{59'999}) == "just now");
  CHECK(written_age(kFrench, milliseconds{11 * 60'000}) == "il y a 11 min");
  CHECK(written_age(kGerman, milliseconds{3 * 3'600'000}) == "vor 3 Std.");
  CHECK(written_count(999) == "999");
  CHECK(written_count(1234567) == "1\u202F234\u202F567");
}

TEST_CASE("the next step follows from the reasons, the registration before the payment") {
  CHECK(next_step_of({Reason::RegistrationWaitlisted, Reason::PaymentPending}) == Say::GoWaitingListDesk);
  CHECK(next_step_of({Reason::RegistrationCancelled, Reason::PaymentRefunded}) == Say::GoRegistrationDesk);
  CHECK(next_step_of({Reason::PaymentPending}) == Say::GoPaymentDesk);
  CHECK(next_step_of({Reason::PaymentUnknown}) == Say::GoHelpDesk);
}
