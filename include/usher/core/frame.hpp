#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "usher/core/time.hpp"

namespace usher {

/// One picture from the camera: 8-bit grey, rows packed without padding, top-left first.
struct Frame {
  int width = 0;                   ///< pixels
  int height = 0;                  ///< pixels
  std::vector<std::uint8_t> grey;  ///< width × height bytes
  std::uint64_t number = 0;        ///< counts up from 1 for each camera opened
  Tick taken;                      ///< when it left the camera
  milliseconds position{0};        ///< since the source began, by its own clock: a film's, not the door's
};

/// A frame that nobody changes any more.
using FramePtr = std::shared_ptr<const Frame>;

/// A place in a frame, in pixels from its top-left corner.
struct Point {
  float x = 0;
  float y = 0;
};

/// A code seen in a frame: what it says and where. Corners run clockwise from the code's own top-left.
struct Symbol {
  std::string payload;  ///< UTF-8
  std::array<Point, 4> corners;
};

/// What the camera's room saw last, for the preview's outline. Published for each frame looked at.
struct Sighting {
  std::uint64_t frame = 0;  ///< number of the frame
  int frame_width = 0;      ///< pixels, to place the corners on a preview of any size
  int frame_height = 0;
  Tick at;
  std::vector<Symbol> symbols;
  bool one_at_a_time = false;  ///< several passes are in view and none is clearly in front
};

/// A symbol we act on, whatever brought it.
struct Scan {
  enum class Source { Camera, Wedge, Hand, kCount };
  std::uint64_t number = 0;  ///< counts up from 1 within this run of the station: Slot::put_numbered gives it
  std::string payload;
  Source source = Source::Camera;
  bool repaired = false;  ///< a keyboard layout had changed the payload, and it was put right
  Tick decoded;           ///< the door deadline runs from here
};

/// How the camera is. A report that grows old means that the loop itself is in trouble.
struct CameraReport {
  enum class State { Opening, Watching, Lost, Ended };
  State state = State::Opening;
  std::string source;    ///< as configured
  std::string sentence;  ///< for staff when something is wrong: what, and how to mend it; else empty
  double fps = 0;        ///< frames per second over the last seconds
  std::uint64_t frames = 0;
  Tick at;
};

/// How a hand scanner (a keyboard to the system) is.
struct ScannerReport {
  bool listening = false;
  std::string device;    ///< as configured
  std::string sentence;  ///< for staff when something is wrong: what, and how to mend it; else empty
  Tick at;
};

}  // namespace usher
