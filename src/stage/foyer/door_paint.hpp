#pragma once

#include <opencv2/core.hpp>

#include "usher/stage/foyer/door_scene.hpp"

// The painter's inner hands: what is held, and the room behind it.
namespace usher::scan {

/// A held thing, straight and flat: grey and how solid it is, with the code's top-left module at `origin`.
struct Cutout {
  cv::Mat grey;   ///< 8 bit
  cv::Mat solid;  ///< 8 bit, 255 hides what is behind
  int scale = 1;  ///< texture pixels per module
  cv::Point origin;
  int modules = 21;  ///< along one side of the code
};

/// Draws phone or badge with its code, hand, cracks and thumb.
Cutout cut_out(const HeldCode& held, int scale);

/// The foyer: soft and plain, with hard edges and patterns as clutter grows.
cv::Mat paint_foyer(int width, int height, double clutter, std::uint32_t seed);

/// Modules along one side of the held code.
int modules_of(const HeldCode& held);

}  // namespace usher::scan
