#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "fakes.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/journal/news.hpp"

using namespace usher;

TEST_CASE("a second instance is refused at once, with a sentence") {
  TemporaryFolder folder;
  const StateFolder first(folder.path);
  std::string sentence;
  try {
    const StateFolder second(folder.path);
  } catch (const std::exception& refused) {
    sentence = refused.what();
  }
  CHECK(sentence.find("another usher (process " + std::to_string(getpid()) + ")") != std::string::npos);
}

TEST_CASE("a state folder that cannot be made or written says so, and how to mend it") {
  CHECK_THROWS_WITH_AS(StateFolder("/proc/usher"), doctest::Contains("--state"), std::runtime_error);
}

TEST_CASE("an event is bound by id, name or slug; none or two are a sentence") {
  Event other = conference();
  other.id = "78";
  other.name = "Winter Ball";
  const std::vector<Event> events{conference(), other};
  CHECK(choose_event("78", events).event->name == "Winter Ball");
  CHECK(choose_event(" Winter Ball ", events).event->id == "78");
  CHECK_FALSE(choose_event("annual-member-conference", events).event);  // the slug of both
  CHECK(choose_event("annual-member-conference", events).sentence.find("2 events") != std::string::npos);
  CHECK_FALSE(choose_event("Winter", events).event);  // never a part of a name
  CHECK(choose_event("Winter", events).sentence.find("\"Winter Ball\"") != std::string::npos);
}

TEST_CASE("once bound an event is remembered by its id, without the portal and under a new name") {
  Door door;
  CHECK(bind_event("Annual Member Conference", door.portal, *door.journal).by_portal);
  door.portal.always = Failure::Kind::NotSent;
  CHECK(bind_event("Annual Member Conference", door.portal, *door.journal).event->id == "77");
  CHECK_FALSE(bind_event("Winter Ball", door.portal, *door.journal).event);
  door.portal.always.reset();
  door.portal.event.name = "Annual Conference, moved";
  CHECK(bind_event("Annual Member Conference", door.portal, *door.journal).event->name ==
        "Annual Conference, moved");
}

TEST_CASE("a journal of every earlier version opens with its open rows") {
  for (int version = 1; version <= 4; ++version) {
    CAPTURE(version);
    Door door(Policy::Decide::LocalFirst);
    door.portal.add(guest(code_of(1)));
    door.sync();
    door.present(code_of(1));
    door.desk->displayed();
    door.desk.reset();
    door.journal.reset();
    // Back to what that version had.
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open((door.folder.path + "/journal.db").c_str(), &raw) == SQLITE_OK);
    const auto run = [&](const std::string& sql) {
      REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    };
    if (version < 4) run("DROP INDEX check_ins_twice");
    if (version < 3) run("DROP INDEX check_ins_one_open");
    if (version < 2) run("DROP TABLE boots; DROP TABLE remembered");
    run("PRAGMA user_version = " + std::to_string(version));
    sqlite3_close(raw);
    door.open();
    CHECK(door.journal->queue().size() == 1);
    CHECK(door.replay().left_waiting == 0);
    door.journal->check();
  }
}

TEST_CASE("a row as the first version packed it is read: what it knew of lost sends has no end") {
  // '|' stands for the unit separator.
  std::string body =
      "\x1eusher-c1|old-1|77|EVT-AAAAAAAAAAA2|r-EVT-AAAAAAAAAAA2|Sarah Johnson|North door "
      "1|1|1|1|1|0|boot-1|1000|1781524800000|1|2|1|1|boot-1|2000|1781524801000|1|-1|||||9|"
      "a36cedafc9192d6d\x1e";
  for (char& c : body) c = c == '|' ? '\x1f' : c;
  Door door;
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open((door.folder.path + "/journal.db").c_str(), &raw) == SQLITE_OK);
  const std::string sql =
      "INSERT INTO check_ins VALUES ('old-1', '77', 'EVT-AAAAAAAAAAA2', 1, 1, 9, '" + body + "')";
  REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(raw);
  const auto row = door.journal->find("old-1");
  REQUIRE(row);
  CHECK(row->attempts == 2);
  REQUIRE(row->unanswered.size() == 1);
  CHECK(row->unanswered.front().first.tick == Tick(milliseconds(2000)));
  CHECK_FALSE(row->unanswered.front().last);
  CHECK(row->revision == 9);
  // Delivered as any other: its echo is its own.
  door.portal.add(guest("EVT-AAAAAAAAAAA2"));
  CHECK(door.replay().left_waiting == 0);
  door.journal->check();
}

TEST_CASE("a journal of a newer usher is left alone") {
  TemporaryFolder folder;
  { JournalFile journal(folder.path); }
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open((folder.path + "/journal.db").c_str(), &raw) == SQLITE_OK);
  sqlite3_exec(raw, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(raw);
  CHECK_THROWS_WITH_AS(JournalFile(folder.path), doctest::Contains("newer usher"), std::runtime_error);
}

