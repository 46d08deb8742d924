#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "usher/scan/source/camera.hpp"
#include "usher/stage/foyer/door_scene.hpp"

namespace usher {

/// One who steps up to the virtual camera, and how well they hold what they hold.
struct VirtualGuest {
  std::string payload;  ///< what their code says; empty: they only walk past
  std::string name;     ///< written on phone or badge; ASCII
  HeldCode::Body body = HeldCode::Body::Phone;
  bool dark_mode = false;  ///< light modules on dark, as wallet apps show them at night
  bool dimmed = false;     ///< a phone that saves its battery
  bool glare = false;      ///< a lamp in the glass, wandering over the code as the hand trembles
  bool cracked = false;
  bool tilted = false;           ///< shown at an angle
  bool blurred = false;          ///< nearer than the camera focuses, until they step back a little
  bool thumb = false;            ///< over a corner of the code
  bool far = false;              ///< held up from too far away
  std::string second;            ///< another code held up beside the first
  bool puts_second_away = true;  ///< half-way, as the screen asks; else both are shown
};

struct VirtualOptions {
  int width = 1280;  ///< pixels
  int height = 720;  ///< pixels
  double fps = 30;
  double speed = 1;   ///< 2: everybody is twice as quick, with half the frames
  int guests = 0;     ///< how many step up, the cast repeating when it is shorter; 0: the cast once
  bool loop = false;  ///< for ever
  bool paced = true;  ///< false: as fast as they are painted, for tests
  std::uint32_t seed = 1;
};

/// How long one guest takes at speed 1, from one to the next.
constexpr milliseconds kGuestTakes{4200};

/// A foyer in which guests step up one after the other, hold up their code with a trembling hand and go. The
/// same cast, options and seed always give the same frames. Not live: it waits while a guest is being served.
std::unique_ptr<Camera> make_virtual_camera(std::vector<VirtualGuest> cast, const VirtualOptions& options);

/// What is held up at that time after guest `number` came into the picture, in pixels of the frame. Pure.
std::vector<HeldCode> held_at(const VirtualGuest& guest, std::uint64_t number, milliseconds time,
                              const VirtualOptions& options);

/// A few guests for `source = "virtual"`, one of each kind of phone and badge.
std::vector<VirtualGuest> sample_cast();

}  // namespace usher
