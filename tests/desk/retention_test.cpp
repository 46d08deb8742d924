#include "usher/desk/maintenance/retention.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "desk/journal/sqlite.hpp"
#include "desk/maintenance/digest.hpp"
#include "fakes.hpp"
#include "usher/desk/maintenance/state_folder.hpp"

using namespace usher;
using std::chrono::hours;

namespace {

Event gala(const std::string& id = "77", const std::string& name = "Winter Gala") {
  Event event;
  event.id = id;
  event.name = name;
  event.starts = kNoon;
  event.ends = kNoon + hours(6);
  return event;
}

/// A state folder after an evening: a roster and a journal with guests whose names can be looked for.
struct PurgedEvening {
  TemporaryFolder folder;
  Event event = gala();
  int number = 0;

  PurgedEvening() {
    JournalFile journal(folder.path);
    note_event(journal, event);
  }

  void roster(const Event& of) const {
    RosterBuilder builder(folder.path);
    Registration row = guest("EVT-ROSTER000001", "Zebedee Rosterling");
    row.email = "zebedee@planted.example";
    builder.add(row);
    RosterCard card;
    card.event = of;
    builder.adopt(card);
  }

  void admit(const std::string& code, const std::string& name, CheckIn::State state, const Event& of,
             Verdict::Kind verdict = Verdict::Kind::Grant, const std::string& says = "") {
    JournalFile journal(folder.path);
    CheckIn row;
    row.id = "c" + std::to_string(++number);
    row.event = of.id;
    row.code = code;
    row.registration = "plantedreg" + std::to_string(number);
    row.guest = name;
    row.state = state;
    row.granted = true;
    row.note = "spoke with " + name;
    Presentation record;
    record.id = "p" + std::to_string(number);
    record.code = code;
    record.attendee_name = name;
    record.company = "Planted Industries";
    record.verdict = verdict;
    record.decided = true;
    record.event = says.empty() ? of.name : says;
    Change change;
    if (verdict == Verdict::Kind::Grant) {
      record.check_in = row.id;
      change.check_in = row;
    }
    change.presentation = record;
    REQUIRE(journal.write(change).kind == Written::Kind::Done);
  }

  /// How often the words lie in any file of the folder, as raw bytes.
  int traces(const std::string& words) const {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
      for (auto at = bytes.find(words); at != std::string::npos; at = bytes.find(words, at + 1)) ++found;
    }
    return found;
  }
};

ClockWitnesses proven(Wall now) {
  return {now, now, std::nullopt};
}

}  // namespace

TEST_CASE("after a purge no file of the station holds a guest's name, code, company or address") {
  PurgedEvening evening;
  evening.roster(evening.event);
  for (int i = 0; i < 300; ++i) {
    evening.admit(code_of(i), "Quentin Plantagenet " + std::to_string(i), CheckIn::State::Closed,
                  evening.event);
  }
  std::ofstream(evening.folder.path + "/journal.damaged-1.db")
      << "Quentin Plantagenet in an old damaged file";
  const std::vector<std::string> planted = {"Plantagenet", "Planted Industries", "EVT-",
                                            "plantedreg",  "Rosterling",         "planted.example"};
  for (const auto& words : planted) {
    CAPTURE(words);
    REQUIRE(evening.traces(words) > 0);
  }
  const Purged purged = purge(evening.folder.path, evening.event, {});
  CHECK(purged.roster);
  CHECK(purged.check_ins == 300);
  CHECK(purged.presentations == 300);
  CHECK(purged.left_open == 0);
  CHECK(purged.files.size() == 1);
  for (const auto& words : planted) {
    CAPTURE(words);
    CHECK(evening.traces(words) == 0);
  }
}

TEST_CASE("a purge that was cut before the files were emptied is finished the next time") {
  PurgedEvening evening;
  // A station's own connection, so that the log of changes outlives each of the others.
  JournalFile station(evening.folder.path);
  for (int i = 0; i < 20; ++i)
    evening.admit(code_of(i), "Quentin Plantagenet", CheckIn::State::Closed, evening.event);
  {
    // Somebody in the middle of reading: as far as the files go, a kill at that moment.
    Database reader(evening.folder.path + "/journal.db", Database::Access::ReadOnly);
    Transaction reading(reader);
    Statement rows(reader, "SELECT body FROM presentations");
    REQUIRE(rows.step());
    CHECK_THROWS_AS(purge(evening.folder.path, evening.event, {}), std::runtime_error);
  }
  REQUIRE(evening.traces("Plantagenet") > 0);
  const Purged again = purge(evening.folder.path, evening.event, {});
  CHECK(again.check_ins + again.presentations == 0);  // the rows say nothing any more
  CHECK(evening.traces("Plantagenet") == 0);          // and neither do the files
  CHECK(evening.traces("EVT-") == 0);
}

