#include "controller.hpp"

#include <algorithm>
#include <optional>

#include "screen/input/keys.hpp"
#include "usher/core/pass.hpp"

namespace usher::screen {
namespace {

// A guest's language goes back to the station's own when nobody has come for this long.
constexpr milliseconds kLanguageKept{45'000};

}  // namespace

StaffWorld Controller::world(const Reports& reports, Tick now) const {
  StaffWorld world{.now = now,
                   .pin = options_.screen.pin,
                   .gate = options_.gate,
                   .volume = options_.sound.volume,
                   .requirements = options_.screen.show_requirements};
  if (reports.errands && reports.errands->event) world.ticket_types = reports.errands->event->ticket_types;
  return world;
}

const Language& Controller::language() const {
  return chosen_ != nullptr ? *chosen_ : language_of(options_.screen.language);
}

std::uint64_t Controller::put_scan(const std::string& code, Tick now) {
  Scan scan;
  scan.payload = code;
  scan.source = Scan::Source::Hand;
  scan.decoded = now;
  return joints_.scans.put_numbered(scan);
}

void Controller::do_work(StaffWork& work, Tick now) {
  for (StaffRequest& request : work.requests) {
    if (joints_.staff_requests.push(std::move(request))) continue;
    staff_.sentence = "The desk is busy. Please try again in a moment.";
    staff_.trouble = true;
  }
  for (const std::string& code : work.admit) put_scan(code, now);
  if (work.mode_changed) joints_.mode.put(staff_.mode);
  work = {};
}

void Controller::press(const Touch& touched, const StaffWorld& world_now, StaffWork& work) {
  if (touched.kind == Touch::Kind::Language) {
    chosen_ = languages()[static_cast<std::size_t>(touched.value)];
    chosen_at_ = world_now.now;
    return;
  }
  // Who touches has seen the page that was drawn. When a touch before this one in the same frame led away
  // from it, its buttons are gone with it: one that locks is not undone by the next. The bar stands on all.
  const bool on_every_page = touched.act == Act::Tab || touched.act == Act::Close;
  const bool unlocked = staff_.open() && staff_.page != StaffPage::Pin;
  if (staff_.page != drawn_ && !(on_every_page && unlocked)) return;
  const bool is_letter = touched.act == Act::Letter;
  touch(staff_, touched.act, is_letter ? letter_of(touched.value, gives_capitals(staff_)) : touched.value,
        world_now, work);
}

void Controller::key(const Input& input, const std::vector<Touch>& touches, const StaffWorld& world_now,
                     StaffWork& work) {
  // A hand scanner that types into the search ends with Tab as well as with Enter.
  const bool scanned = staff_.page == StaffPage::Search && parse_pass(staff_.query);
  if (!scanned && focus_.takes(input, touches)) return;
  const auto act = scanned && ends_scan(input) ? Act::Enter : act_of(input);
  if (!act) return;
  if (*act == Act::Enter) {
    if (const Touch* touched = focus_.on(touches)) return press(*touched, world_now, work);
  }
  focus_.clear();
  touch(staff_, *act, static_cast<int>(input.letter), world_now, work);
}

void Controller::act(const std::vector<Input>& inputs, const std::vector<Touch>& touches,
                     const Reports& reports, Tick now) {
  const StaffWorld world_now = world(reports, now);
  StaffWork work;
  std::vector<Input> for_the_door;
  drawn_ = staff_.page;  // nothing has changed it since
  for (const Input& input : inputs) {
    if (input.kind == Input::Kind::Touch) {
      focus_.clear();
      touched_at_ = now;
      if (double_tap_.repeats(input, static_cast<int>(drawn_))) continue;
      if (const Touch* touched = touch_at(touches, input)) press(*touched, world_now, work);
    } else if (staff_.open()) {
      key(input, touches, world_now, work);
    } else if (opens_staff(input)) {
      touch(staff_, Act::Open, 0, world_now, work);
    } else {
      for_the_door.push_back(input);
    }
  }
  for (const WedgeScan& typed : scanned_from(for_the_door, wedge_, now))
    joints_.scans.put_numbered(scan_of(typed, now));
  if (staff_.open()) wedge_.clear();
  pass_time(staff_, world_now, work);
  if (const std::uint64_t version = joints_.staff.version(); version != heard_) {
    heard_ = version;
    if (const auto report = joints_.staff.latest()) hear(staff_, *report, now, work);
  }
  do_work(work, now);
  admit_next(reports, now);
}

void Controller::admit_next(const Reports& reports, Tick now) {
  if (in_hand_ != 0) {
    const auto& desk = reports.desk;
    const bool served = desk && desk->stage == DeskReport::Stage::Decided && desk->scan >= in_hand_;
    if (!served) return;
    in_hand_ = 0;
    if (staff_.to_admit.empty() && staff_.page == StaffPage::Group && staff_.guest) {
      // Each row then says what became of it, as the desk has it.
      StaffWork work;
      touch(staff_, Act::OpenGroup, 0, world(reports, now), work);
      do_work(work, now);
    }
  }
  if (staff_.to_admit.empty()) return;
  in_hand_ = put_scan(staff_.to_admit.front(), now);
  staff_.to_admit.pop_front();
}

void Controller::follow(const Scene& scene, Tick now) {
  if (scene.idle < kLanguageKept) chosen_at_ = std::max(chosen_at_, now - scene.idle);
  if (now - chosen_at_ > kLanguageKept) chosen_ = nullptr;

  const Verdict& verdict = scene.verdict;
  const bool looked_only = scene.kind == Scene::Kind::Verdict && verdict.kind == Verdict::Kind::Grant &&
                           verdict.recorded == Verdict::Recorded::No && verdict.registration;
  if (!looked_only || !staff_.mode.ask_for_id || staff_.mode.training || scene.number == asked_id_) return;
  asked_id_ = scene.number;
  Registration guest = *verdict.registration;
  if (guest.code.empty()) guest.code = verdict.code;
  ask_for_id(staff_, guest, now);
}

}  // namespace usher::screen
