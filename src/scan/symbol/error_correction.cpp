#include "error_correction.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>

#include "qr_layout.hpp"
#include "reed_solomon.hpp"

namespace usher::scan {
namespace {

/// Parity words left over where words were erased: noise passes for a block once in 256 for each of them.
constexpr int kUnspent = 2;

/// And of the erased words' weight this much must speak for what they are said to be: of chance 0 does, ±
/// 0.15.
constexpr double kErasedAgreement = 0.25;

/// Of all modules' weight. Symbols under a lamp that were rightly read stay above it.
constexpr double kAgreement = 0.5;

struct Format {
  int level = 0;
  int mask = 0;
  double agreement = 0;
};

/// The likeliest formats, best first.
std::vector<Format> formats(const SoftModules& modules) {
  std::vector<Format> found;
  for (int level = 0; level < 4; ++level)
    for (int mask = 0; mask < 8; ++mask)
      found.push_back({level, mask, format_agreement(modules, level, mask)});
  std::sort(found.begin(), found.end(),
            [](const Format& a, const Format& b) { return a.agreement > b.agreement; });
  found.resize(2);
  return found;
}

struct Word {
  std::uint8_t value = 0;
  double doubt = 0;
  bool known = false;           ///< by what stands before it
  std::array<float, 8> bits{};  ///< as seen: positive is a one
};

std::vector<Word> words_seen(const SoftModules& modules, int mask) {
  const auto& places = bit_places(modules.size);
  std::vector<Word> words(places.size() / 8);
  for (std::size_t i = 0; i < 8 * words.size(); ++i) {
    const float seen = modules.at(places[i].x, places[i].y), bit = masked(mask, places[i]) ? -seen : seen;
    Word& word = words[i / 8];
    word.bits[i % 8] = bit;
    word.value = static_cast<std::uint8_t>(word.value << 1 | (bit > 0 ? 1 : 0));
    word.doubt += std::log1p(std::exp(-6.0 * std::abs(bit)));
  }
  return words;
}

struct Agreement {
  double speaks = 0;
  double weight = 1e-6;
  void add(const Word& word, std::uint8_t value) {
    for (std::size_t i = 0; i < 8; ++i) {
      speaks += value >> (7 - i) & 1 ? word.bits[i] : -word.bits[i];
      weight += std::abs(word.bits[i]);
    }
  }
  double share() const { return speaks / weight; }
};

/// Which of the symbol's words make up a block, in the block's order.
std::vector<std::size_t> block_places(const Blocks& blocks, int block) {
  const int shorter = blocks.count - blocks.longer;
  std::vector<std::size_t> places;
  for (int i = 0; i < blocks.data; ++i) places.push_back(static_cast<std::size_t>(i * blocks.count + block));
  if (block >= shorter)
    places.push_back(static_cast<std::size_t>(blocks.data * blocks.count + block - shorter));
  const int all = blocks.data * blocks.count + blocks.longer;
  for (int i = 0; i < blocks.parity; ++i)
    places.push_back(static_cast<std::size_t>(all + i * blocks.count + block));
  return places;
}

/// Where the data words lie, in their order.
std::vector<std::size_t> data_places(const Blocks& blocks) {
  std::vector<std::size_t> places;
  for (int block = 0; block < blocks.count; ++block) {
    const auto all = block_places(blocks, block);
    places.insert(places.end(), all.begin(), all.end() - blocks.parity);
  }
  return places;
}

/// Bits before the padding, when the symbol holds one text as its first bits say; nothing for what is rarer.
std::optional<std::size_t> text_bits(const std::vector<Word>& words, const std::vector<std::size_t>& places,
                                     int version) {
  std::uint32_t head = 0;
  for (std::size_t i = 0; i < 4 && i < places.size(); ++i) head = head << 8 | words[places[i]].value;
  const std::size_t range = version < 10 ? 0 : version < 27 ? 1 : 2;
  const auto count = [&](std::size_t bits) -> std::size_t { return head << 4 >> (32 - bits); };
  static constexpr std::size_t kDigits[] = {10, 12, 14}, kSigns[] = {9, 11, 13}, kBytes[] = {8, 16, 16};
  switch (head >> 28) {
    case 1: {
      const std::size_t n = count(kDigits[range]);
      return 4 + kDigits[range] + n / 3 * 10 + (n % 3 == 0 ? 0 : n % 3 * 3 + 1);
    }
    case 2: {
      const std::size_t n = count(kSigns[range]);
      return 4 + kSigns[range] + n / 2 * 11 + n % 2 * 6;
    }
    case 4:
      return 4 + kBytes[range] + 8 * count(kBytes[range]);
    default:
      return std::nullopt;
  }
}

/// What fills the symbol after its text is the same in all symbols: where it is seen to be there, it is put
/// in as it must be. False when there is none.
bool know_padding(std::vector<Word>& words, const Blocks& blocks, int version) {
  const auto places = data_places(blocks);
  const auto text = text_bits(words, places, version);
  if (!text) return false;
  const std::size_t first = (*text + 4 + 7) / 8;
  if (first + 2 > places.size()) return false;
  Agreement agreement;
  const auto pad = [&](std::size_t i) {
    return static_cast<std::uint8_t>((i - first) % 2 == 0 ? 0xEC : 0x11);
  };
  for (std::size_t i = first; i < places.size(); ++i) agreement.add(words[places[i]], pad(i));
  if (agreement.share() < 0.5) return false;
  for (std::size_t i = first; i < places.size(); ++i) {
    Word& word = words[places[i]];
    word.value = pad(i), word.doubt = 0, word.known = true;
  }
  return true;
}

/// Mends one block in place; how many parity words were left, or nothing.
std::optional<int> mend_block(std::vector<Word>& words, const std::vector<std::size_t>& places, int parity) {
  std::vector<std::uint8_t> seen;
  for (const std::size_t place : places) seen.push_back(words[place].value);
  std::vector<int> order(places.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return words[places[static_cast<std::size_t>(a)]].doubt >
           words[places[static_cast<std::size_t>(b)]].doubt;
  });
  for (int erased = 0; erased <= std::max(0, parity - kUnspent); ++erased) {
    std::vector<std::uint8_t> mended = seen;
    const auto errors = correct(mended, parity, std::span(order).first(static_cast<std::size_t>(erased)));
    if (!errors) continue;
    const int spare = parity - erased - 2 * *errors;
    if (erased > 0 && spare < kUnspent) continue;
    Agreement of_erased;
    for (const int i : std::span(order).first(static_cast<std::size_t>(erased)))
      of_erased.add(words[places[static_cast<std::size_t>(i)]], mended[static_cast<std::size_t>(i)]);
    if (erased > 0 && of_erased.share() < kErasedAgreement) continue;
    bool keeps_known = true;
    for (std::size_t i = 0; i < places.size(); ++i)
      keeps_known = keeps_known && (!words[places[i]].known || words[places[i]].value == mended[i]);
    if (!keeps_known) continue;
    for (std::size_t i = 0; i < places.size(); ++i) words[places[i]].value = mended[i];
    return spare;
  }
  return std::nullopt;
}

Modules print_of(int size, const Format& format, const std::vector<Word>& words) {
  Modules print{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size * size), 0)};
  const auto fixed = fixed_modules(size);
  for (std::size_t i = 0; i < fixed.size(); ++i) print.dark[i] = fixed[i] == 1;
  const auto set = [&](Place place, bool dark) {
    print.dark[static_cast<std::size_t>(place.y * size + place.x)] = dark;
  };
  for (int bit = 0; bit < 15; ++bit)
    for (const Place place : format_places(size, bit))
      set(place, format_word(format.level, format.mask) >> bit & 1);
  if (version_of(size) >= 7)
    for (int bit = 0; bit < 18; ++bit)
      for (const Place place : version_places(size, bit))
        set(place, version_word(version_of(size)) >> bit & 1);
  const auto& places = bit_places(size);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool one = i / 8 < words.size() && (words[i / 8].value >> (7 - i % 8) & 1) != 0;
    set(places[i], one != masked(format.mask, places[i]));
  }
  return print;
}