TEST_CASE("retention beside a station that runs empties the journal's log, too") {
  PurgedEvening evening;
  JournalFile station(evening.folder.path);
  evening.admit("EVT-AAAAAAAAAAA1", "Sarah Johnson", CheckIn::State::Closed, evening.event);
  REQUIRE(std::filesystem::file_size(evening.folder.path + "/journal.db-wal") > 0);
  keep_retention(evening.folder.path, {}, proven(*evening.event.ends + hours(30 * 24)));
  CHECK(evening.traces("Sarah Johnson") == 0);
  CHECK(evening.traces("EVT-") == 0);
  CHECK(station.counts(evening.event.id).admitted == 1);
}

TEST_CASE("a roster whose building was cut by a kill is gone once a station, or a purge, takes the folder") {
  PurgedEvening evening;
  const std::string half = evening.folder.path + "/roster.new.db";
  std::ofstream(half) << "Zebedee Rosterling, half written";
  REQUIRE(evening.traces("Rosterling") == 1);
  const StateFolder held(evening.folder.path);
  CHECK(evening.traces("Rosterling") == 0);
}

TEST_CASE("a state folder is its owner's alone from the first moment") {
  const TemporaryFolder folder;
  const StateFolder held(folder.path + "/state");
  const auto mode = std::filesystem::status(folder.path + "/state").permissions();
  CHECK(mode == std::filesystem::perms::owner_all);
}

TEST_CASE("what remains still counts, and answers for a code in hand") {
  PurgedEvening evening;
  evening.admit("EVT-AAAAAAAAAAA1", "Sarah Johnson", CheckIn::State::Closed, evening.event);
  purge(evening.folder.path, evening.event, {});
  JournalFile journal(evening.folder.path);
  journal.check();
  CHECK(journal.counts(evening.event.id).admitted == 1);
  const auto records = journal.presentations_after(0);
  REQUIRE(records.size() == 1);
  CHECK(records[0].verdict == Verdict::Kind::Grant);
  CHECK(records[0].code == reduced_code(journal, "EVT-AAAAAAAAAAA1"));
  CHECK(journal.of_pass(evening.event.id, reduced_code(journal, "EVT-AAAAAAAAAAA1")).size() == 1);
  // Again: nothing left to do.
  const Purged again = purge(evening.folder.path, evening.event, {});
  CHECK(again.check_ins + again.presentations == 0);
}

TEST_CASE("a check-in that the portal does not have keeps what it needs, unless a person says so") {
  PurgedEvening evening;
  evening.admit("EVT-AAAAAAAAAAA1", "Waiting Wanda", CheckIn::State::Waiting, evening.event);
  evening.admit("EVT-AAAAAAAAAAA2", "Disputed Dan", CheckIn::State::Exception, evening.event);
  evening.admit("EVT-AAAAAAAAAAA3", "Closed Clara", CheckIn::State::Closed, evening.event);
  const Purged purged = purge(evening.folder.path, evening.event, {});
  CHECK(purged.check_ins == 1);
  CHECK(purged.left_open == 2);
  CHECK(evening.traces("Clara") == 0);
  {
    JournalFile journal(evening.folder.path);
    REQUIRE(journal.queue().size() == 2);
    CHECK(journal.queue()[0].code == "EVT-AAAAAAAAAAA1");
    CHECK(journal.queue()[0].guest == "Waiting Wanda");
  }
  const Purged all = purge(evening.folder.path, evening.event, {.also_open = true});
  CHECK(all.check_ins == 2);
  CHECK(evening.traces("Wanda") + evening.traces("Dan") + evening.traces("EVT-") == 0);
  CHECK(JournalFile(evening.folder.path).queue().empty());
}

