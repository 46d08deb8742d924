#include "wal.hpp"

#include <cstdint>

namespace usher {

namespace {

constexpr std::size_t kHeader = 32, kFrameHeader = 24;

std::uint32_t big(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint32_t little(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Sum {
  std::uint32_t a = 0, b = 0;
  bool big_endian = false;
  void add(std::string_view bytes) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      a += (big_endian ? big(bytes, i) : little(bytes, i)) + b;
      b += (big_endian ? big(bytes, i + 4) : little(bytes, i + 4)) + a;
    }
  }
};

}  // namespace

WalFindings inspect_wal(std::string_view bytes) {
  WalFindings findings;
  if (bytes.size() < kHeader) return findings;
  Sum sum;
  const std::uint32_t magic = big(bytes, 0);
  sum.big_endian = (magic & 1U) != 0;
  sum.add(bytes.substr(0, 24));
  const std::size_t page = big(bytes, 8);
  const bool header_good = (magic & ~1U) == 0x377f0682U && sum.a == big(bytes, 24) &&
                           sum.b == big(bytes, 28) && page >= 512 && page <= 65536;
  if (!header_good) {
    // Without its header nothing in the file counts, and everything in it is suspect.
    findings.suspect_end = bytes.size();
    return findings;
  }
  const std::uint32_t salt1 = big(bytes, 16), salt2 = big(bytes, 20);
  const std::size_t frame = kFrameHeader + page;
  std::size_t at = kHeader;
  std::size_t sound = kHeader;  // behind the last whole commit
  for (; at + frame <= bytes.size(); at += frame) {
    if (big(bytes, at + 8) != salt1 || big(bytes, at + 12) != salt2) break;
    sum.add(bytes.substr(at, 8));
    sum.add(bytes.substr(at + kFrameHeader, page));
    if (sum.a != big(bytes, at + 16) || sum.b != big(bytes, at + 20)) break;
    if (big(bytes, at + 4) != 0) sound = at + frame;
  }
  findings.sound_end = sound;
  for (at = sound; at + frame <= bytes.size(); at += frame) {
    if (big(bytes, at + 8) != salt1 || big(bytes, at + 12) != salt2) continue;
    findings.suspect_end = at + frame;
    if (big(bytes, at + 4) != 0) ++findings.commits_after;
  }
  return findings;
}

}  // namespace usher
