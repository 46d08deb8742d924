#include "qr_layout.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>

namespace usher::scan {
namespace {

std::size_t at(int size, int x, int y) {
  return static_cast<std::size_t>(y * size + x);
}

/// Everything that holds no code word: what is fixed, and the format and version areas.
std::vector<bool> reserved(int size) {
  const auto fixed = fixed_modules(size);
  std::vector<bool> area(fixed.size());
  for (std::size_t i = 0; i < fixed.size(); ++i) area[i] = fixed[i] >= 0;
  for (int bit = 0; bit < 15; ++bit)
    for (const Place place : format_places(size, bit)) area[at(size, place.x, place.y)] = true;
  if (version_of(size) >= 7)
    for (int bit = 0; bit < 18; ++bit)
      for (const Place place : version_places(size, bit)) area[at(size, place.x, place.y)] = true;
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

// Table 9 of the standard, versions 1 to 40; levels L, M, Q, H.
constexpr std::uint8_t kParity[4][40] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}};
constexpr std::uint8_t kCount[4][40] = {
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81}};

}  // namespace

std::vector<int> alignment_lines(int size) {
  const int version = version_of(size);
  if (version == 1) return {};
  const int count = version / 7 + 2;
  const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
  std::vector<int> lines{6};
  for (int i = count - 2; i >= 0; --i) lines.push_back(size - 7 - i * step);
  return lines;
}

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
  const auto lines = alignment_lines(size);
  for (const int x : lines)
    for (const int y : lines)
      if (!(x == 6 && y == 6) && !(x == 6 && y == size - 7) && !(x == size - 7 && y == 6)) rings(x, y, 2);
  rings(3, 3, 4);
  rings(size - 4, 3, 4);
  rings(3, size - 4, 4);
  modules[at(size, 8, size - 8)] = 1;
  return modules;
}

const std::vector<Place>& bit_places(int size) {
  static std::array<std::once_flag, 40> made;
  static std::array<std::vector<Place>, 40> places;
  const auto which = static_cast<std::size_t>(version_of(size) - 1);
  std::call_once(made[which], [&] { places[which] = trace(size); });
  return places[which];
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
  int remainder = value;
  for (int i = 0; i < 10; ++i) remainder = remainder << 1 ^ (remainder >> 9) * 0x537;
  return (value << 10 | remainder) ^ 0x5412;
}

std::vector<Place> format_places(int size, int bit) {
  const Place first = bit < 6    ? Place{8, bit}
                      : bit < 8  ? Place{8, bit + 1}
                      : bit == 8 ? Place{7, 8}
                                 : Place{14 - bit, 8};
  const Place second = bit < 8 ? Place{size - 1 - bit, 8} : Place{8, size - 15 + bit};
  return {first, second};
}

int version_word(int version) {
  int remainder = version;
  for (int i = 0; i < 12; ++i) remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25;
  return version << 12 | remainder;
}

std::vector<Place> version_places(int size, int bit) {
  const int across = size - 11 + bit % 3, along = bit / 3;
  return {{across, along}, {along, across}};
}

Blocks blocks_of(int size, int level) {
  // The standard numbers the levels M, L, H, Q.
  static constexpr std::size_t kRow[] = {1, 0, 3, 2};
  const auto row = kRow[level], version = static_cast<std::size_t>(version_of(size) - 1);
  const int count = kCount[row][version], parity = kParity[row][version];
  const int words = static_cast<int>(bit_places(size).size()) / 8;
  return {count, words / count - parity, words % count, parity};
}

}  // namespace usher::scan
