#include "usher/scan/lens_check.hpp"

#include <algorithm>
#include <cstdlib>

namespace usher {
namespace {

constexpr int kWindow = 48;  // pixels; a module of a code held up is 4 to 10
constexpr double kDark = 40;
constexpr int kStrong = 90;    // grey levels: a phone or paper before a guest, not a lamp behind them
constexpr int kAnything = 30;  // the noise of a dim sensor spans 20
constexpr int kRise = 2;       // pixels; over one, noise outweighs a soft edge

// Painted doors with noise 2: in focus 0.99, blurred by 1 pixel 0.67, by 2 0.46, by 3 0.42, by 4 0.39, by 6
// 0.25; all photographs of codes at hand: 0.50 and more. With noise 6 nothing falls below 0.5, so a dim
// sensor is never blamed.
constexpr double kSoft = 0.44;
constexpr int kSoftLooks = 20;  // four seconds of guests, none of them sharp

constexpr milliseconds kBeforeSaid{3000};
constexpr milliseconds kBeforeTakenBack{800};
constexpr milliseconds kFrozen{3000};

struct Window {
  int lowest = 255;
  int highest = 0;
  int steepest = 0;
};

Window measure(const Frame& frame, int left, int top) {
  Window window;
  for (int y = top; y < top + kWindow; y += 2) {
    const std::uint8_t* row =
        frame.grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width);
    for (int x = left; x < left + kWindow; ++x) {
      const int here = row[x];
      window.lowest = std::min(window.lowest, here);
      window.highest = std::max(window.highest, here);
      if (y + kRise < top + kWindow)
        window.steepest = std::max(window.steepest, std::abs(row[x + kRise * frame.width] - here));
      if (x + kRise < left + kWindow)
        window.steepest = std::max(window.steepest, std::abs(row[x + kRise] - here));
    }
  }
  return window;
}

}  // namespace

LensSigns signs_of(const Frame& frame) {
  LensSigns signs;
  if (frame.width < kWindow || frame.height < kWindow) return signs;

  std::uint64_t sum = 0, count = 0, burnt = 0;
  std::uint64_t print = 1469598103934665603u;  // FNV-1a
  for (int y = 3; y < frame.height; y += 7) {
    const std::uint8_t* row =
        frame.grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width);
    for (int x = 3; x < frame.width; x += 7) {
      sum += row[x];
      burnt += row[x] >= 250 ? 1 : 0;
      ++count;
      print = (print ^ row[x]) * 1099511628211u;
    }
  }
  signs.mean = static_cast<double>(sum) / static_cast<double>(count);
  signs.burnt = static_cast<double>(burnt) / static_cast<double>(count);
  signs.print = print;

  // Every second window in each direction is enough: whatever is held up covers many.
  for (int top = 0; top + kWindow <= frame.height; top += 2 * kWindow) {
    for (int left = 0; left + kWindow <= frame.width; left += 2 * kWindow) {
      const Window window = measure(frame, left, top);
      const int contrast = window.highest - window.lowest;
      signs.contrast = std::max(signs.contrast, contrast);
      const bool middle = std::abs(2 * left + kWindow - frame.width) < frame.width * 3 / 5 &&
                          std::abs(2 * top + kWindow - frame.height) < frame.height * 4 / 5;
      if (!middle || contrast < kStrong) continue;
      signs.strong_edges = true;
      signs.sharpness = std::max(signs.sharpness, static_cast<double>(window.steepest) / contrast);
    }
  }
  return signs;
}

LensCheck::Finding LensCheck::judge(const LensSigns& signs, bool read_something) {
  // Focus is judged only by what guests hold up: the wall behind them may well be soft. A still picture is
  // counted once.
  const bool moved = !before_ || before_->print != signs.print;
  if (read_something || (signs.strong_edges && signs.sharpness >= kSoft)) {
    soft_looks_ = 0;
  } else if (signs.strong_edges && moved) {
    soft_looks_ = std::min(soft_looks_ + 1, kSoftLooks);
  }
  if (signs.mean < kDark && signs.contrast < kAnything) return Finding::Black;
  if (signs.burnt > 0.5) return Finding::WashedOut;
  if (signs.contrast < kAnything) return Finding::Covered;
  if (frozen_for() >= kFrozen) return Finding::Frozen;
  if (soft_looks_ >= kSoftLooks) return Finding::OutOfFocus;
  return Finding::Clear;
}

LensCheck::Finding LensCheck::look(const LensSigns& signs, bool read_something, Tick now) {
  if (!before_ || before_->print != signs.print) changed_ = now;
  moved_ = moved_ || (before_ && before_->print != signs.print);
  last_ = now;
  const Finding finding = judge(signs, read_something);
  before_ = signs;

  if (finding != candidate_) {
    candidate_ = finding;
    candidate_since_ = now;
  }
  // Frozen and out of focus have lasted already when they are found.
  const bool lasted = finding == Finding::Frozen || finding == Finding::OutOfFocus;
  const milliseconds needed = lasted                      ? milliseconds{0}
                              : finding == Finding::Clear ? kBeforeTakenBack
                                                          : kBeforeSaid;
  if (now - candidate_since_ >= needed) said_ = finding;
  return said_;
}

std::string_view lens_sentence(LensCheck::Finding finding) {
  switch (finding) {
    case LensCheck::Finding::Clear:
      return "";
    case LensCheck::Finding::Black:
      return "The camera sees only darkness: uncover its lens, or switch a light on.";
    case LensCheck::Finding::Covered:
      return "The camera sees nothing but an even grey: uncover its lens and wipe it.";
    case LensCheck::Finding::WashedOut:
      return "The camera is blinded: turn it away from the lamp or the window.";
    case LensCheck::Finding::Frozen:
      return "The camera's picture stands still: pull its plug out and put it in again.";
    case LensCheck::Finding::OutOfFocus:
      return "The camera's picture is not sharp: wipe its lens, or ask guests to step back a little.";
  }
  return "";
}

}  // namespace usher
