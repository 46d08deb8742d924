#include "staff.hpp"

#include <glib.h>

#include <algorithm>

#include "usher/core/pass.hpp"

namespace usher::screen {
namespace {

constexpr seconds kLockAfter{90};  // nobody touched it: the next person may be a guest
constexpr seconds kConfirmWithin{30};
constexpr int kTries = 5;
constexpr seconds kBarred{30};  // and twice as long after each further wrong one
constexpr std::size_t kLongest = 200;

void ask(Staff& staff, StaffWork& work, StaffRequest request) {
  request.number = ++staff.asked;
  staff.answer = {};
  work.requests.push_back(std::move(request));
}

void go(Staff& staff, StaffPage page, StaffWork& work) {
  staff.page = page;
  staff.first = 0;
  staff.sentence.clear();
  staff.trouble = false;
  if (page == StaffPage::WalkIn) {
    staff.form = {};
    staff.field = 0;
    staff.made.reset();
    staff.registering = staff.sent = false;
  }
  if (page == StaffPage::Recent) ask(staff, work, {.kind = StaffRequest::Kind::Recent});
  if (page == StaffPage::Exceptions) ask(staff, work, {.kind = StaffRequest::Kind::Exceptions});
  if (page == StaffPage::Search && !staff.query.empty()) {
    ask(staff, work, {.kind = StaffRequest::Kind::Search, .text = staff.query});
  }
}

/// Everything of a person leaves with the person; the mode of the door stays.
void close(Staff& staff) {
  Staff fresh;
  fresh.mode = staff.mode;
  fresh.asked = staff.asked;
  fresh.wrong = staff.wrong;
  fresh.barred_until = staff.barred_until;
  fresh.to_admit = staff.to_admit;  // a group that was let in goes on
  staff = std::move(fresh);
}

void try_pin(Staff& staff, const StaffWorld& world, StaffWork& work) {
  if (staff.pin.size() < world.pin.size()) return;
  if (staff.pin == world.pin) {
    staff.wrong = 0;
    staff.pin.clear();
    go(staff, StaffPage::Search, work);
    return;
  }
  staff.pin.clear();
  staff.trouble = true;
  ++staff.wrong;
  if (staff.wrong >= kTries)
    staff.barred_until = world.now + kBarred * (1 << std::min(6, staff.wrong - kTries));
}

std::string* text_of(Staff& staff) {
  switch (staff.page) {
    case StaffPage::Search:
      return &staff.query;
    case StaffPage::Note:
      return &staff.note;
    case StaffPage::WalkIn:
      return &staff.form[staff.field];
    case StaffPage::Closed:
    case StaffPage::Pin:
    case StaffPage::Guest:
    case StaffPage::Group:
    case StaffPage::Recent:
    case StaffPage::Exceptions:
    case StaffPage::Door:
    case StaffPage::Confirm:
      break;
  }
  return nullptr;
}

void erase_letter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
  if (!text.empty()) text.pop_back();
}

void typed(Staff& staff, int letter, bool erase, const StaffWorld& world, StaffWork& work) {
  if (staff.page == StaffPage::Pin) {
    if (world.now < staff.barred_until) return;
    staff.trouble = false;
    if (erase) {
      erase_letter(staff.pin);
    } else if (letter >= '0' && letter <= '9') {
      staff.pin += static_cast<char>(letter);
      try_pin(staff, world, work);
    }
    return;
  }
  std::string* text = text_of(staff);
  if (text == nullptr) return;
  if (erase) {
    erase_letter(*text);
  } else if (letter >= ' ' && text->size() < kLongest) {
    char bytes[6];
    text->append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(static_cast<gunichar>(letter), bytes)));
  }
  if (staff.page == StaffPage::Search) {
    staff.first = 0;
    if (text->empty()) {
      staff.answer = {};
    } else {
      ask(staff, work, {.kind = StaffRequest::Kind::Search, .text = *text});
    }
  }
}

void save_note(Staff& staff, StaffWork& work) {
  switch (staff.purpose) {
    case Staff::Purpose::Resolve:
      if (staff.note.empty()) return;  // an exception is never closed by silence
      staff.page = StaffPage::Exceptions;
      return ask(staff, work, {.kind = StaffRequest::Kind::Resolve, .text = staff.note, .id = staff.about});
    case Staff::Purpose::Undo:
      staff.page = StaffPage::Recent;
      return ask(staff, work, {.kind = StaffRequest::Kind::Undo, .text = staff.note, .id = staff.about});
    case Staff::Purpose::Correct:
      staff.page = StaffPage::Guest;
      return ask(staff, work,
                 {.kind = StaffRequest::Kind::Correct,
                  .text = staff.note,
                  .id = staff.guest->id,
                  .property = staff.about});
  }
}

void begin_registering(Staff& staff, StaffWork& work) {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Field::Email); ++i) {
    if (!staff.form[i].empty()) continue;
    staff.field = i;
    staff.sentence = "First name, last name and e-mail are needed.";
    staff.trouble = true;
    return;
  }
  if (staff.form[static_cast<std::size_t>(Field::Email)].find('@') == std::string::npos) {
    staff.field = static_cast<std::size_t>(Field::Email);
    staff.sentence = "That is no e-mail address.";
    staff.trouble = true;
    return;
  }
  staff.registering = true;
  staff.trouble = false;
  staff.sentence = "Looking whether this e-mail is registered already…";
  ask(staff, work,
      {.kind = StaffRequest::Kind::Search, .text = staff.form[static_cast<std::size_t>(Field::Email)]});
}