TEST_CASE("another event's guests stay, and its guests who stood at our door go") {
  PurgedEvening evening;
  const Event other = gala("78", "Spring Ball");
  evening.roster(other);
  evening.admit("EVT-AAAAAAAAAAA1", "First Guest", CheckIn::State::Closed, evening.event);
  evening.admit("EVT-BBBBBBBBBBB1", "Lost Lucy", CheckIn::State::Closed, evening.event,
                Verdict::Kind::WrongEvent, "Spring Ball");
  evening.admit("EVT-AAAAAAAAAAA2", "Last Guest", CheckIn::State::Closed, evening.event);
  evening.admit("EVT-BBBBBBBBBBB2", "Ballroom Bella", CheckIn::State::Closed, other);
  const Purged purged = purge(evening.folder.path, evening.event, {});
  CHECK_FALSE(purged.roster);
  CHECK(evening.traces("Lucy") == 0);
  CHECK(evening.traces("Guest") == 0);
  CHECK(evening.traces("Bella") > 0);
  CHECK(evening.traces("Rosterling") > 0);
}

TEST_CASE("each part has its time after the event's end, and a doubtful clock has a day more") {
  const Retention retention{hours(24), hours(48)};
  Event no_end = gala();
  no_end.ends.reset();
  Event no_time = no_end;
  no_time.starts.reset();
  const Wall end = *gala().ends;
  const struct {
    const char* name;
    Event event;
    Wall now;
    bool roster, journal;
  } cases[] = {
      {"during the event", gala(), kNoon, false, false},
      {"just before", gala(), end + hours(24) - milliseconds(1), false, false},
      {"a day after", gala(), end + hours(24), true, false},
      {"two days after", gala(), end + hours(48), true, true},
      {"no end: a day after the start counts", no_end, kNoon + hours(48), true, false},
      {"no time at all: never by itself", no_time, kNoon + hours(24 * 365), false, false},
      {"a clock in 1970", gala(), Wall{}, false, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const Overdue due = overdue(c.event, retention, c.now);
    CHECK(due.roster == c.roster);
    CHECK(due.journal == c.journal);
  }
}

TEST_CASE("a clock that nobody proved deletes nothing, and says what it would") {
  PurgedEvening evening;
  evening.roster(evening.event);
  evening.admit("EVT-AAAAAAAAAAA1", "Sarah Johnson", CheckIn::State::Closed, evening.event);
  const Wall end = *evening.event.ends;
  const Wall today = end - hours(2);
  for (const ClockWitnesses& clocks :
       {ClockWitnesses{today + hours(72), {}, {}}, ClockWitnesses{today + hours(24 * 40), today, {}},
        ClockWitnesses{today + hours(24 * 40), {}, today},
        ClockWitnesses{today + hours(24 * 40), today + hours(48), today}}) {
    CHECK(keep_retention(evening.folder.path, {}, clocks).due_unproven ==
          std::vector<std::string>{"Winter Gala"});
    CHECK(evening.traces("Rosterling") > 0);
    CHECK(evening.traces("Sarah Johnson") > 0);
  }
  // Two others who agree outweigh ours: by their time nothing is due at all.
  CHECK(
      keep_retention(evening.folder.path, {}, {end + hours(24 * 40), today, today + std::chrono::minutes(1)})
          .due_unproven.empty());
  CHECK(evening.traces("Rosterling") > 0);
}

TEST_CASE("retention comes by itself, offline, also for an event the station no longer serves") {
  PurgedEvening evening;
  evening.roster(evening.event);
  evening.admit("EVT-AAAAAAAAAAA1", "Sarah Johnson", CheckIn::State::Closed, evening.event);
  {
    JournalFile journal(evening.folder.path);
    Event next = gala("78", "Spring Ball");
    next.ends = kNoon + hours(24 * 90);
    note_event(journal, next);
    CHECK(noted_events(journal).size() == 2);
    CHECK(noted_event("Winter Gala", journal)->id == "77");
    CHECK_FALSE(noted_event("Summer Fair", journal));
  }
  const Wall end = *evening.event.ends;
  keep_retention(evening.folder.path, {}, proven(end + hours(23)));
  CHECK(evening.traces("Rosterling") > 0);
  keep_retention(evening.folder.path, {}, proven(end + hours(24)));
  CHECK(evening.traces("Rosterling") == 0);
  CHECK(evening.traces("Sarah Johnson") > 0);
  keep_retention(evening.folder.path, {}, proven(end + hours(30 * 24)));
  CHECK(evening.traces("Sarah Johnson") == 0);
}

TEST_CASE("SHA-256 is the standard's") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