TEST_CASE("both loops together: scans are answered, a dead portal is outlived, and everything is delivered") {
  TemporaryFolder folder;
  FakePortal books;
  books.event.starts = clock_now().wall;  // today: retention looks at the real clock
  for (int i = 0; i < 20; ++i) books.add(guest(code_of(i)));
  std::mutex mutex;
  std::atomic<bool> away{false};
  /// One portal for both threads.
  struct Shared : Portal {
    FakePortal& books;
    std::mutex& mutex;
    std::atomic<bool>& away;
    Shared(FakePortal& b, std::mutex& m, std::atomic<bool>& a) : books(b), mutex(m), away(a) {}
    Failure gone() const { return Failure{Failure::Kind::NotSent, 0, "away", std::nullopt, std::nullopt}; }
    PortalResult<Answer> verify(const Pass& pass, milliseconds limit) override {
      const std::lock_guard lock(mutex);
      return away ? PortalResult<Answer>(gone()) : books.verify(pass, limit);
    }
    PortalResult<Answer> check_in(const Pass& pass, milliseconds limit) override {
      const std::lock_guard lock(mutex);
      return away ? PortalResult<Answer>(gone()) : books.check_in(pass, limit);
    }
    PortalResult<bool> licensed(milliseconds) override {
      return away ? PortalResult<bool>(gone()) : PortalResult<bool>(true);
    }
    PortalResult<std::vector<Event>> events(milliseconds limit) override { return books.events(limit); }
    PortalResult<RosterHead> roster(const std::string& name, const RegistrationSink& sink,
                                    milliseconds limit) override {
      const std::lock_guard lock(mutex);
      return away ? PortalResult<RosterHead>(gone()) : books.roster(name, sink, limit);
    }
    PortalResult<Registration> register_guest(const std::string&, const WalkIn&, milliseconds) override {
      return gone();
    }
    PortalResult<bool> correct(const std::string&, const std::string&, const std::string&,
                               milliseconds) override {
      return gone();
    }
    PortalResult<std::vector<std::string>> events_of_contact(const std::string&, milliseconds) override {
      return gone();
    }
  };
  const auto make_portal = [&] { return std::make_unique<Shared>(books, mutex, away); };
  DeskPlan plan;
  plan.folder = folder.path;
  plan.terms.station = "North door 1";
  plan.terms.event = books.event;
  plan.terms.boot = boot_id();
  plan.pace.first_retry = milliseconds(20);
  plan.pace.probe_when_down = milliseconds(50);
  const StateFolder held(folder.path);
  { JournalFile create(folder.path); }
  NewsReader news(folder.path);
  Joints joints;
  const auto until = [&](auto condition) {
    for (int i = 0; i < 2000 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(5));
    return condition();
  };
  {
    std::jthread attending([&](std::stop_token stop) { attend(stop, plan, make_portal, joints); });
    std::jthread carrying([&](std::stop_token stop) { carry(stop, plan, make_portal, joints); });
    REQUIRE(until([&] { return joints.errands.latest() && joints.errands.latest()->roster_size == 20; }));
    for (int i = 0; i < 20; ++i) {
      if (i == 5) away = true;
      if (i == 15) away = false;
      Scan scan;
      scan.payload = code_of(i);
      scan.decoded = clock_now().tick;
      const auto number = joints.scans.put_numbered(scan);
      static_cast<void>(number);
      REQUIRE(until([&] {
        const auto report = joints.desk.latest();
        return report && report->stage == DeskReport::Stage::Decided && report->verdict.code == code_of(i);
      }));
      CHECK(joints.desk.latest()->verdict.kind == Verdict::Kind::Grant);
    }
    CHECK(until([&] { return joints.errands.latest()->waiting == 0; }));
  }
  int verdicts = 0, delivered = 0;
  for (const News& item : news.read()) {
    if (item.kind == News::Kind::Verdict) ++verdicts;
    if (item.kind == News::Kind::Delivered) ++delivered;
  }
  CHECK(verdicts == 20);
  CHECK(delivered == 20);
  for (const auto& [code, r] : books.books) CHECK(r.attendance_status == "checked_in");
}

TEST_CASE("the door's connection is warm before the first guest, and again while nobody comes") {
  TemporaryFolder folder;
  std::atomic<int> warms = 0;
  struct Counting : FakePortal {
    std::atomic<int>& counted;
    explicit Counting(std::atomic<int>& c) : counted(c) {}
    bool warm(milliseconds limit) override {
      CHECK(limit <= milliseconds(750));  // whoever comes meanwhile still has half of their deadline
      ++counted;
      return false;
    }
  };
  DeskPlan plan;
  plan.folder = folder.path;
  plan.terms.event = conference();
  plan.terms.boot = boot_id();
  Joints joints;
  const auto until = [&](auto condition) {
    for (int i = 0; i < 4000 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(5));
    return condition();
  };
  {
    const StateFolder held(folder.path);
    std::jthread attending([&](std::stop_token stop) {
      attend(
          stop, plan, [&] { return std::make_unique<Counting>(warms); }, joints);
    });
    CHECK(until([&] { return warms >= 2; }));
  }
  // While the errands find nobody there, the door does not try.
  Errands down;
  down.link = Errands::Link::Down;
  joints.errands.put(down);
  const int before = warms;
  {
    const StateFolder held(folder.path);
    std::jthread attending([&](std::stop_token stop) {
      attend(
          stop, plan, [&] { return std::make_unique<Counting>(warms); }, joints);
    });
    CHECK(until([&] { return joints.desk.version() > 1; }));
  }
  CHECK(warms == before);
}
