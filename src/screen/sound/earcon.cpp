#include "earcon.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace usher::screen {
namespace {

// Two or three tones each; the pitches are of one chord, so that ten hours of them do not hurt.
constexpr Tone kGrant[] = {{523.25, 523.25, 90, 10}, {783.99, 783.99, 220, 0}};  // up
constexpr Tone kAlreadyIn[] = {{440, 440, 130, 90}, {440, 440, 130, 0}};         // level, twice
constexpr Tone kDeny[] = {{392, 392, 170, 20}, {261.63, 261.63, 330, 0}};        // down
constexpr Tone kWrongEvent[] = {
    {523.25, 523.25, 110, 20}, {349.23, 349.23, 130, 20}, {523.25, 523.25, 180, 0}};  // down and back
constexpr Tone kWrongGate[] = {{349.23, 523.25, 200, 0}, {523.25, 349.23, 240, 0}};   // a glide over and down
constexpr Tone kNotFound[] = {{293.66, 293.66, 140, 20}, {293.66, 587.33, 300, 0}};   // a question
constexpr Tone kHold[] = {
    {329.63, 329.63, 150, 70}, {329.63, 329.63, 150, 70}, {329.63, 329.63, 150, 0}};  // knocking
constexpr Tone kNotAPass[] = {{329.63, 311.13, 70, 0}};                               // hardly there

constexpr double kAttack = 0.008;  // seconds: soft, and no click
constexpr double kRelease = 0.06;

}  // namespace

std::span<const Tone> melody_of(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::Grant:
      return kGrant;
    case Verdict::Kind::AlreadyIn:
      return kAlreadyIn;
    case Verdict::Kind::Deny:
      return kDeny;
    case Verdict::Kind::WrongEvent:
      return kWrongEvent;
    case Verdict::Kind::WrongGate:
      return kWrongGate;
    case Verdict::Kind::NotFound:
      return kNotFound;
    case Verdict::Kind::Hold:
      return kHold;
    case Verdict::Kind::NotAPass:
    case Verdict::Kind::kCount:
      return kNotAPass;
  }
  return kHold;
}

std::vector<std::int16_t> synthesise(Verdict::Kind kind, int volume) {
  constexpr double kTurn = 2 * std::numbers::pi;
  const double loud = std::pow(std::clamp(volume, 0, 100) / 100.0, 1.66) * 0.8;
  std::vector<std::int16_t> samples;
  double phase = 0;
  for (const Tone& tone : melody_of(kind)) {
    const double length = tone.length / 1000.0;
    const auto count = static_cast<int>(length * kSampleRate);
    for (int i = 0; i < count; ++i) {
      const double at = static_cast<double>(i) / kSampleRate;
      phase += kTurn * (tone.from + (tone.to - tone.from) * at / length) / kSampleRate;
      // A little of the second and third partial makes it wood rather than a beeper.
      const double wave = (std::sin(phase) + 0.28 * std::sin(2 * phase) + 0.1 * std::sin(3 * phase)) / 1.38;
      const double rise = std::min(1.0, at / kAttack);
      const double fall = std::min(1.0, (length - at) / kRelease);
      samples.push_back(static_cast<std::int16_t>(std::lround(wave * rise * fall * loud * 32'767)));
    }
    samples.resize(samples.size() + static_cast<std::size_t>(tone.pause * kSampleRate / 1000));
  }
  return samples;
}

}  // namespace usher::screen
