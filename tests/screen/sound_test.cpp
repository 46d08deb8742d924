#include "screen/sound/sound.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>

#include "screen/sound/earcon.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

constexpr Verdict::Kind kAll[] = {
    Verdict::Kind::Grant,     Verdict::Kind::AlreadyIn, Verdict::Kind::Deny, Verdict::Kind::WrongEvent,
    Verdict::Kind::WrongGate, Verdict::Kind::NotFound,  Verdict::Kind::Hold, Verdict::Kind::NotAPass};

/// How a melody moves, without its pitches: "=^=" is level, up, level.
std::string contour(Verdict::Kind kind) {
  std::string moves;
  double before = 0;
  const auto step = [](double from, double to) { return to > from ? '^' : to < from ? 'v' : '='; };
  for (const Tone& tone : melody_of(kind)) {
    if (before > 0) moves += step(before, tone.from);
    moves += tone.from == tone.to ? 'o' : step(tone.from, tone.to);
    before = tone.to;
  }
  return moves;
}

/// Pitch of a stretch, by counting where it crosses zero upwards.
double pitch_of(const std::vector<std::int16_t>& samples, int from_ms, int to_ms) {
  int crossings = 0;
  const int from = from_ms * kSampleRate / 1000;
  const int to = to_ms * kSampleRate / 1000;
  for (int i = from + 1; i < to; ++i) {
    crossings += samples[static_cast<std::size_t>(i - 1)] < 0 && samples[static_cast<std::size_t>(i)] >= 0;
  }
  return crossings * 1000.0 / (to_ms - from_ms);
}

}  // namespace

TEST_CASE("every verdict's melody moves differently, not only higher or lower") {
  std::set<std::string> contours;
  for (const Verdict::Kind kind : kAll) contours.insert(contour(kind));
  CHECK(contours.size() == std::size(kAll));
}

TEST_CASE("melodies are short, soft at both ends, and never clip") {
  for (const Verdict::Kind kind : kAll) {
    CAPTURE(verdict_word(kind));
    const auto samples = synthesise(kind, 100);
    CHECK(samples.size() < kSampleRate * 6 / 10);
    CHECK(std::abs(samples.front()) < 300);
    CHECK(std::abs(samples.back()) < 300);
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
    CHECK(*high < 32'000);
    CHECK(*low > -32'000);
    CHECK(*high > 10'000);
  }
}

TEST_CASE("a welcome rises and a refusal falls, in the samples themselves") {
  const auto grant = synthesise(Verdict::Kind::Grant, 70);
  CHECK(pitch_of(grant, 10, 80) < pitch_of(grant, 120, 280));
  const auto deny = synthesise(Verdict::Kind::Deny, 70);
  CHECK(pitch_of(deny, 10, 160) > pitch_of(deny, 220, 480));
}

TEST_CASE("mute is silence and half is quieter") {
  const auto loudest = [](int volume) {
    const auto samples = synthesise(Verdict::Kind::Grant, volume);
    return *std::max_element(samples.begin(), samples.end());
  };
  CHECK(loudest(0) == 0);
  CHECK(loudest(50) < loudest(100) / 2);
}

TEST_CASE("what is played arrives at the device") {
  const std::string path = (std::filesystem::temp_directory_path() / "usher_sound_test.wav").string();
  std::filesystem::remove(path);
  {
    Sound sound({.volume = 70, .device = "file:'" + path + "',wav"});
    sound.play(Verdict::Kind::Grant);
    // The writer is another thread: wait for what it does, not for a while.
    const auto whole = synthesise(Verdict::Kind::Grant, 70).size() * 2;
    for (int i = 0; i < 500; ++i) {
      std::error_code none;
      if (std::filesystem::file_size(path, none) > whole && !none) break;
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    CHECK_FALSE(sound.missing());
  }
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  REQUIRE(bytes.size() > 44);
  CHECK(bytes.substr(0, 4) == "RIFF");
  std::vector<std::int16_t> heard((bytes.size() - 44) / 2);
  std::memcpy(heard.data(), bytes.data() + 44, heard.size() * 2);
  const auto made = synthesise(Verdict::Kind::Grant, 70);
  REQUIRE(heard.size() >= made.size());
  CHECK(std::equal(made.begin(), made.end(), heard.begin()));
  std::filesystem::remove(path);
}

TEST_CASE("without a device the station is silent and says so; muted it says nothing") {
  const auto missing_after_a_while = [](const Sound& sound) {
    for (int i = 0; i < 300 && !sound.missing(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return sound.missing();
  };
  const Sound absent({.volume = 70, .device = "no-such-device"});
  CHECK(missing_after_a_while(absent));
  Sound muted({.volume = 0, .device = "no-such-device"});
  muted.play(Verdict::Kind::Grant);
  CHECK_FALSE(muted.missing());
  muted.turn_to(50);  // staff unmute it: now it is missed
  muted.play(Verdict::Kind::Grant);
  CHECK(missing_after_a_while(muted));
}
