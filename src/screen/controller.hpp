#pragma once

#include <algorithm>
#include <vector>

#include "screen/input/double_tap.hpp"
#include "screen/input/focus.hpp"
#include "screen/language/language.hpp"
#include "screen/render/canvas.hpp"
#include "screen/render/window.hpp"
#include "screen/staff/staff.hpp"
#include "usher/core/joints.hpp"
#include "usher/core/wedge.hpp"
#include "usher/screen/show.hpp"

namespace usher::screen {

/// What hands do at the screen: touches and keys become a chosen language, staff's next page, requests and
/// scans.
class Controller {
 public:
  Controller(Joints& joints, const ShowOptions& options) : joints_(joints), options_(options) {}

  /// Once a frame: what came in, on what was drawn last.
  void act(const std::vector<Input>& inputs, const std::vector<Touch>& touches, const Reports& reports,
           Tick now);
  /// Once a frame: what the scene means for staff, and for the guest's language.
  void follow(const Scene& scene, Tick now);

  const Staff& staff() const { return staff_; }
  const Touch* focus() const { return staff_.open() && focus_.at() ? &*focus_.at() : nullptr; }
  const Language& language() const;
  /// How long nobody has come, and nobody has touched the screen.
  milliseconds idle(const Scene& scene, Tick now) const { return std::min(scene.idle, now - touched_at_); }
  /// Percent: as configured, until staff choose another.
  int volume() const { return staff_.volume.value_or(options_.sound.volume); }
  /// Whether verdicts say what a guest needs: as configured, until staff choose.
  bool shows_requirements() const { return staff_.requirements.value_or(options_.screen.show_requirements); }

 private:
  StaffWorld world(const Reports& reports, Tick now) const;
  void press(const Touch& touched, const StaffWorld& world_now, StaffWork& work);
  void key(const Input& input, const std::vector<Touch>& touches, const StaffWorld& world_now,
           StaffWork& work);
  void do_work(StaffWork& work, Tick now);
  void admit_next(const Reports& reports, Tick now);
  std::uint64_t put_scan(const std::string& code, Tick now);

  Joints& joints_;
  const ShowOptions& options_;
  Staff staff_;
  StaffPage drawn_ = StaffPage::Closed;  ///< the page that this frame's touches were made on
  Focus focus_;
  DoubleTap double_tap_;
  WedgeLine wedge_;
  const Language* chosen_ = nullptr;
  Tick chosen_at_{};
  Tick touched_at_{};
  std::uint64_t heard_ = 0;     // version of the staff slot
  std::uint64_t asked_id_ = 0;  // number of the scan whose ID was asked for
  std::uint64_t in_hand_ = 0;   // number of the group's scan being served; 0 is none
};

}  // namespace usher::screen
