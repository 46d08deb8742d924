#include "soft_qr.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "nearest.hpp"
#include "pass_bits.hpp"
#include "qr_layout.hpp"
#include "reed_solomon.hpp"

namespace usher::scan {
namespace {

/// With all parity spent on erasures any noise is a code word: 37 inventions in a noise test of a prototype.
constexpr int kWitness = 2;

/// Of the weight of the bits every pass has in common. Noise agrees to 0 ± 0.17.
constexpr double kKnownAgreement = 0.4;

/// Of the weight of all bits. True passes under a thumb or a lamp stay above it.
constexpr double kPassAgreement = 0.5;

/// One idea of what the symbol is, and how well the bits speak for it that need no decoding.
struct Guess {
  int level = 0;
  int mask = 0;
  Writing writing = Writing::Alphanumeric;
  double format = 0;
  double known = 0;
};

/// Code word bits as seen with the mask taken off: positive is a one.
std::vector<float> unmasked(const SoftModules& modules, int mask, int words) {
  std::vector<float> bits;
  for (const Place place : bit_places(modules.size)) {
    if (static_cast<int>(bits.size()) == 8 * words) break;
    const float seen = modules.at(place.x, place.y);
    bits.push_back(masked(mask, place) ? -seen : seen);
  }
  return bits;
}

double known_agreement(const std::vector<float>& bits, const std::vector<std::int8_t>& known) {
  double speaks = 0, weight = 1e-6;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] < 0) continue;
    speaks += known[i] == 1 ? bits[i] : -bits[i];
    weight += std::abs(bits[i]);
  }
  return speaks / weight;
}

std::vector<Guess> guesses(const SoftModules& modules) {
  std::vector<Guess> found;
  for (int mask = 0; mask < 8; ++mask) {
    const std::vector<float> bits = unmasked(modules, mask, modules.size == 21 ? 26 : 44);
    for (int level = 0; level < 4; ++level) {
      const double format = format_agreement(modules, level, mask);
      for (const Writing writing : {Writing::Alphanumeric, Writing::Bytes}) {
        const auto known = known_bits(writing, blocks_of(modules.size, level).data);
        if (known.empty()) continue;
        const double agrees = known_agreement(bits, known);
        if (agrees >= kKnownAgreement && format > -0.2)
          found.push_back({level, mask, writing, format, agrees});
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Guess& a, const Guess& b) { return a.format + a.known > b.format + b.known; });
  if (found.size() > 4) found.resize(4);
  return found;
}

double agreement(const std::vector<float>& bits, const std::vector<std::uint8_t>& words) {
  double speaks = 0, weight = 1e-6;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    speaks += words[i / 8] >> (7 - i % 8) & 1 ? bits[i] : -bits[i];
    weight += std::abs(bits[i]);
  }
  return speaks / weight;
}

std::optional<SoftPass> try_guess(const SoftModules& modules, const Guess& guess, bool may_search) {
  const Blocks counts = blocks_of(modules.size, guess.level);
  const int all = counts.data + counts.parity;
  const std::vector<float> seen = unmasked(modules, guess.mask, all);
  const auto known = known_bits(guess.writing, counts.data);

  // What every pass has in common is put in as it must be; the rest is as it seems, with its doubt.
  std::vector<std::uint8_t> words(static_cast<std::size_t>(all), 0);
  std::vector<double> doubt(static_cast<std::size_t>(all), 0);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const bool sure = i < known.size() && known[i] >= 0;
    const bool one = sure ? known[i] == 1 : seen[i] > 0;
    words[i / 8] = static_cast<std::uint8_t>(words[i / 8] << 1 | (one ? 1 : 0));
    if (!sure) doubt[i / 8] += std::log1p(std::exp(-6.0 * std::abs(seen[i])));
  }
  std::vector<int> order(static_cast<std::size_t>(all));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return doubt[static_cast<std::size_t>(a)] > doubt[static_cast<std::size_t>(b)];
  });

  std::optional<SoftPass> best;
  for (int erased = 0; erased <= counts.parity - kWitness; ++erased) {
    if (erased > 0 && doubt[static_cast<std::size_t>(order[static_cast<std::size_t>(erased - 1)])] == 0)
      break;
    std::vector<std::uint8_t> mended = words;
    const auto errors =
        correct(mended, counts.parity, std::span(order).first(static_cast<std::size_t>(erased)));
    if (!errors) continue;
    const int spare = counts.parity - erased - 2 * *errors;
    if (spare < kWitness) continue;
    std::string payload = pass_in(guess.writing, mended);
    if (payload.empty()) continue;
    bool keeps_known = true;
    for (std::size_t i = 0; i < known.size() && keeps_known; ++i)
      keeps_known = known[i] < 0 || (mended[i / 8] >> (7 - i % 8) & 1) == known[i];
    if (!keeps_known) continue;
    const double agrees = agreement(seen, mended);
    if (agrees < kPassAgreement || (best && best->agreement >= agrees)) continue;
    best = SoftPass{std::move(payload), agrees, spare};
  }
  if (best || !may_search) return best;
  return nearest_pass(seen, modules.size, guess.level, guess.writing == Writing::Bytes);
}

}  // namespace

double format_agreement(const SoftModules& modules, int level, int mask) {
  const int word = format_word(level, mask);
  double speaks = 0, weight = 1e-6;
  for (int bit = 0; bit < 15; ++bit)
    for (const Place place : format_places(modules.size, bit)) {
      const float seen = modules.at(place.x, place.y);
      speaks += word >> bit & 1 ? seen : -seen;
      weight += std::abs(seen);
    }
  return speaks / weight;
}

std::optional<SoftPass> read_soft(const SoftModules& modules) {
  if (!is_pass_size(modules.size)) return std::nullopt;
  std::optional<SoftPass> best;
  const std::vector<Guess> likely = guesses(modules);
  for (const Guess& guess : likely) {
    // The long search is for the likeliest guess alone.
    auto pass = try_guess(modules, guess, &guess == likely.data());
    if (pass && (!best || pass->agreement > best->agreement)) best = std::move(pass);
  }
  return best;
}

}  // namespace usher::scan
