#pragma once

#include "usher/core/frame.hpp"
#include "usher/core/scene.hpp"
#include "usher/core/slot.hpp"
#include "usher/core/staff_requests.hpp"

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
  // Between the screen and `assist`: what staff ask, and what the desk says to it. And between screen and
  // `attend`: how the door works for now.
  BoundedQueue<StaffRequest> staff_requests{16};
  Slot<StaffReport> staff;
  Slot<DoorMode> mode;
};

}  // namespace usher
