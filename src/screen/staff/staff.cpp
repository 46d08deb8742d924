// Where staff are, and where a touch leads them.

#include "staff.hpp"

#include <algorithm>

#include "staff_steps.hpp"

namespace usher::screen {
namespace {

constexpr seconds kLockAfter{90};  // nobody touched it: the next person may be a guest
constexpr seconds kConfirmWithin{30};
constexpr seconds kPinWithin{20};  // a guest who touched the lock: the door's own picture is behind it
constexpr seconds kAgain{2};       // a list that staff watch is as fresh as the courier's own look

/// Everything of a person leaves with the person; the mode of the door stays.
void close(Staff& staff) {
  Staff fresh;
  fresh.mode = staff.mode;
  fresh.volume = staff.volume;
  fresh.requirements = staff.requirements;
  fresh.asked = staff.asked;
  fresh.wrong = staff.wrong;
  fresh.barred_until = staff.barred_until;
  fresh.to_admit = staff.to_admit;  // a group that was let in goes on
  fresh.doubt = staff.doubt;        // whoever comes back with the same walk-in does not send it twice
  staff = std::move(fresh);
}

/// The question that fills a page; none for pages that staff fill.
std::optional<StaffRequest::Kind> question_of(StaffPage page) {
  switch (page) {
    case StaffPage::Recent:
      return StaffRequest::Kind::Recent;
    case StaffPage::Exceptions:
      return StaffRequest::Kind::Exceptions;
    case StaffPage::Queue:
      return StaffRequest::Kind::Waiting;
    case StaffPage::Readiness:
      return StaffRequest::Kind::Readiness;
    case StaffPage::Closed:
    case StaffPage::Pin:
    case StaffPage::Search:
    case StaffPage::Guest:
    case StaffPage::Group:
    case StaffPage::WalkIn:
    case StaffPage::Door:
    case StaffPage::Note:
    case StaffPage::Confirm:
      break;
  }
  return std::nullopt;
}

void go(Staff& staff, StaffPage page, StaffWork& work) {
  staff.page = page;
  staff.shift = false;
  staff.first = 0;
  staff.sentence.clear();
  staff.trouble = false;
  if (page == StaffPage::WalkIn) {
    staff.form = {};
    staff.field = 0;
    staff.ticket_type.clear();
    staff.made.reset();
    staff.registering = staff.sent = false;
  }
  if (const auto question = question_of(page)) ask(staff, work, {.kind = *question});
  if (page == StaffPage::Search && !staff.query.empty()) {
    ask(staff, work, {.kind = StaffRequest::Kind::Search, .text = staff.query});
  }
}

/// Back is one step, to where one came from.
StaffPage behind(const Staff& staff) {
  if (staff.page == StaffPage::Note) return staff.before;
  return staff.page == StaffPage::Readiness ? StaffPage::Door : StaffPage::Search;
}

template <class T>
const T* row_at(const std::vector<T>& rows, int value) {
  return value >= 0 && static_cast<std::size_t>(value) < rows.size() ? &rows[static_cast<std::size_t>(value)]
                                                                     : nullptr;
}

void toggle_gate(Staff& staff, int value, const StaffWorld& world, StaffWork& work) {
  const std::string* type = row_at(world.ticket_types, value);
  if (value < 0) {
    staff.mode.gate = std::vector<std::string>{};
  } else if (type == nullptr) {
    return;  // the event came anew since the button was drawn, with fewer of them
  } else {
    std::vector<std::string> gate = staff.mode.gate.value_or(world.gate);
    const auto found = std::find(gate.begin(), gate.end(), *type);
    if (found == gate.end()) {
      gate.push_back(*type);
    } else {
      gate.erase(found);
    }
    staff.mode.gate = gate;
  }
  work.mode_changed = true;
}

/// Louder, quieter; or 0, which mutes and unmutes.
void turn_volume(Staff& staff, int by, const StaffWorld& world) {
  constexpr int kAudible = 70;  // where the configuration says mute
  const int now = staff.volume.value_or(world.volume);
  if (by == 0) {
    staff.volume = now > 0 ? 0 : world.volume > 0 ? world.volume : kAudible;
  } else {
    staff.volume = std::clamp(now + by, 0, 100);
  }
}

void open_note(Staff& staff, Staff::Purpose purpose, std::string about, std::string text) {
  staff.before = staff.page;
  staff.page = StaffPage::Note;
  staff.purpose = purpose;
  staff.about = std::move(about);
  staff.note = std::move(text);
  staff.sentence.clear();
}

}  // namespace

void ask(Staff& staff, StaffWork& work, StaffRequest request) {
  request.number = ++staff.asked;
  staff.answer = {};
  staff.repeated = false;
  work.requests.push_back(std::move(request));
}

bool may_enter(const Registration& guest) {
  return !guest.code.empty() && standing_of(guest).kind == Standing::Kind::Eligible;
}

void ask_for_id(Staff& staff, const Registration& guest, Tick now) {
  if (staff.open() && staff.page != StaffPage::Confirm) return;  // staff are busy; the guest shows it again
  staff.page = StaffPage::Confirm;
  staff.guest = guest;
  staff.touched = now;
}

void touch(Staff& staff, Act act, int value, const StaffWorld& world, StaffWork& work) {
  staff.touched = world.now;
  switch (act) {
    case Act::Open:
      if (world.pin.empty()) return go(staff, StaffPage::Search, work);
      staff.page = StaffPage::Pin;
      staff.pin.clear();
      return;
    case Act::Close:
      return close(staff);
    case Act::Tab:
      return go(staff, static_cast<StaffPage>(value), work);
    case Act::Letter:
      return typed(staff, value, false, world, work);
    case Act::Erase:
      return typed(staff, 0, true, world, work);
    case Act::Shift:
      staff.shift = !staff.shift;
      return;
    case Act::Enter:
      if (staff.page == StaffPage::Pin) return;
      return enter(staff, value == 1, world, work);
    case Act::Next:
      staff.first += value;
      return;
    case Act::Previous:
      staff.first = std::max(0, staff.first - value);
      return;
    case Act::Pick:
      if (const Registration* guest = row_at(staff.answer.found, value)) {
        staff.guest = *guest;
        staff.page = StaffPage::Guest;
        staff.sentence.clear();
      }
      return;
    case Act::Back:
      if (staff.page == StaffPage::Note) {
        staff.page = behind(staff);
        return;
      }
      return go(staff, behind(staff), work);
    case Act::CheckIn:
      // Whom the page shows, and nobody that staff looked at before.
      if (const auto& shown = staff.page == StaffPage::WalkIn ? staff.made : staff.guest;
          shown && !shown->code.empty())
        work.admit.push_back(shown->code);
      return close(staff);
    case Act::OpenGroup:
      if (!staff.guest) return;
      staff.page = StaffPage::Group;
      staff.first = 0;
      staff.chosen_codes.clear();
      return ask(staff, work, {.kind = StaffRequest::Kind::Group, .text = staff.guest->purchaser_email});
    case Act::Toggle:
      if (const Registration* guest = row_at(staff.answer.found, value);
          guest != nullptr && may_enter(*guest)) {
        const auto found = std::find(staff.chosen_codes.begin(), staff.chosen_codes.end(), guest->code);
        if (found == staff.chosen_codes.end()) {
          staff.chosen_codes.push_back(guest->code);
        } else {
          staff.chosen_codes.erase(found);
        }
      }
      return;
    case Act::ToggleAll:
      staff.chosen_codes.clear();
      for (const Registration& guest : staff.answer.found) {
        if (may_enter(guest)) staff.chosen_codes.push_back(guest.code);
      }
      return;
    case Act::Admit:
      staff.to_admit.insert(staff.to_admit.end(), staff.chosen_codes.begin(), staff.chosen_codes.end());
      staff.chosen_codes.clear();
      return;
    case Act::Resolve:
      if (const OpenException* row = row_at(staff.answer.exceptions, value)) {
        open_note(staff, Staff::Purpose::Resolve, row->id, "");
      }
      return;
    case Act::Undo:
      if (const RecentScan* row = row_at(staff.answer.recent, value)) {
        open_note(staff, Staff::Purpose::Undo, row->check_in, "");
      }
      return;
    case Act::Flag:
      if (const RecentScan* row = row_at(staff.answer.recent, value)) {
        open_note(staff, Staff::Purpose::Flag, row->check_in, "");
      }
      return;
    case Act::Skip:
      return;  // only the setup has something to leave out
    case Act::LookAgain:
      return go(staff, staff.page, work);
    case Act::Correct: {
      if (!staff.guest) return;
      constexpr const char* kProperties[] = {"attendee_name", "job_title", "company", "email", "phone"};
      const Registration& guest = *staff.guest;
      const std::string values[] = {guest.attendee_name, guest.job_title, guest.company, guest.email,
                                    guest.phone};
      return open_note(staff, Staff::Purpose::Correct, kProperties[value], values[value]);
    }
    case Act::Field:
      staff.field = static_cast<std::size_t>(value);
      return;
    case Act::TicketType:
      // The event may have come anew since the button was drawn, with fewer of them.
      if (const std::string* type = row_at(world.ticket_types, value)) staff.ticket_type = *type;
      return;
    case Act::Gate:
      return toggle_gate(staff, value, world, work);
    case Act::AskForId:
      staff.mode.ask_for_id = !staff.mode.ask_for_id;
      work.mode_changed = true;
      return;
    case Act::Training:
      staff.mode.training = !staff.mode.training;
      work.mode_changed = true;
      return;
    case Act::Requirements:
      staff.requirements = !staff.requirements.value_or(world.requirements);
      return;
    case Act::Volume:
      return turn_volume(staff, value, world);
    case Act::Confirm:
      if (staff.guest) work.admit.push_back(staff.guest->code);
      return close(staff);
  }
}

namespace {

/// Nobody is at the page any more.
bool is_left(const Staff& staff, Tick now) {
  switch (staff.page) {
    case StaffPage::Closed:
      return false;
    case StaffPage::Pin:
      return now - std::max(staff.touched, staff.barred_until) > kPinWithin;
    case StaffPage::Confirm:
      return now - staff.touched > kConfirmWithin;
    case StaffPage::Search:
    case StaffPage::Guest:
    case StaffPage::Group:
    case StaffPage::Recent:
    case StaffPage::Exceptions:
    case StaffPage::Queue:
    case StaffPage::WalkIn:
    case StaffPage::Door:
    case StaffPage::Readiness:
    case StaffPage::Note:
      break;
  }
  return now - staff.touched > kLockAfter;
}

}  // namespace

void pass_time(Staff& staff, const StaffWorld& world, StaffWork& work) {
  if (is_left(staff, world.now)) return close(staff);
  const auto question = question_of(staff.page);
  // Readiness is looked at when somebody asks: it takes the portal's time and writes to the disk.
  const bool lives = question && *question != StaffRequest::Kind::Readiness;
  if (!lives || staff.answer.number != staff.asked) {
    staff.again = world.now + kAgain;
  } else if (world.now >= staff.again) {
    staff.repeated = true;
    work.requests.push_back({.kind = *question, .number = ++staff.asked});
  }
}

}  // namespace usher::screen
