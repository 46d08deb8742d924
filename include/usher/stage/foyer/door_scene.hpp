#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "usher/core/frame.hpp"
#include "usher/scan/symbol/qr_code.hpp"

namespace usher {

/// What a guest holds up: a phone or a paper badge with a QR symbol on it, and how they hold it.
struct HeldCode {
  enum class Body { Phone, Badge };

  std::string payload = "EVT-ABC123DEF456";  ///< empty: the thing shows no code at all
  Correction correction = Correction::Medium;
  Body body = Body::Phone;
  std::string name = "Sarah Johnson";  ///< written on it; ASCII
  Point centre{640, 330};              ///< of the code, in pixels of the frame
  double module_px = 5;                ///< size of one module when held straight
  double rotation = 0;                 ///< degrees, clockwise
  double tilt_x = 0;                   ///< degrees, top edge away from the camera
  double tilt_y = 0;                   ///< degrees, right edge away from the camera
  double quiet_zone = 4;               ///< modules of light around the code
  double light = 1;                    ///< 1 is a bright screen or well lit paper, 0.2 a dimmed phone
  double contrast = 1;                 ///< between light and dark modules, of what there could be
  bool inverted = false;               ///< dark mode: light modules on a dark ground
  double defocus = 0;                  ///< pixels, standard deviation of the blur
  double motion_px = 0;                ///< how far it moves while the shutter is open
  double motion_angle = 0;             ///< degrees
  double glare = 0;                    ///< 0 none, 1 a lamp fully mirrored
  Point glare_at{5, 5};                ///< modules from the code's centre
  double glare_radius = 6;             ///< modules
  int cracks = 0;                      ///< lines across the glass
  double cover = 0;                    ///< share of the code's area under a thumb
  double moire = 0;                    ///< amplitude, 0–1, of the screen's grid beating with the camera's
  double moire_period = 7;             ///< pixels
  std::uint32_t seed = 1;              ///< where cracks and thumb fall
};

/// A door as its camera sees it. The same values always give the same picture.
struct DoorScene {
  int width = 1280;              ///< pixels
  int height = 720;              ///< pixels
  std::vector<HeldCode> held;    ///< what is in front, the nearest last
  double exposure = 1;           ///< below 1 too dark, above 1 burnt out
  double noise = 2;              ///< grey levels, standard deviation
  int jpeg_quality = 0;          ///< 0: not compressed
  double clutter = 0;            ///< 0 a quiet foyer, 1 full of posters, tiles and bar codes
  std::uint32_t seed = 1;        ///< the foyer
  std::uint32_t noise_seed = 0;  ///< differs from frame to frame: the noise
};

/// Where the corners of the held code are in the frame, clockwise from its own top-left.
std::array<Point, 4> corners_of(const HeldCode& held);

/// Paints door scenes; keeps what does not change from frame to frame.
class DoorPainter {
 public:
  DoorPainter();
  ~DoorPainter();
  DoorPainter(DoorPainter&&) noexcept;
  DoorPainter& operator=(DoorPainter&&) noexcept;

  /// Number and time of the frame are left for the caller.
  Frame paint(const DoorScene& scene);

 private:
  struct Studio;
  std::unique_ptr<Studio> studio_;
};

/// One picture, when there is no second.
Frame paint(const DoorScene& scene);

}  // namespace usher
