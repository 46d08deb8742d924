#include "pass_bits.hpp"

#include <string_view>

namespace usher::scan {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::string_view kPrefix = "EVT-";
constexpr int kLength = 16;
constexpr int kOwn = 12;  ///< signs after the prefix

void append(std::vector<std::int8_t>& bits, int value, int count) {
  for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<std::int8_t>(value >> i & 1));
}

int take(const std::vector<std::uint8_t>& words, int& from, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i, ++from)
    value = value << 1 | (words[static_cast<std::size_t>(from / 8)] >> (7 - from % 8) & 1);
  return value;
}

int sign(char c) {
  return static_cast<int>(kSigns.find(c));
}

}  // namespace

std::vector<std::int8_t> known_bits(Writing writing, int data_words) {
  std::vector<std::int8_t> bits;
  if (writing == Writing::Alphanumeric) {
    append(bits, 0b0010, 4);
    append(bits, kLength, 9);
    for (std::size_t i = 0; i < kPrefix.size(); i += 2)
      append(bits, sign(kPrefix[i]) * 45 + sign(kPrefix[i + 1]), 11);
    bits.insert(bits.end(), 11 * kOwn / 2, -1);
  } else {
    append(bits, 0b0100, 4);
    append(bits, kLength, 8);
    for (const char c : kPrefix) append(bits, c, 8);
    // The upper bits of capitals and digits: 010, 011 or 0101… have only the first in common.
    for (int i = 0; i < kOwn; ++i) {
      bits.push_back(0);
      bits.insert(bits.end(), 7, -1);
    }
  }
  const auto room = static_cast<std::size_t>(8 * data_words);
  if (bits.size() > room) return {};
  // Terminator, zeros to the end of the word, then the two filling words in turn.
  for (int i = 0; i < 4 && bits.size() < room; ++i) bits.push_back(0);
  while (bits.size() % 8 != 0) bits.push_back(0);
  for (bool odd = true; bits.size() < room; odd = !odd) append(bits, odd ? 0xEC : 0x11, 8);
  return bits;
}

std::string pass_in(Writing writing, const std::vector<std::uint8_t>& words) {
  std::string payload;
  int from = 0;
  if (writing == Writing::Alphanumeric) {
    if (take(words, from, 4) != 0b0010 || take(words, from, 9) != kLength) return {};
    for (int i = 0; i < kLength / 2; ++i) {
      const int pair = take(words, from, 11);
      if (pair >= 45 * 45) return {};
      payload += kSigns[static_cast<std::size_t>(pair / 45)];
      payload += kSigns[static_cast<std::size_t>(pair % 45)];
    }
  } else {
    if (take(words, from, 4) != 0b0100 || take(words, from, 8) != kLength) return {};
    for (int i = 0; i < kLength; ++i) payload += static_cast<char>(take(words, from, 8));
  }
  if (payload.compare(0, kPrefix.size(), kPrefix) != 0) return {};
  for (const char c : std::string_view(payload).substr(kPrefix.size()))
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return {};
  return payload;
}

}  // namespace usher::scan
