#pragma once

#include "usher/core/frame.hpp"
#include "usher/core/scene.hpp"
#include "usher/core/slot.hpp"

namespace usher {

/// Where the four loops meet, and nowhere else. `watch` writes the first four, `attend` the desk report,
/// `carry` the errands; `show` reads all of them and never waits. Hand scanners write scans too, and the last
/// report.
struct Joints {
  Slot<FramePtr> frames;
  Slot<Sighting> sightings;
  Slot<CameraReport> camera;
  Slot<Scan> scans;
  Slot<DeskReport> desk;
  Slot<Errands> errands;
  Slot<ScannerReport> scanner;
};

}  // namespace usher
