#include "reed_solomon.hpp"

#include <algorithm>
#include <array>

namespace usher::scan {
namespace {

struct Field {
  std::array<std::uint8_t, 512> power{};
  std::array<int, 256> log{};
  constexpr Field() {
    int value = 1;
    for (int i = 0; i < 255; ++i) {
      power[static_cast<std::size_t>(i)] = power[static_cast<std::size_t>(i + 255)] =
          static_cast<std::uint8_t>(value);
      log[static_cast<std::size_t>(value)] = i;
      value = value << 1 ^ (value & 0x80 ? 0x11D : 0);
    }
  }
};
constexpr Field kField;

std::uint8_t power(int exponent) {
  return kField.power[static_cast<std::size_t>(((exponent % 255) + 255) % 255)];
}

std::uint8_t times(std::uint8_t a, std::uint8_t b) {
  return a == 0 || b == 0 ? std::uint8_t{0}
                          : kField.power[static_cast<std::size_t>(kField.log[a] + kField.log[b])];
}

std::uint8_t over(std::uint8_t a, std::uint8_t b) {
  return a == 0 ? std::uint8_t{0}
                : kField.power[static_cast<std::size_t>(kField.log[a] + 255 - kField.log[b])];
}

/// Polynomials carry their lowest term first.
using Polynomial = std::vector<std::uint8_t>;

std::uint8_t value_at(const Polynomial& p, std::uint8_t x) {
  std::uint8_t value = 0;
  for (std::size_t i = p.size(); i-- > 0;) value = static_cast<std::uint8_t>(times(value, x) ^ p[i]);
  return value;
}

Polynomial product(const Polynomial& a, const Polynomial& b) {
  Polynomial c(a.size() + b.size() - 1, 0);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      c[i + j] = static_cast<std::uint8_t>(c[i + j] ^ times(a[i], b[j]));
  return c;
}

Polynomial syndromes_of(std::span<const std::uint8_t> word, int parity) {
  Polynomial syndromes;
  for (int i = 0; i < parity; ++i) {
    std::uint8_t value = 0;
    for (const std::uint8_t part : word) value = static_cast<std::uint8_t>(times(value, power(i)) ^ part);
    syndromes.push_back(value);
  }
  return syndromes;
}

/// Berlekamp and Massey, started from the erasures: the locator of errors and erasures together.
Polynomial locator_of(const Polynomial& syndromes, const Polynomial& erased, int erasures) {
  Polynomial locator = erased, before = erased;
  int length = erasures;
  for (int n = erasures; n < static_cast<int>(syndromes.size()); ++n) {
    std::uint8_t gap = 0;
    for (std::size_t i = 0; i < locator.size() && static_cast<int>(i) <= n; ++i)
      gap = static_cast<std::uint8_t>(gap ^ times(locator[i], syndromes[static_cast<std::size_t>(n) - i]));
    before.insert(before.begin(), 0);
    if (gap == 0) continue;
    Polynomial next = locator;
    next.resize(std::max(next.size(), before.size()), 0);
    for (std::size_t i = 0; i < before.size(); ++i)
      next[i] = static_cast<std::uint8_t>(next[i] ^ times(gap, before[i]));
    if (2 * length <= n + erasures) {
      length = n + 1 + erasures - length;
      before = locator;
      for (auto& part : before) part = over(part, gap);
    }
    locator = std::move(next);
  }
  while (locator.size() > 1 && locator.back() == 0) locator.pop_back();
  return locator;
}

}  // namespace

std::vector<std::uint8_t> parity_of(std::span<const std::uint8_t> data, int parity) {
  Polynomial generator{1};
  for (int i = 0; i < parity; ++i) generator = product(generator, {power(i), 1});
  std::vector<std::uint8_t> remainder(static_cast<std::size_t>(parity), 0);  // highest term first
  for (const std::uint8_t part : data) {
    const std::uint8_t factor = static_cast<std::uint8_t>(part ^ remainder.front());
    remainder.erase(remainder.begin());
    remainder.push_back(0);
    for (std::size_t i = 0; i < remainder.size(); ++i)
      remainder[i] =
          static_cast<std::uint8_t>(remainder[i] ^ times(factor, generator[remainder.size() - 1 - i]));
  }
  return remainder;
}

std::optional<int> correct(std::span<std::uint8_t> word, int parity, std::span<const int> erasures) {
  const int size = static_cast<int>(word.size()), erased = static_cast<int>(erasures.size());
  if (erased > parity) return std::nullopt;
  const Polynomial syndromes = syndromes_of(word, parity);
  if (std::all_of(syndromes.begin(), syndromes.end(), [](auto s) { return s == 0; })) return 0;

  Polynomial erasure_locator{1};
  for (const int place : erasures) erasure_locator = product(erasure_locator, {1, power(size - 1 - place)});
  const Polynomial locator = locator_of(syndromes, erasure_locator, erased);
  const int found = static_cast<int>(locator.size()) - 1;
  const int errors = found - erased;
  if (errors < 0 || 2 * errors + erased > parity) return std::nullopt;

  Polynomial evaluator = product(syndromes, locator);
  evaluator.resize(static_cast<std::size_t>(parity));
  Polynomial slope;  // formal derivative: odd terms only
  for (std::size_t i = 1; i < locator.size(); ++i) slope.push_back(i % 2 == 1 ? locator[i] : std::uint8_t{0});

  int mended = 0;
  for (int place = 0; place < size; ++place) {
    const std::uint8_t inverse = power(-(size - 1 - place));
    if (value_at(locator, inverse) != 0) continue;
    const std::uint8_t steepness = value_at(slope, inverse);
    if (steepness == 0) return std::nullopt;
    const std::uint8_t error = times(power(size - 1 - place), over(value_at(evaluator, inverse), steepness));
    word[static_cast<std::size_t>(place)] =
        static_cast<std::uint8_t>(word[static_cast<std::size_t>(place)] ^ error);
    ++mended;
  }
  if (mended != found) return std::nullopt;
  const Polynomial check = syndromes_of(word, parity);
  if (std::any_of(check.begin(), check.end(), [](auto s) { return s != 0; })) return std::nullopt;
  return errors;
}

}  // namespace usher::scan