double agreement_of(const SoftModules& seen, const Modules& print) {
  double speaks = 0, weight = 1e-6;
  for (std::size_t i = 0; i < seen.dark.size(); ++i) {
    speaks += print.dark[i] ? seen.dark[i] : -seen.dark[i];
    weight += std::abs(seen.dark[i]);
  }
  return speaks / weight;
}

std::optional<Corrected> mend_as(const SoftModules& modules, const Format& format, bool padded) {
  const Blocks blocks = blocks_of(modules.size, format.level);
  std::vector<Word> words = words_seen(modules, format.mask);
  if (padded && !know_padding(words, blocks, version_of(modules.size))) return std::nullopt;
  int spare = blocks.parity;
  for (int block = 0; block < blocks.count; ++block) {
    const auto left = mend_block(words, block_places(blocks, block), blocks.parity);
    if (!left) return std::nullopt;
    spare = std::min(spare, *left);
  }
  // The standard keeps some parity of the smallest symbols for noticing errors instead of mending them.
  const int kept = modules.size == 21                        ? (format.level == 1   ? 3
                                                                : format.level == 0 ? 2
                                                                                    : 1)
                   : modules.size == 25 && format.level == 1 ? 2
                                                             : 0;
  if (spare < kept) return std::nullopt;
  Corrected mended{print_of(modules.size, format, words), 0, spare};
  mended.agreement = agreement_of(modules, mended.print);
  if (mended.agreement < kAgreement) return std::nullopt;
  return mended;
}

}  // namespace

std::optional<Corrected> correct_errors(const SoftModules& modules) {
  for (const Format& format : formats(modules)) {
    if (format.agreement < 0.3) break;
    for (const bool padded : {false, true})
      if (auto mended = mend_as(modules, format, padded)) return mended;
  }
  return std::nullopt;
}

}  // namespace usher::scan
