#include "scan/symbol/soft_qr.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "scan/symbol/decoder.hpp"
#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

const std::string kPass = "EVT-K7QZ09AAB3XY";

SoftModules sure(const std::string& payload, Correction correction) {
  const Modules modules = encode(payload, correction);
  SoftModules soft{modules.size, {}};
  for (const std::uint8_t dark : modules.dark) soft.dark.push_back(dark ? 1.0f : -1.0f);
  return soft;
}

TEST_CASE("what every symbol has is where the encoder puts it") {
  for (const Correction level : {Correction::Low, Correction::High}) {
    const SoftModules soft = sure(kPass, level);
    const auto fixed = fixed_modules(soft.size);
    for (std::size_t i = 0; i < fixed.size(); ++i)
      if (fixed[i] >= 0) CHECK((soft.dark[i] > 0) == (fixed[i] == 1));
  }
}

TEST_CASE("a clean pass is read at each level of correction") {
  for (const Correction level :
       {Correction::Low, Correction::Medium, Correction::Quartile, Correction::High}) {
    const auto pass = read_soft(sure(kPass, level));
    REQUIRE(pass.has_value());
    CHECK(pass->payload == kPass);
    CHECK(pass->agreement > 0.99);
  }
}

TEST_CASE("a pass with a fifth of its modules hidden is read") {
  SoftModules soft = sure(kPass, Correction::Medium);
  for (int y = 9; y < 14; ++y)
    for (int x = 10; x < 21; ++x) soft.dark[static_cast<std::size_t>(y * 21 + x)] = 0.05f;
  const auto pass = read_soft(soft);
  REQUIRE(pass.has_value());
  CHECK(pass->payload == kPass);
}

TEST_CASE("a code that is no pass is never read as one") {
  for (const char* other : {"HTTPS://USHER.EXAMPLE/1", "EVT-K7QZ09AAB3X", "EVT_K7QZ09AAB3XY",
                            "TVE-K7QZ09AAB3XY", "evt-k7qz09aab3xy", "EVT-K7QZ09AAB3X "}) {
    CAPTURE(other);
    CHECK_FALSE(read_soft(sure(other, Correction::Low)).has_value());
  }
}

TEST_CASE("noise is never a pass") {
  std::mt19937 dice(11);
  std::normal_distribution<float> noise(0, 0.6f);
  const SoftModules blank = sure(kPass, Correction::Low);
  const auto fixed = fixed_modules(21);
  for (int i = 0; i < 1500; ++i) {
    SoftModules soft = blank;
    // The patterns stand as they should; what they frame is chance.
    for (std::size_t k = 0; k < soft.dark.size(); ++k)
      if (fixed[k] < 0) soft.dark[k] = std::clamp(noise(dice), -1.0f, 1.0f);
    CHECK_FALSE(read_soft(soft).has_value());
  }
}

TEST_CASE("a pass in heavy noise is read right or not at all") {
  std::mt19937 dice(12);
  int read = 0;
  for (int i = 0; i < 200; ++i) {
    SoftModules soft = sure(kPass, Correction::Low);
    std::normal_distribution<float> noise(0, 0.6f);
    for (float& dark : soft.dark) dark = std::clamp(dark + noise(dice), -1.0f, 1.0f);
    const auto pass = read_soft(soft);
    if (!pass) continue;
    ++read;
    CHECK(pass->payload == kPass);
  }
  CHECK(read > 40);
}

TEST_CASE("a pass under a smear of wrong modules is read right or not at all") {
  std::mt19937 dice(13);
  std::normal_distribution<float> noise(0, 0.5f);
  int read = 0;
  for (int i = 0; i < 200; ++i) {
    SoftModules soft = sure(kPass, Correction::Medium);
    for (float& dark : soft.dark) dark = std::clamp(dark + noise(dice), -1.0f, 1.0f);
    const int left = 9 + static_cast<int>(dice() % 7), top = 9 + static_cast<int>(dice() % 7);
    for (int y = top; y < top + 5; ++y)
      for (int x = left; x < left + 5; ++x)
        soft.dark[static_cast<std::size_t>(y * 21 + x)] = dice() % 2 ? 0.7f : -0.7f;
    const auto pass = read_soft(soft);
    if (!pass) continue;
    ++read;
    CHECK(pass->payload == kPass);
  }
  // Erasing whole words alone reads none of these.
  CHECK(read > 80);
}

}  // namespace
}  // namespace usher::scan
