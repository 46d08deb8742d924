#include <doctest/doctest.h>
#include <sqlite3.h>

#include <thread>

#include "fakes.hpp"
#include "usher/core/invariant.hpp"

using namespace usher;

namespace {

/// The loop as a station runs it, on a real journal and roster; the portal is asked in its thread alone.
struct Attended {
  TemporaryFolder folder;
  FakePortal* portal = nullptr;  ///< of the loop
  FakePortal books;
  DeskPlan plan;
  Joints joints;
  std::jthread loop;

  Attended() {
    for (const auto& [code, type] : {std::pair{kSarah, "standard"}, std::pair{kAna, "vip"}}) {
      books.add(guest(code));
      books.books[code].ticket_type = type;
    }
    plan.folder = folder.path;
    plan.terms.station = "North door 1";
    plan.terms.event = conference();
    plan.terms.boot = boot_id();
    { JournalFile make(folder.path); }
    REQUIRE(sync_roster(books, folder.path, plan.terms.event, clock_now(), PersonsWord{}).adopted);
  }
  void open() {
    loop = std::jthread([this](std::stop_token stop) {
      attend(
          stop, plan,
          [this] {
            auto own = std::make_unique<FakePortal>(books);
            portal = own.get();
            return own;
          },
          joints);
    });
  }
  Verdict present(const std::string& code, Scan::Source source = Scan::Source::Camera) {
    Scan scan;
    scan.payload = code;
    scan.source = source;
    scan.decoded = clock_now().tick;
    const std::uint64_t number = joints.scans.put_numbered(scan);
    std::uint64_t seen = 0;
    for (int reports = 0; reports < 20; ++reports) {
      const auto report = joints.desk.next(seen, {}, seconds(10));
      REQUIRE(report);
      if (report->scan == number && report->stage == DeskReport::Stage::Decided) return report->verdict;
    }
    FAIL("no verdict");
    return {};
  }
  /// Stops the loop, and looks at what it left on disk.
  JournalFile left() {
    loop = {};
    return JournalFile(folder.path);
  }
};

}  // namespace

TEST_CASE("in training the verdict is shown, and nothing is written anywhere") {
  Attended door;
  door.joints.mode.put(DoorMode{.training = true});
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);  // as often as they like
  CHECK(door.present(kSarah, Scan::Source::Hand).recorded == Verdict::Recorded::No);
  CHECK(door.portal->check_ins == 0);
  JournalFile journal = door.left();
  CHECK(journal.queue(true).empty());
  CHECK(journal.presentations_after(0).empty());
}

TEST_CASE("when an ID is asked for, a pass is looked at; the hand that confirms checks it in, once") {
  Attended door;
  door.joints.mode.put(DoorMode{.ask_for_id = true});
  door.open();
  const Verdict looked = door.present(kSarah);
  CHECK(looked.kind == Verdict::Kind::Grant);
  CHECK(looked.recorded == Verdict::Recorded::No);
  CHECK(door.portal->check_ins == 0);
  const Verdict confirmed = door.present(kSarah, Scan::Source::Hand);
  CHECK(confirmed.kind == Verdict::Kind::Grant);
  CHECK(confirmed.recorded == Verdict::Recorded::Portal);
  CHECK(door.portal->check_ins == 1);
  CHECK(door.present(kSarah).kind == Verdict::Kind::AlreadyIn);
  JournalFile journal = door.left();
  REQUIRE(journal.queue(true).size() == 1);
  const auto records = journal.presentations_after(0);
  REQUIRE(records.size() == 1);  // what was only looked at is no presentation
  CHECK(records.front().source == Scan::Source::Hand);
}

TEST_CASE("a gate chosen by staff counts from the next guest on, and back again") {
  Attended door;
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  door.joints.mode.put(DoorMode{.gate = std::vector<std::string>{"standard"}});
  const Verdict refused = door.present(kAna);
  CHECK(refused.kind == Verdict::Kind::WrongGate);
  CHECK(refused.gate == std::vector<std::string>{"standard"});
  CHECK(door.portal->check_ins == 1);  // looked at, never written
  door.joints.mode.put(DoorMode{});
  CHECK(door.present(kAna).kind == Verdict::Kind::Grant);
  CHECK(door.portal->check_ins == 2);
}

TEST_CASE("nobody's verdict is taken from the screen before it was drawn, however soon the next one comes") {
  Attended door;
  door.plan.has_screen = true;
  door.plan.terms.policy.decide = Policy::Decide::LocalFirst;
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  const Tick told = door.joints.desk.latest()->at;
  CHECK(door.present(kAna).kind == Verdict::Kind::Grant);
  CHECK(door.joints.desk.latest()->at - told >= milliseconds(100));
}

TEST_CASE("shown is written from what was drawn") {
  Attended door;
  door.plan.has_screen = true;
  door.plan.terms.policy.decide = Policy::Decide::LocalFirst;
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  const std::uint64_t sarahs = door.joints.desk.latest()->scan;
  SUBCASE("a screen that works") {
    door.joints.drawn.put({sarahs, clock_now().tick});
    CHECK(door.present(kSarah).kind == Verdict::Kind::AlreadyIn);
  }
  SUBCASE("a screen that hangs: nobody is told ALREADY IN who never saw green") {
    CHECK(door.present(kSarah).kind == Verdict::Kind::Hold);
  }
  SUBCASE("a screen that draws another's verdict") {
    door.joints.drawn.put({sarahs + 7, clock_now().tick});
    CHECK(door.present(kSarah).kind == Verdict::Kind::Hold);
  }
  SUBCASE("a drawing that came after the desk had given it up") {
    CHECK(door.present(kAna).kind == Verdict::Kind::Grant);
    door.joints.drawn.put({sarahs, clock_now().tick});
    CHECK(door.present(kSarah).kind == Verdict::Kind::AlreadyIn);
  }
  JournalFile journal = door.left();
  CHECK(journal.of_pass("77", kSarah).front().granted);
}

TEST_CASE("a mistake of ours met while a guest waits holds that guest, and the next one is served") {
  Attended door;
  door.books.before = [](const char*, const Pass& pass) {
    invariant(pass.code != kSarah, "this portal never met Sarah");
  };
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Hold);
  CHECK(door.joints.desk.latest()->trouble.find("this portal never met Sarah") != std::string::npos);
  CHECK(door.present(kAna).kind == Verdict::Kind::Grant);
  CHECK(door.joints.desk.latest()->trouble.empty());
  // What was begun may have been sent: it waits on disk for the courier, and nothing was lost.
  JournalFile journal = door.left();
  CHECK(journal.queue().size() == 1);
}

TEST_CASE("a journal that is found damaged ends the loop: the next start mends it") {
  Attended door;
  door.open();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  door.present(kAna);
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open((door.folder.path + "/journal.db").c_str(), &raw) == SQLITE_OK);
  sqlite3_busy_timeout(raw, 5000);  // the desk may be writing what was shown
  REQUIRE(sqlite3_exec(raw, "UPDATE check_ins SET body = replace(body, 'Sarah', 'Sarag')", nullptr, nullptr,
                       nullptr) == SQLITE_OK);
  sqlite3_close(raw);
  CHECK(door.present(kSarah).kind == Verdict::Kind::Hold);
  door.loop.join();  // by itself
  CHECK(door.joints.desk.latest()->trouble.find("damaged") != std::string::npos);
  CHECK(mend_journal(door.folder.path));
  JournalFile journal(door.folder.path);
  CHECK(journal.of_pass("77", kSarah).front().granted);
}
