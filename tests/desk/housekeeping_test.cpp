#include "desk/maintenance/housekeeping.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "fakes.hpp"

using namespace usher;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr const char* kBoot = "boot-1";

/// A journal whose event ended a month ago, and the doors of another one.
struct Month {
  TemporaryFolder folder;
  JournalFile journal{folder.path};
  Now start{Tick(hours(5)), kNoon + hours(40 * 24)};
  int number = 0;

  Month() {
    Event gala;
    gala.id = "77";
    gala.name = "Winter Gala";
    gala.starts = kNoon;
    gala.ends = kNoon + hours(6);
    note_event(journal, gala);
  }

  Now after(milliseconds time) const { return {start.tick + time, start.wall + time}; }

  void present(const std::string& event, Now now, const std::string& boot = kBoot) {
    Presentation record;
    record.id = "p" + std::to_string(++number);
    record.code = code_of(number);
    record.attendee_name = "Sarah Johnson";
    record.decided = true;
    record.event = event;
    record.at = {boot, now.tick, now.wall, false};
    Change change;
    change.presentation = record;
    if (portal_heard) change.portal_offset = now.wall.time_since_epoch() - now.tick.time_since_epoch();
    REQUIRE(journal.write(change).kind == Written::Kind::Done);
  }

  Housekeeping begun(Now now, const std::string& boot = kBoot) {
    return Housekeeping(folder.path, {}, boot, journal, now.tick, [this] { return ntp; });
  }

  bool portal_heard = true;
  std::optional<Wall> ntp = start.wall;  ///< a time service keeps this machine's clock

  /// Are the guests of the month before still named?
  bool named() {
    for (const Presentation& record : journal.presentations_after(0))
      if (record.event == "Winter Gala" && !record.attendee_name.empty()) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("what is over is deleted when nobody came for ten minutes, not between two guests of today") {
  Month month;
  month.present("Winter Gala", month.after(-hours(5)), "boot-0");
  month.present("Spring Ball", month.after(-minutes(1)));
  Housekeeping keeping = month.begun(month.start);
  keeping.look(month.start);
  CHECK(month.named());
  month.present("Spring Ball", month.after(minutes(8)));
  keeping.look(month.after(minutes(10)));
  CHECK(month.named());
  keeping.look(month.after(minutes(18)));
  CHECK_FALSE(month.named());
}

TEST_CASE("a station that comes back between two guests knows that the doors are open") {
  Month month;
  month.present("Winter Gala", month.after(-hours(5)), "boot-0");
  SUBCASE("the program fell") {
    month.present("Spring Ball", month.after(-seconds(2)));
    month.begun(month.start).look(month.start);
    CHECK(month.named());
  }
  SUBCASE("the machine fell, and its monotonic clock began anew") {
    month.present("Spring Ball", month.after(-seconds(50)), "boot-0");
    month.begun(month.start).look(month.start);
    CHECK(month.named());
  }
  SUBCASE("nobody came since") {
    month.begun(month.start).look(month.start);
    CHECK_FALSE(month.named());
  }
}

TEST_CASE("what one clock alone calls over is named and stays, until a second one agrees") {
  Month month;
  month.ntp.reset();
  month.portal_heard = false;
  month.present("Winter Gala", month.after(-hours(5)), "boot-0");
  Housekeeping keeping = month.begun(month.start, boot_id());
  keeping.look(month.start);
  CHECK(month.named());
  CHECK(keeping.due_unproven() == std::vector<std::string>{"Winter Gala"});
  SUBCASE("the portal's Date") {
    month.portal_heard = true;
    month.present("Spring Ball", month.after(-hours(2)));
  }
  SUBCASE("a time service") {
    month.ntp = month.start.wall + hours(1);
  }
  keeping.look(month.after(minutes(61)));
  CHECK_FALSE(month.named());
  CHECK(keeping.due_unproven().empty());
}

TEST_CASE("the WAL does not grow with the evening, although the courier never rests") {
  Month month;
  Housekeeping keeping = month.begun(month.start);
  const auto wal = [&] { return std::filesystem::file_size(month.folder.path + "/journal.db-wal"); };
  std::uintmax_t after_two_minutes = 0;
  for (int second = 1; second <= 20 * 60; ++second) {
    month.present("Spring Ball", month.after(seconds(second)));
    keeping.look(month.after(seconds(second)));
    if (second == 120) after_two_minutes = wal();
  }
  CHECK(wal() < 2 * after_two_minutes);  // ten times as much without
}
