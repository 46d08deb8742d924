// What the camera sees in the samples: a guest's phone, painted.

#include <algorithm>
#include <cmath>

#include "samples.hpp"

namespace usher::screen {
namespace {

void paint_box(Frame& frame, int x0, int y0, int w, int h, std::uint8_t value, double round = 0) {
  for (int y = std::max(0, y0); y < std::min(frame.height, y0 + h); ++y) {
    for (int x = std::max(0, x0); x < std::min(frame.width, x0 + w); ++x) {
      // How far this pixel is out of the box that the corners' centres make.
      const double out_x = std::max({x0 + round - x - 0.5, x + 0.5 - (x0 + w - round), 0.0});
      const double out_y = std::max({y0 + round - y - 0.5, y + 0.5 - (y0 + h - round), 0.0});
      const double cover = round > 0 ? std::clamp(round + 0.5 - std::hypot(out_x, out_y), 0.0, 1.0) : 1;
      std::uint8_t& pixel = frame.grey[static_cast<std::size_t>(y * frame.width + x)];
      pixel = static_cast<std::uint8_t>(std::lround(pixel * (1 - cover) + value * cover));
    }
  }
}

// The phone stands within the guide, its code in the picture's middle.
constexpr int kModule = 8;
constexpr int kModules = 25;
constexpr int kCodeX = 640 - kModule * kModules / 2;
constexpr int kCodeY = 352 - kModule * kModules / 2;

void paint_eye(Frame& frame, int column, int row) {
  const int x = kCodeX + column * kModule;
  const int y = kCodeY + row * kModule;
  paint_box(frame, x, y, 7 * kModule, 7 * kModule, 20);
  paint_box(frame, x + kModule, y + kModule, 5 * kModule, 5 * kModule, 235);
  paint_box(frame, x + 2 * kModule, y + 2 * kModule, 3 * kModule, 3 * kModule, 20);
}

}  // namespace

FramePtr sample_frame() {
  Frame frame{
      .width = 1280, .height = 720, .grey = std::vector<std::uint8_t>(1280 * 720), .number = 1, .taken = {}};
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) {
      const double dx = (x - 620) / 700.0;
      const double dy = (y - 250) / 520.0;
      const double glow = 96 * std::exp(-(dx * dx + dy * dy) * 1.4);
      frame.grey[static_cast<std::size_t>(y * frame.width + x)] = static_cast<std::uint8_t>(28 + glow);
    }
  }
  paint_box(frame, 512, 126, 256, 468, 10, 34);  // a phone
  paint_box(frame, 521, 135, 238, 450, 240, 26);
  paint_box(frame, 600, 146, 80, 14, 10, 7);
  paint_box(frame, 560, 492, 160, 12, 196, 6);  // the guest's name and the event's, as bars
  paint_box(frame, 585, 514, 110, 10, 212, 5);
  for (int row = 0; row < kModules; ++row) {
    for (int column = 0; column < kModules; ++column) {
      const unsigned mixed = (static_cast<unsigned>(row * 31 + column) * 2654435761U) >> 15U;
      if ((mixed & 1U) != 0)
        paint_box(frame, kCodeX + column * kModule, kCodeY + row * kModule, kModule, kModule, 20);
    }
  }
  constexpr int kFar = kModules - 8;
  paint_box(frame, kCodeX, kCodeY, 8 * kModule, 8 * kModule, 240);
  paint_box(frame, kCodeX + kFar * kModule, kCodeY, 8 * kModule, 8 * kModule, 240);
  paint_box(frame, kCodeX, kCodeY + kFar * kModule, 8 * kModule, 8 * kModule, 240);
  paint_eye(frame, 0, 0);
  paint_eye(frame, kModules - 7, 0);
  paint_eye(frame, 0, kModules - 7);
  return std::make_shared<const Frame>(std::move(frame));
}

Sighting sample_sighting(Tick at) {
  Sighting sighting;
  sighting.frame = 1;
  sighting.frame_width = 1280;
  sighting.frame_height = 720;
  sighting.at = at;
  constexpr float kSide = kModule * kModules;
  sighting.symbols.push_back({"EVT-ABC123DEF456",
                              {Point{kCodeX, kCodeY}, Point{kCodeX + kSide, kCodeY},
                               Point{kCodeX + kSide, kCodeY + kSide}, Point{kCodeX, kCodeY + kSide}}});
  return sighting;
}

}  // namespace usher::screen
