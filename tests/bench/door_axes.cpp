#include "door_axes.hpp"

#include <cstdio>
#include <functional>
#include <random>
#include <string_view>

namespace usher::bench {
namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed * 2654435761u + 12345u) {}
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 8) / 16777216.0;
  }
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }

 private:
  std::minstd_rand engine_;
};

std::string code(Dice& dice) {
  static constexpr char kSigns[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string code = "EVT-";
  for (int i = 0; i < 12; ++i) code += kSigns[dice.below(36)];
  return code;
}

using Spoil = std::function<void(DoorScene&, double strength, Dice&)>;

struct Axis {
  const char* name;
  std::vector<double> strengths;
  Spoil spoil;
};

HeldCode& held(DoorScene& scene) {
  return scene.held.front();
}

const std::vector<Axis>& axes() {
  static const std::vector<Axis> kAxes = {
      {"module px", {1.5, 2, 2.5, 3, 4, 5, 6.5, 8}, [](auto& s, double v, Dice&) { held(s).module_px = v; }},
      {"tilt",
       {15, 30, 40, 50, 60},
       [](auto& s, double v, Dice& d) {
         (d.below(2) ? held(s).tilt_x : held(s).tilt_y) = d.below(2) ? v : -v;
       }},
      {"rotation", {15, 45, 90, 135, 180}, [](auto& s, double v, Dice&) { held(s).rotation = v; }},
      {"defocus/module",
       {0.25, 0.4, 0.5, 0.6, 0.7, 0.8},
       [](auto& s, double v, Dice&) { held(s).defocus = v * held(s).module_px; }},
      {"motion/module",
       {0.5, 1, 1.5, 2, 2.5, 3},
       [](auto& s, double v, Dice& d) {
         held(s).motion_px = v * held(s).module_px;
         held(s).motion_angle = d.between(0, 180);
       }},
      {"noise", {5, 10, 20, 30, 40}, [](auto& s, double v, Dice&) { s.noise = v; }},
      {"contrast", {0.5, 0.3, 0.2, 0.12, 0.07}, [](auto& s, double v, Dice&) { held(s).contrast = v; }},
      {"low light",
       {0.5, 0.25, 0.12, 0.06},
       [](auto& s, double v, Dice&) {
         s.exposure = v;
         s.noise = 4;
       }},
      {"over-exposure", {1.5, 2.5, 4, 7}, [](auto& s, double v, Dice&) { s.exposure = v; }},
      {"glare",
       {0.3, 0.5, 0.7, 1},
       [](auto& s, double v, Dice& d) {
         held(s).glare = v;
         held(s).glare_at = {static_cast<float>(d.between(-9, 9)), static_cast<float>(d.between(-9, 9))};
         held(s).glare_radius = d.between(3, 7);
       }},
      {"dark mode",
       {1, 0.6, 0.3},
       [](auto& s, double v, Dice&) {
         held(s).inverted = true;
         held(s).light = v;
       }},
      {"dimmed", {0.5, 0.25, 0.12}, [](auto& s, double v, Dice&) { held(s).light = v; }},
      {"cracks", {2, 4, 6, 9}, [](auto& s, double v, Dice&) { held(s).cracks = static_cast<int>(v); }},
      {"cover", {0.03, 0.06, 0.1, 0.15}, [](auto& s, double v, Dice&) { held(s).cover = v; }},
      {"moire",
       {0.2, 0.4, 0.6, 0.8},
       [](auto& s, double v, Dice& d) {
         held(s).moire = v;
         held(s).moire_period = d.between(3, 11);
       }},
      {"jpeg", {90, 60, 40, 30}, [](auto& s, double v, Dice&) { s.jpeg_quality = static_cast<int>(v); }},
      {"quiet zone", {3, 2, 1, 0}, [](auto& s, double v, Dice&) { held(s).quiet_zone = v; }},
      {"clutter", {0.3, 0.6, 1}, [](auto& s, double v, Dice&) { s.clutter = v; }},
  };
  return kAxes;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

/// Clutter, phones with pictures, empty foyers: whatever is read here was never there.
DoorScene nobody(std::uint32_t seed) {
  Dice dice(seed + 777000);
  DoorScene scene{.held = {}, .noise = dice.between(1, 12), .clutter = dice.between(0, 1), .seed = seed};
  if (dice.below(2)) {
    scene = plain_guest(seed);
    held(scene).payload.clear();
    scene.clutter = dice.between(0, 1);
  }
  if (dice.below(3) == 0) scene.jpeg_quality = 40;
  return scene;
}

}  // namespace

DoorScene plain_guest(std::uint32_t seed) {
  Dice dice(seed);
  HeldCode guest;
  guest.payload = code(dice);
  guest.body = dice.below(3) ? HeldCode::Body::Phone : HeldCode::Body::Badge;
  // Generators mostly write M, many L; the others are rare.
  const int level = dice.below(10);
  guest.correction = level < 5   ? Correction::Medium
                     : level < 8 ? Correction::Low
                     : level < 9 ? Correction::Quartile
                                 : Correction::High;
  guest.module_px = dice.between(3, 5);
  guest.rotation = dice.between(-20, 20);
  guest.tilt_x = dice.between(-12, 12);
  guest.tilt_y = dice.between(-12, 12);
  guest.centre = {static_cast<float>(dice.between(380, 900)), static_cast<float>(dice.between(200, 500))};
  guest.seed = seed;
  return {.held = {guest}, .noise = dice.between(1, 4), .seed = seed % 97, .noise_seed = seed};
}

DoorScene hard_guest(std::uint32_t seed) {
  DoorScene scene = plain_guest(seed);
  Dice dice(seed + 31337);
  const int defects = 2 + dice.below(3);
  for (int i = 0; i < defects; ++i) {
    const Axis& axis = axes()[static_cast<std::size_t>(dice.below(static_cast<int>(axes().size())))];
    // The milder half of each scale: at the far end a single defect is already too much.
    const auto& s = axis.strengths;
    const auto mild = static_cast<std::size_t>(dice.below(static_cast<int>((s.size() + 1) / 2)));
    // All scales run from mild to bad but the size of a module.
    const bool grows_easier = std::string_view(axis.name) == "module px";
    axis.spoil(scene, grows_easier ? s[s.size() - 1 - mild] : s[mild], dice);
  }
  return scene;
}

DoorScene several_codes_scene(std::uint32_t seed) {
  Dice dice(seed + 52711);
  DoorScene scene = plain_guest(seed);
  scene.width = 1600, scene.height = 1200;
  scene.held.clear();
  const int codes = 1 + dice.below(4);
  for (int i = 0; i < codes; ++i) {
    HeldCode code = plain_guest(seed * 7 + static_cast<std::uint32_t>(i)).held.front();
    // Versions 2 to 8, as links and visiting cards are.
    code.payload = "https://example.org/" + code.payload.substr(4);
    for (int more = dice.below(100); more > 0; --more)
      code.payload += static_cast<char>('a' + dice.below(26));
    code.module_px = dice.between(2.2, 4.5);
    code.rotation = dice.between(0, 360);
    code.centre = {static_cast<float>(400 + 800 * (i % 2)), static_cast<float>(300 + 600 * (i / 2))};
    scene.held.push_back(code);
  }
  // The same trouble for all of them, in the milder half of its scale.
  const Axis& axis = axes()[static_cast<std::size_t>(dice.below(static_cast<int>(axes().size())))];
  if (std::string_view(axis.name) == "module px" || std::string_view(axis.name) == "rotation") return scene;
  const auto milder = static_cast<int>(axis.strengths.size() + 1) / 2;
  const double strength = axis.strengths[static_cast<std::size_t>(dice.below(milder))];
  for (HeldCode& code : scene.held) {
    DoorScene one = scene;
    one.held = {code};
    axis.spoil(one, strength, dice);
    code = one.held.front();
    scene.noise = one.noise, scene.exposure = one.exposure, scene.clutter = one.clutter;
    scene.jpeg_quality = one.jpeg_quality;
  }
  return scene;
}

std::vector<Bin> door_set(int per_bin, std::uint32_t seed) {
  std::vector<Bin> bins;
  std::uint32_t next = seed * 100000;
  for (const Axis& axis : axes()) {
    for (const double strength : axis.strengths) {
      Bin bin{axis.name, number(strength), {}};
      for (int i = 0; i < per_bin; ++i) {
        Dice dice(++next);
        bin.scenes.push_back(plain_guest(next));
        axis.spoil(bin.scenes.back(), strength, dice);
      }
      bins.push_back(std::move(bin));
    }
  }
  Bin several{"several at once", "2-4", {}};
  for (int i = 0; i < per_bin * 12; ++i) several.scenes.push_back(hard_guest(++next));
  bins.push_back(std::move(several));
  Bin nothing{"nothing to read", "", {}};
  for (int i = 0; i < per_bin * 8; ++i) nothing.scenes.push_back(nobody(++next));
  bins.push_back(std::move(nothing));
  return bins;
}

}  // namespace usher::bench
