#include "qr_layout.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

namespace usher::scan {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::string_view kPrefix = "EVT-";
constexpr int kLength = 16;
constexpr int kOwn = 12;  ///< signs after the prefix

std::size_t at(int size, int x, int y) {
  return static_cast<std::size_t>(y * size + x);
}

/// Finder, timing, alignment and format areas: everything that holds no code word.
std::vector<bool> reserved(int size) {
  std::vector<bool> area(static_cast<std::size_t>(size * size), false);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const bool corner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
      const bool alignment = size == 25 && std::abs(x - 18) <= 2 && std::abs(y - 18) <= 2;
      area[at(size, x, y)] = corner || alignment || x == 6 || y == 6;
    }
  return area;
}

std::vector<Place> trace(int size) {
  const std::vector<bool> taken = reserved(size);
  std::vector<Place> places;
  bool up = true;
  for (int right = size - 1; right > 0; right -= 2) {
    if (right == 6) right = 5;  // the upright timing line is skipped
    for (int step = 0; step < size; ++step) {
      const int y = up ? size - 1 - step : step;
      for (const int x : {right, right - 1})
        if (!taken[at(size, x, y)]) places.push_back({x, y});
    }
    up = !up;
  }
  return places;
}

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

std::vector<std::int8_t> fixed_modules(int size) {
  std::vector<std::int8_t> modules(static_cast<std::size_t>(size * size), -1);
  for (int i = 8; i < size - 8; ++i)
    modules[at(size, i, 6)] = modules[at(size, 6, i)] = static_cast<std::int8_t>(i % 2 == 0);
  const auto rings = [&](int cx, int cy, int reach) {
    for (int y = cy - reach; y <= cy + reach; ++y)
      for (int x = cx - reach; x <= cx + reach; ++x) {
        if (x < 0 || y < 0 || x >= size || y >= size) continue;
        const int ring = std::max(std::abs(x - cx), std::abs(y - cy));
        // A finder pattern has rings 0–1 and 3 dark, an alignment pattern 0 and 2.
        const bool dark = reach == 4 ? ring <= 1 || ring == 3 : ring != 1;
        modules[at(size, x, y)] = dark ? 1 : 0;
      }
  };
  rings(3, 3, 4);
  rings(size - 4, 3, 4);
  rings(3, size - 4, 4);
  if (size > 21) rings(size - 7, size - 7, 2);
  modules[at(size, 8, size - 8)] = 1;
  return modules;
}

const std::vector<Place>& bit_places(int size) {
  static const std::vector<Place> kFirst = trace(21), kSecond = trace(25);
  return size == 21 ? kFirst : kSecond;
}

bool masked(int mask, Place place) {
  const int x = place.x, y = place.y;
  switch (mask) {
    case 0:
      return (x + y) % 2 == 0;
    case 1:
      return y % 2 == 0;
    case 2:
      return x % 3 == 0;
    case 3:
      return (x + y) % 3 == 0;
    case 4:
      return (x / 3 + y / 2) % 2 == 0;
    case 5:
      return x * y % 2 + x * y % 3 == 0;
    case 6:
      return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
      return ((x + y) % 2 + x * y % 3) % 2 == 0;
  }
}

int format_word(int level, int mask) {
  const int value = level << 3 | mask;
  int rest = value;
  for (int i = 0; i < 10; ++i) rest = rest << 1 ^ (rest >> 9) * 0x537;
  return (value << 10 | rest) ^ 0x5412;
}

std::vector<Place> format_places(int size, int bit) {
  const Place first = bit < 6    ? Place{8, bit}
                      : bit < 8  ? Place{8, bit + 1}
                      : bit == 8 ? Place{7, 8}
                                 : Place{14 - bit, 8};
  const Place second = bit < 8 ? Place{size - 1 - bit, 8} : Place{8, size - 15 + bit};
  return {first, second};
}

Words words_of(int size, int level) {
  static constexpr std::array<Words, 4> kFirst{Words{16, 10}, {19, 7}, {9, 17}, {13, 13}};
  static constexpr std::array<Words, 4> kSecond{Words{28, 16}, {34, 10}, {16, 28}, {22, 22}};
  return (size == 21 ? kFirst : kSecond)[static_cast<std::size_t>(level)];
}

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