void enter(Staff& staff, bool button, StaffWork& work) {
  if (staff.page == StaffPage::Note) return save_note(staff, work);
  if (staff.page == StaffPage::WalkIn) {
    if (staff.made || staff.registering || staff.sent) return;
    if (!button && staff.field < 2) {
      ++staff.field;
      return;
    }
    return begin_registering(staff, work);
  }
  if (staff.page != StaffPage::Search) return;
  // A hand scanner types into the search field: what it typed is a scan, not a search.
  if (const auto pass = parse_pass(staff.query)) {
    work.admit.push_back(pass->code);
    staff.query.clear();
    staff.answer = {};
  }
}

void toggle_gate(Staff& staff, int value, const StaffWorld& world, StaffWork& work) {
  if (value < 0) {
    staff.mode.gate = std::vector<std::string>{};
  } else {
    const std::string& type = world.ticket_types.at(static_cast<std::size_t>(value));
    std::vector<std::string> gate = staff.mode.gate.value_or(world.gate);
    const auto found = std::find(gate.begin(), gate.end(), type);
    if (found == gate.end()) {
      gate.push_back(type);
    } else {
      gate.erase(found);
    }
    staff.mode.gate = gate;
  }
  work.mode_changed = true;
}

void open_note(Staff& staff, Staff::Purpose purpose, std::string about, std::string text) {
  staff.before = staff.page;
  staff.page = StaffPage::Note;
  staff.purpose = purpose;
  staff.about = std::move(about);
  staff.note = std::move(text);
  staff.sentence.clear();
}

template <class T>
const T* row_at(const std::vector<T>& rows, int value) {
  return value >= 0 && static_cast<std::size_t>(value) < rows.size() ? &rows[static_cast<std::size_t>(value)]
                                                                     : nullptr;
}

}  // namespace

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
    case Act::Enter:
      return enter(staff, value == 1, work);
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
        staff.page = staff.before;
      } else {
        go(staff, StaffPage::Search, work);
      }
      return;
    case Act::CheckIn:
      if (staff.guest && !staff.guest->code.empty()) work.admit.push_back(staff.guest->code);
      if (staff.made && staff.page == StaffPage::WalkIn) work.admit.push_back(staff.made->code);
      return close(staff);
    case Act::OpenGroup:
      if (!staff.guest) return;
      staff.page = StaffPage::Group;
      staff.first = 0;
      staff.ticked.clear();
      return ask(staff, work, {.kind = StaffRequest::Kind::Group, .text = staff.guest->purchaser_email});
    case Act::Tick:
      if (const Registration* guest = row_at(staff.answer.found, value);
          guest != nullptr && may_enter(*guest)) {
        const auto found = std::find(staff.ticked.begin(), staff.ticked.end(), guest->code);
        if (found == staff.ticked.end()) {
          staff.ticked.push_back(guest->code);
        } else {
          staff.ticked.erase(found);
        }
      }
      return;
    case Act::TickAll:
      staff.ticked.clear();
      for (const Registration& guest : staff.answer.found) {
        if (may_enter(guest)) staff.ticked.push_back(guest.code);
      }
      return;
    case Act::Admit:
      staff.to_admit.insert(staff.to_admit.end(), staff.ticked.begin(), staff.ticked.end());
      staff.ticked.clear();
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
    case Act::Correct: {
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
      staff.ticket_type = world.ticket_types.at(static_cast<std::size_t>(value));
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
    case Act::Confirm:
      if (staff.guest) work.admit.push_back(staff.guest->code);
      return close(staff);
  }
}

void hear(Staff& staff, const StaffReport& report, StaffWork& work) {
  if (report.number != staff.asked) return;  // about a question nobody has any more
  staff.answer = report;
  staff.sentence = report.sentence;
  staff.trouble = !report.ok;
  if (staff.page != StaffPage::WalkIn) return;
  if (report.kind == StaffRequest::Kind::Register) {
    // Refused in words: mended and tried again. Without an answer it may exist: the e-mail is looked up anew.
    staff.sent = false;
    if (report.ok && !report.found.empty()) staff.made = report.found.front();
    return;
  }
  if (!staff.registering || report.kind != StaffRequest::Kind::Search) return;
  staff.registering = false;
  if (!report.ok) return;
  const std::string& email = staff.form[static_cast<std::size_t>(Field::Email)];
  for (const Registration& guest : report.found) {
    if (g_ascii_strcasecmp(guest.email.c_str(), email.c_str()) != 0) continue;
    staff.guest = guest;
    staff.page = StaffPage::Guest;
    staff.sentence = "This e-mail is registered already.";
    return;
  }
  Registration fresh;
  fresh.first_name = staff.form[static_cast<std::size_t>(Field::FirstName)];
  fresh.last_name = staff.form[static_cast<std::size_t>(Field::LastName)];
  fresh.email = email;
  fresh.company = staff.form[static_cast<std::size_t>(Field::Company)];
  fresh.phone = staff.form[static_cast<std::size_t>(Field::Phone)];
  fresh.ticket_type = staff.ticket_type;
  staff.sent = true;
  staff.sentence = "Registering…";
  ask(staff, work, {.kind = StaffRequest::Kind::Register, .guest = fresh});
}

void pass_time(Staff& staff, const StaffWorld& world) {
  const auto limit = staff.page == StaffPage::Confirm ? kConfirmWithin : kLockAfter;
  if (staff.open() && world.now - staff.touched > limit) close(staff);
}

}  // namespace usher::screen
