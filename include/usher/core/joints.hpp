#pragma once

#include "usher/core/frame.hpp"
#include "usher/core/scene.hpp"
#include "usher/core/slot.hpp"
#include "usher/core/staff_requests.hpp"

namespace usher {

/// What the screen put before people's eyes.
struct Drawn {
  std::uint64_t scan = 0;  ///< Scan::number of the newest verdict of the desk's that was drawn
  Tick at;
};

/// Where the loops meet, and nowhere else: `watch` writes frames, sightings, camera and scans, `listen` scans
/// and the scanner's report, `attend` the desk report, `carry` the errands, `assist` what staff are told, and
/// `show` what it drew, what staff ask and how the door works; `tell` writes nothing. `show` reads and never
/// waits.
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
  Slot<Drawn> drawn;
};

}  // namespace usher
