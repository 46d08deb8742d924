#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "usher/core/joints.hpp"
#include "usher/core/settings.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/scan/source/camera.hpp"

namespace usher {

/// Makes a camera, again and again after it was lost.
using CameraMaker = std::function<std::unique_ptr<Camera>()>;

/// The camera's loop: frames, sightings and scans into the joints until stopped or until a recorded source
/// ends (then the camera report says Ended). Outlives every camera trouble: reports it, waits, opens again.
void watch(std::stop_token stop, const CameraMaker& make_camera, Joints& joints);

/// How the loop reads the frames of that camera, and whoever wants to know what it would make of them.
Reader::Options way_to_read(const Camera& camera);

/// What the loop takes from the world: the clock, waiting, and a reader for each camera opened. Tests bring
/// their own.
struct WatchWorld {
  using Read = std::function<std::vector<Symbol>(const Frame&)>;
  std::function<Tick()> clock;
  std::function<void(std::stop_token, milliseconds)> sleep_for;
  std::function<Read(const Camera&)> make_reader;
};
void watch(std::stop_token stop, const CameraMaker& make_camera, Joints& joints, const WatchWorld& world);

}  // namespace usher
