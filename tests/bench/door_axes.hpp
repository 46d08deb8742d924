#pragma once

#include <string>
#include <vector>

#include "usher/stage/foyer/door_scene.hpp"

namespace usher::bench {

/// One kind of trouble in one strength, and seeded scenes that show it.
struct Bin {
  std::string axis;
  std::string strength;
  std::vector<DoorScene> scenes;
};

/// The door set: one defect at a time, several at once, and frames in which there is nothing to read.
/// `per_bin` scenes in each bin; 20 gives some 1,900 frames.
std::vector<Bin> door_set(int per_bin, std::uint32_t seed);

/// A guest without any trouble, varied by the seed: thing, place, size, angle.
DoorScene plain_guest(std::uint32_t seed);

/// One to four codes that say links, of versions 2 to 8, on one large picture.
DoorScene several_codes_scene(std::uint32_t seed);

/// A guest with up to four defects at once, mostly readable for a person.
DoorScene hard_guest(std::uint32_t seed);

}  // namespace usher::bench
