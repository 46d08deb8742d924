// What staff type, and what the desk says to it.

#include <glib.h>

#include "screen/input/letters.hpp"
#include "staff_steps.hpp"
#include "usher/core/pass.hpp"

namespace usher::screen {
namespace {

constexpr int kTries = 5;
constexpr seconds kBarred{30};  // and twice as long after each further wrong one
constexpr std::size_t kLongestTyped = 200;
constexpr seconds kDoubt{60};  // by then a new registration has reached the portal's own list

void try_pin(Staff& staff, const StaffWorld& world) {
  if (staff.pin.size() < world.pin.size()) return;
  if (staff.pin == world.pin) {
    staff.wrong = 0;
    staff.pin.clear();
    staff.page = StaffPage::Search;
    return;
  }
  staff.pin.clear();
  staff.trouble = true;
  ++staff.wrong;
  if (staff.wrong >= kTries)
    staff.barred_until = world.now + kBarred * (1 << std::min(6, staff.wrong - kTries));
}

template <class SomeStaff>
auto text_of(SomeStaff& staff) -> decltype(&staff.query) {
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
    case StaffPage::Queue:
    case StaffPage::Door:
    case StaffPage::Readiness:
    case StaffPage::Confirm:
      break;
  }
  return nullptr;
}

/// Fields in which each word begins with a capital; an e-mail address has none.
bool is_of_names(const Staff& staff) {
  if (staff.page == StaffPage::Note)
    return staff.purpose == Staff::Purpose::Correct && staff.about != "email" && staff.about != "phone";
  return staff.page == StaffPage::WalkIn && staff.field != static_cast<std::size_t>(Field::Email) &&
         staff.field != static_cast<std::size_t>(Field::Phone);
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
    case Staff::Purpose::Flag:
      staff.page = StaffPage::Recent;
      return ask(staff, work, {.kind = StaffRequest::Kind::Flag, .text = staff.note, .id = staff.about});
    case Staff::Purpose::Correct:
      staff.page = StaffPage::Guest;
      return ask(staff, work,
                 {.kind = StaffRequest::Kind::Correct,
                  .text = staff.note,
                  .id = staff.guest->id,
                  .property = staff.about});
  }
}

Registration walk_in_of(const Staff& staff) {
  const auto typed_in = [&](Field field) { return staff.form[static_cast<std::size_t>(field)]; };
  Registration guest;
  guest.first_name = typed_in(Field::FirstName);
  guest.last_name = typed_in(Field::LastName);
  guest.email = typed_in(Field::Email);
  guest.company = typed_in(Field::Company);
  guest.phone = typed_in(Field::Phone);
  guest.ticket_type = staff.ticket_type;
  return guest;
}

void begin_registering(Staff& staff, const StaffWorld& world, StaffWork& work) {
  // What the page shows as chosen is what is sent.
  if (staff.ticket_type.empty() && !world.ticket_types.empty())
    staff.ticket_type = world.ticket_types.front();
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
  staff.trouble = false;
  if (is_in_doubt(staff, world.now)) {
    staff.sent = true;
    staff.sentence = "Looking for the registration…";
    return ask(staff, work,
               {.kind = StaffRequest::Kind::Register, .guest = walk_in_of(staff), .look_only = true});
  }
  staff.registering = true;
  staff.sentence = "Looking whether this e-mail is registered already…";
  ask(staff, work,
      {.kind = StaffRequest::Kind::Search, .text = staff.form[static_cast<std::size_t>(Field::Email)]});
}

}  // namespace

bool gives_capitals(const Staff& staff) {
  const std::string* text = text_of(staff);
  const bool begins =
      text != nullptr && is_of_names(staff) && (text->empty() || text->back() == ' ' || text->back() == '-');
  return begins != staff.shift;
}

void typed(Staff& staff, int letter, bool erase, const StaffWorld& world, StaffWork& work) {
  if (staff.page == StaffPage::Pin) {
    if (world.now < staff.barred_until) return;
    staff.trouble = false;
    if (erase) {
      erase_letter(staff.pin);
    } else if (letter >= '0' && letter <= '9') {
      staff.pin += static_cast<char>(letter);
      try_pin(staff, world);
    }
    return;
  }
  std::string* text = text_of(staff);
  if (text == nullptr) return;
  staff.shift = false;
  if (erase) {
    erase_letter(*text);
  } else if (text->size() < kLongestTyped) {
    add_letter(*text, letter);
  }
  if (staff.page == StaffPage::WalkIn) staff.sentence.clear();  // it was about what stood there before
  if (staff.page == StaffPage::Search) {
    staff.first = 0;
    if (text->empty()) {
      staff.answer = {};
    } else {
      ask(staff, work, {.kind = StaffRequest::Kind::Search, .text = *text});
    }
  }
}

void enter(Staff& staff, bool button, const StaffWorld& world, StaffWork& work) {
  if (staff.page == StaffPage::Note) return save_note(staff, work);
  if (staff.page == StaffPage::WalkIn) {
    if (staff.made || staff.registering || staff.sent) return;
    if (!button && staff.field < 2) {
      ++staff.field;
      return;
    }
    return begin_registering(staff, world, work);
  }
  if (staff.page != StaffPage::Search) return;
  // A hand scanner types into the search field: what it typed is a scan, not a search.
  if (const auto pass = parse_pass(staff.query)) {
    work.admit.push_back(pass->code);
    staff.query.clear();
    staff.answer = {};
  }
}

bool is_in_doubt(const Staff& staff, Tick now) {
  return staff.doubt && now < staff.doubt->until &&
         g_ascii_strcasecmp(staff.doubt->email.c_str(),
                            staff.form[static_cast<std::size_t>(Field::Email)].c_str()) == 0;
}

namespace {

/// The card shows what the portal took; the guest list has it after its next refresh.
void correct(Registration& guest, const std::string& property, const std::string& value) {
  if (property == "attendee_name") guest.attendee_name = value;
  if (property == "job_title") guest.job_title = value;
  if (property == "company") guest.company = value;
  if (property == "email") guest.email = value;
  if (property == "phone") guest.phone = value;
}

}  // namespace

void hear(Staff& staff, const StaffReport& report, Tick now, StaffWork& work) {
  if (report.number != staff.asked) return;  // about a question nobody has any more
  if (report.kind == StaffRequest::Kind::Correct && report.ok && staff.guest)
    correct(*staff.guest, staff.about, staff.note);
  staff.answer = report;
  // A list that came again says nothing new of what staff did before.
  if (!staff.repeated || !report.ok) {
    staff.sentence = report.sentence;
    staff.trouble = !report.ok;
  }
  if (staff.page != StaffPage::WalkIn) return;
  if (report.kind == StaffRequest::Kind::Register) {
    // Refused in words: mended and tried again. Without an answer it may exist, and is only looked for.
    staff.sent = false;
    if (report.ok && !report.found.empty()) {
      staff.made = report.found.front();
      staff.trouble = standing_of(*staff.made).kind == Standing::Kind::Refused &&
                      !staff.made->registration_status.empty();  // registered, and not let in
    }
    if (report.undecided && !is_in_doubt(staff, now))
      staff.doubt = {staff.form[static_cast<std::size_t>(Field::Email)], now + kDoubt};
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
    staff.trouble = true;  // not what was asked for
    return;
  }
  staff.sent = true;
  staff.sentence = "Registering…";
  ask(staff, work, {.kind = StaffRequest::Kind::Register, .guest = walk_in_of(staff)});
}

}  // namespace usher::screen
