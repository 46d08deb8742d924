#include "usher/core/wedge.hpp"

#include "usher/core/pass.hpp"

namespace usher {
namespace {

// Scanners send a character every 1 to 40 ms, over Bluetooth with hiccups; people hardly ever below 60.
constexpr milliseconds kPause{150};
constexpr milliseconds kMachine{60};
constexpr milliseconds kForget{3000};
constexpr int kShortest = 4;                // of what is no pass: a stray key is no scan
constexpr std::size_t kLongestTyped = 512;  // bytes; the largest QR symbols hold more, but no pass does

void append_utf8(std::string& text, char32_t c) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x110000) {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

}  // namespace

void WedgeLine::clear() {
  text_.clear();
  characters_ = 0;
  overflown_ = false;
}

std::optional<WedgeScan> WedgeLine::character(char32_t character, Tick not_before, Tick at) {
  if (character < 0x20 || character == 0x7F) return std::nullopt;
  auto before = quiet(not_before);
  if (characters_ == 0) first_ = at;
  last_ = at;
  ++characters_;
  if (text_.size() >= kLongestTyped) {
    overflown_ = true;
  } else {
    append_utf8(text_, character);
  }
  return before;
}

std::optional<WedgeScan> WedgeLine::end(Tick at) {
  // A person who presses Enter long after a few keys means something else by it.
  if (characters_ > 0 && at - last_ > kForget) clear();
  return finish(true);
}

std::optional<WedgeScan> WedgeLine::quiet(Tick now) {
  if (characters_ == 0 || now - last_ < kPause) return std::nullopt;
  if (auto scan = finish(false)) return scan;
  if (now - last_ >= kForget) clear();
  return std::nullopt;
}

std::optional<WedgeScan> WedgeLine::finish(bool ended) {
  if (characters_ == 0) return std::nullopt;
  const bool machine = characters_ >= kShortest && last_ - first_ <= kMachine * (characters_ - 1);
  std::optional<WedgeScan> scan;
  if (!overflown_) {
    if (parse_pass(text_)) {
      scan = WedgeScan{.payload = text_};
    } else if (auto repaired = repair_layout(text_)) {
      scan = WedgeScan{.payload = std::move(*repaired), .repaired = true};
    }
  }
  // What is no pass is a scan only when no person typed it.
  if (!scan && machine) scan = WedgeScan{.payload = text_};
  if (scan || ended) clear();
  return scan;
}

}  // namespace usher
