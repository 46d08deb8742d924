#include "nearest.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <numeric>

#include "pass_bits.hpp"
#include "qr_layout.hpp"
#include "reed_solomon.hpp"

namespace usher::scan {
namespace {

constexpr std::size_t kMostBits = 8 * 44;
using Bits = std::bitset<kMostBits>;

/// How sure a pass must be that no other would have looked as good by chance: 1 in e^kSure of all there are.
constexpr double kSure = 9;

/// Own bits of a pass, and how many of their combinations are letters and digits.
constexpr double kOwnBits = 12 * 5.17;  // log2(36) each

/// All passes as a code: each is `base` with some of the rows turned over it.
struct Code {
  Bits base;
  std::vector<Bits> rows;
  std::vector<std::size_t> open;  ///< places that differ between passes
};

Bits code_word(const std::vector<std::uint8_t>& data, int parity) {
  Bits bits;
  const auto check = parity_of(data, parity);
  std::size_t at = 0;
  for (const auto* words : {&data, &check})
    for (const std::uint8_t word : *words)
      for (int i = 7; i >= 0; --i) bits[at++] = (word >> i & 1) != 0;
  return bits;
}

Code code_of(int size, int level, Writing writing) {
  const Blocks counts = blocks_of(size, level);
  const auto known = known_bits(writing, counts.data);
  Code code;
  if (known.empty()) return code;
  std::vector<std::uint8_t> data(static_cast<std::size_t>(counts.data), 0);
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i] == 1) data[i / 8] = static_cast<std::uint8_t>(data[i / 8] | 0x80 >> i % 8);
  code.base = code_word(data, counts.parity);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] >= 0) continue;
    std::vector<std::uint8_t> unit(data.size(), 0);
    unit[i / 8] = static_cast<std::uint8_t>(0x80 >> i % 8);
    code.rows.push_back(code_word(unit, counts.parity));
    code.open.push_back(i);
  }
  for (std::size_t i = known.size(); i < static_cast<std::size_t>(8 * (counts.data + counts.parity)); ++i)
    code.open.push_back(i);
  return code;
}

const Code& code_for(int size, int level, Writing writing) {
  static const auto kCodes = [] {
    std::array<Code, 16> codes;
    for (int version = 0; version < 2; ++version)
      for (int each = 0; each < 4; ++each)
        for (int bytes = 0; bytes < 2; ++bytes)
          codes[static_cast<std::size_t>(version * 8 + each * 2 + bytes)] =
              code_of(21 + 4 * version, each, bytes ? Writing::Bytes : Writing::Alphanumeric);
    return codes;
  }();
  return kCodes[static_cast<std::size_t>((size - 21) / 4 * 8 + level * 2 +
                                         (writing == Writing::Bytes ? 1 : 0))];
}

/// Rows such that each has, in one of the surest places, the only one: then what is seen there fixes a code
/// word.
std::vector<std::size_t> reduce(std::vector<Bits>& rows, const std::vector<std::size_t>& surest_first) {
  std::vector<std::size_t> pivots;
  std::size_t done = 0;
  for (const std::size_t place : surest_first) {
    if (done == rows.size()) break;
    const auto with = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(),
                                   [&](const Bits& row) { return row[place]; });
    if (with == rows.end()) continue;
    std::swap(rows[done], *with);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (i != done && rows[i][place]) rows[i] ^= rows[done];
    pivots.push_back(place);
    ++done;
  }
  return pivots;
}

}  // namespace

std::optional<SoftPass> nearest_pass(const std::vector<float>& seen, int size, int level, bool bytes) {
  const Writing writing = bytes ? Writing::Bytes : Writing::Alphanumeric;
  const Code& code = code_for(size, level, writing);
  if (code.rows.empty()) return std::nullopt;
  std::vector<std::size_t> order = code.open;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::abs(seen[a]) > std::abs(seen[b]); });
  std::vector<Bits> rows = code.rows;
  const std::vector<std::size_t> pivots = reduce(rows, order);

  Bits open, hard;
  double weight = 0, squares = 0;
  for (const std::size_t place : code.open) {
    open[place] = true;
    hard[place] = seen[place] > 0;
    weight += std::abs(seen[place]);
    squares += static_cast<double>(seen[place]) * seen[place];
  }
  // What a code word contradicts, eight places at a time.
  const std::size_t groups = (seen.size() + 7) / 8;
  std::vector<std::array<float, 256>> costs(groups);
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t pattern = 1; pattern < 256; ++pattern) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(pattern));
      const std::size_t place = g * 8 + bit;
      costs[g][pattern] =
          costs[g][pattern & (pattern - 1)] + (place < seen.size() ? std::abs(seen[place]) : 0.0f);
    }
  const auto cost = [&](const Bits& wrong) {
    float sum = 0;
    const Bits relevant = wrong & open;
    const auto* raw = reinterpret_cast<const unsigned char*>(&relevant);  // little-endian on both our targets
    for (std::size_t g = 0; g < groups; ++g) sum += costs[g][raw[g]];
    return sum;
  };

  Bits first = code.base;
  for (std::size_t i = 0; i < pivots.size(); ++i)
    if (first[pivots[i]] != hard[pivots[i]]) first ^= rows[i];
  Bits best = first;
  float least = cost(first ^ hard);
  for (std::size_t i = pivots.size(); i-- > 0;) {
    const Bits one = first ^ rows[i];
    if (const float c = cost(one ^ hard); c < least) least = c, best = one;
    for (std::size_t k = i; k-- > 0;) {
      const Bits two = one ^ rows[k];
      if (const float c = cost(two ^ hard); c < least) least = c, best = two;
    }
  }

  // Of 2^62 passes one agrees this well by chance with the likelihood of a normal tail.
  const double agrees = weight - 2 * static_cast<double>(least);
  const double against_chance =
      agrees * std::abs(agrees) / (2 * std::max(1e-6, squares)) - kOwnBits * std::log(2.0);
  if (against_chance < kSure) return std::nullopt;
  const Blocks counts = blocks_of(size, level);
  std::vector<std::uint8_t> words(static_cast<std::size_t>(counts.data), 0);
  for (std::size_t i = 0; i < 8 * words.size(); ++i)
    words[i / 8] = static_cast<std::uint8_t>(words[i / 8] << 1 | (best[i] ? 1 : 0));
  std::string payload = pass_in(writing, words);
  if (payload.empty()) return std::nullopt;
  return SoftPass{std::move(payload), agrees / std::max(1e-6, weight), 0};
}

}  // namespace usher::scan
