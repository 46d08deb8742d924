#pragma once

#include <string>
#include <utility>
#include <vector>

#include "screen/staff/staff.hpp"

namespace usher::screen {

inline Registration guest_with(const std::string& code, const std::string& email = "a@b.example") {
  Registration guest;
  guest.id = "1";
  guest.code = code;
  guest.email = email;
  guest.attendee_name = "Sarah Johnson";
  guest.purchaser_email = "office@b.example";
  guest.registration_status = "confirmed";
  guest.payment_status = "paid";
  guest.attendance_status = "not_arrived";
  return guest;
}

/// Staff at a screen, and a desk that answers what it is told to.
struct Shift {
  Staff staff;
  StaffWorld world{
      .now = Tick(milliseconds{1'000'000}), .pin = "2468", .ticket_types = {"standard", "vip"}, .gate = {}};
  StaffWork work;

  void press(Act act, int value = 0) { touch(staff, act, value, world, work); }
  void type(const std::string& text) {
    for (const char letter : text) press(Act::Letter, letter);
  }
  void answer(std::vector<Registration> found) {
    StaffReport report{.number = staff.asked, .kind = work.requests.back().kind};
    report.found = std::move(found);
    hear(staff, report, world.now, work);
  }
  void unlock() {
    press(Act::Open);
    type("2468");
  }
};

}  // namespace usher::screen
