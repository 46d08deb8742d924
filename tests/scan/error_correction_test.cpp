#include "scan/symbol/error_correction.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

SoftModules sure(const Modules& modules) {
  SoftModules soft{modules.size, {}};
  for (const std::uint8_t dark : modules.dark) soft.dark.push_back(dark ? 1.0f : -1.0f);
  return soft;
}

/// As long as it must be for the version to be reached with this correction.
Modules symbol_of(int size, Correction correction) {
  int low = 1, high = 3000;
  while (low < high) {
    const int middle = (low + high) / 2;
    Modules modules;
    try {
      modules = encode(std::string(static_cast<std::size_t>(middle), 'x'), correction);
    } catch (const std::exception&) {
      modules.size = 999;  // no symbol is that large
    }
    modules.size < size ? low = middle + 1 : high = middle;
  }
  return encode(std::string(static_cast<std::size_t>(low), 'x'), correction);
}

TEST_CASE("a symbol of any size and correction is known by its modules, and printed again the same") {
  for (int size = 21; size <= 177; size += 4)
    for (const Correction level :
         {Correction::Low, Correction::Medium, Correction::Quartile, Correction::High}) {
      CAPTURE(size);
      const Modules modules = symbol_of(size, level);
      REQUIRE(modules.size == size);
      const auto mended = correct_errors(sure(modules));
      REQUIRE(mended.has_value());
      CHECK(mended->print.dark == modules.dark);
      CHECK(mended->agreement > 0.99);
    }
}

TEST_CASE("what is known to be hidden costs half of what is wrong") {
  const Modules modules = encode("https://usher.example/doors/north", Correction::Medium);  // version 3
  SoftModules soft = sure(modules);
  // A lamp over the lower right: of 70 words 22 are gone, and 26 parity words mend 13 that are merely wrong.
  int hidden = 0;
  const auto& places = bit_places(modules.size);
  for (std::size_t i = 0; i < 22 * 8; ++i, ++hidden)
    soft.dark[static_cast<std::size_t>(places[i].y * modules.size + places[i].x)] = 0.01f;
  const auto mended = correct_errors(soft);
  REQUIRE(mended.has_value());
  CHECK(mended->print.dark == modules.dark);
}

TEST_CASE("chance between true patterns is no symbol") {
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    Modules modules = encode("EVT-K7QZ09AAB3XY", Correction::Low);
    SoftModules soft = sure(modules);
    for (const Place place : bit_places(soft.size))
      soft.dark[static_cast<std::size_t>(place.y * soft.size + place.x)] =
          std::uniform_real_distribution<float>(-1, 1)(random);
    CHECK_FALSE(correct_errors(soft).has_value());
  }
}

}  // namespace
}  // namespace usher::scan
