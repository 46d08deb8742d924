#include "usher/core/backoff.hpp"

#include <algorithm>
#include <cstdint>

namespace usher {

milliseconds backoff(int tries, milliseconds first, milliseconds longest, std::string_view who) {
  constexpr int kMostDoublings = 12;
  const milliseconds whole =
      std::min<milliseconds>(first * (1LL << std::clamp(tries, 0, kMostDoublings)), longest);
  std::uint32_t spread = 2166136261U + static_cast<std::uint32_t>(tries);  // FNV-1a
  for (const char c : who) spread = (spread ^ static_cast<unsigned char>(c)) * 16777619U;
  return whole * 4 / 5 + whole * static_cast<long long>(spread % 1000) / 5000;
}

}  // namespace usher
