#include "scan/symbol/reed_solomon.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace usher::scan {
namespace {

/// A code word with its damage: places drawn without repeating.
struct Word {
  std::vector<std::uint8_t> whole, damaged;
  std::vector<int> places;

  Word(int data, int parity, int wrong, std::mt19937& dice) {
    for (int i = 0; i < data; ++i) whole.push_back(static_cast<std::uint8_t>(dice()));
    const auto check = parity_of(whole, parity);
    whole.insert(whole.end(), check.begin(), check.end());
    damaged = whole;
    while (static_cast<int>(places.size()) < wrong) {
      const int place = static_cast<int>(dice() % whole.size());
      if (std::find(places.begin(), places.end(), place) != places.end()) continue;
      places.push_back(place);
      damaged[static_cast<std::size_t>(place)] ^= static_cast<std::uint8_t>(1 + dice() % 255);
    }
  }
};

TEST_CASE("the parity words of the standard's own example") {
  // ISO/IEC 18004, annex I: "01234567", version 1-M.
  const std::vector<std::uint8_t> data{0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11,
                                       0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11};
  CHECK(parity_of(data, 10) ==
        std::vector<std::uint8_t>{0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55});
}

TEST_CASE("an error costs two parity words and an erasure one") {
  std::mt19937 dice(7);
  for (const int parity : {7, 10, 13, 17, 28})
    for (int erased = 0; erased <= parity; ++erased) {
      const int errors = (parity - erased) / 2;
      CAPTURE(parity);
      CAPTURE(erased);
      Word word(16, parity, erased + errors, dice);
      const auto mended =
          correct(word.damaged, parity, std::span(word.places).first(static_cast<std::size_t>(erased)));
      REQUIRE(mended.has_value());
      CHECK(*mended == errors);
      CHECK(word.damaged == word.whole);
    }
}

TEST_CASE("an erasure may have been right all along") {
  std::mt19937 dice(8);
  Word word(16, 10, 3, dice);
  std::vector<int> erasures{word.places[0]};
  for (int place = 0; erasures.size() < 4; ++place)
    if (std::find(word.places.begin(), word.places.end(), place) == word.places.end())
      erasures.push_back(place);
  CHECK(correct(word.damaged, 10, erasures).has_value());
  CHECK(word.damaged == word.whole);
}

TEST_CASE("too much damage is seldom taken for a code word, and never for more than one") {
  std::mt19937 dice(9);
  int invented = 0;
  for (int i = 0; i < 2000; ++i) {
    Word word(16, 10, 9, dice);
    invented += correct(word.damaged, 10, {}).has_value();
  }
  // Five errors may be mended at will: one random word in 5! lies near enough to some code word.
  CHECK(invented < 60);
}

}  // namespace
}  // namespace usher::scan
