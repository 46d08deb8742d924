#include <doctest/doctest.h>

#include "desk/journal/sqlite.hpp"
#include "fakes.hpp"

using namespace usher;

TEST_CASE("staff find a guest by the start of any word, with or without the marks on its letters") {
  CHECK(folded("Zoë Łukasiewicz-Ångström") == "zoe lukasiewicz angstrom");
  CHECK(folded("O'Brien Straße Nguyễn") == "obrien strasse nguyen");
  CHECK(folded("Ёлкина Δημήτρης") == "елкина δημητρησ");
  Door door;
  Registration r = guest(code_of(1), "Zoë Łukasiewicz");
  r.last_name = "Łukasiewicz";
  r.first_name = "Zoë";
  r.email = "zoe@example.com";
  r.purchaser_name = "Acme Buyers";
  door.portal.add(r);
  door.portal.add(guest(code_of(2), "Anna Berg"));
  door.sync();
  for (const char* text : {"zoe", "ZOË luk", "lukas zo", "example zoe", "buyers", "evt zo", "acme luk"}) {
    CAPTURE(text);
    REQUIRE(door.roster->find(text).size() == 1);
    CHECK(door.roster->find(text).front().code == code_of(1));
  }
  CHECK(door.roster->find("acme").size() == 2);
  CHECK(door.roster->find("nobody").empty());
  CHECK(door.roster->find("  ").empty());
}

TEST_CASE("a word in the middle of another is found too, after those that begin with it") {
  Door door;
  door.portal.add(guest(code_of(1), "Bertrand Xu"));
  door.portal.add(guest(code_of(2), "Zita Trand"));
  door.portal.add(guest(code_of(3), "王小明"));
  door.sync();
  const auto names = [&](const char* text) {
    std::string all;
    for (const Registration& r : door.roster->find(text)) all += display_name(r) + ";";
    return all;
  };
  CHECK(names("trand") == "Zita Trand;Bertrand Xu;");
  CHECK(names("tr") == "Zita Trand;");  // one or two letters must begin a word
  CHECK(names("小明") == "王小明;");
  CHECK(names("trand ber") == "Bertrand Xu;");
  CHECK(names("trand nobody").empty());
  CHECK(door.roster->find("trand", 1).size() == 1);
}

TEST_CASE("a roster of the last release, which has no text to search, is searched all the same") {
  Door door;
  door.portal.add(guest(code_of(1), "Zoë Łukasiewicz"));
  door.portal.add(guest(code_of(2), "Anna Berg"));
  door.sync();
  Database(door.folder.path + "/roster.db").run("DROP TABLE search");
  Roster old(door.folder.path);
  REQUIRE(old.find("luk").size() == 1);
  CHECK(old.find("luk").front().code == code_of(1));
}

TEST_CASE("two registrations with one code are both found, one that is listed twice is one") {
  TemporaryFolder folder;
  RosterBuilder builder(folder.path);
  Registration r = guest(code_of(1));
  builder.add(r);
  builder.add(r);
  r.id = "another";
  builder.add(r);
  builder.complete();
  CHECK(builder.change().rows == 2);
  builder.adopt({});
  CHECK(Roster(folder.path).with_code(code_of(1)).size() == 2);
}

TEST_CASE("a roster of another event, or one that lost more than one in twenty, is not adopted") {
  RosterCard have;
  have.event = conference();
  have.rows = 100;
  RosterHead head;
  head.event = conference();
  const PersonsWord none;
  const PersonsWord both{.shrunken = true, .changed = true};
  CHECK(objection_to(head, {.rows = 95}, conference(), have, none).empty());
  CHECK_FALSE(objection_to(head, {.rows = 94}, conference(), have, none).empty());
  CHECK_FALSE(objection_to(head, {.rows = 94}, conference(), have, {.changed = true}).empty());
  CHECK(objection_to(head, {.rows = 94}, conference(), have, {.shrunken = true}).empty());
  CHECK(objection_to(head, {.rows = 1}, conference(), std::nullopt, none).empty());
  head.event.id = "78";
  CHECK_FALSE(objection_to(head, {.rows = 100}, conference(), have, both).empty());
}

namespace {

/// A portal of many guests, and a station that has its list.
struct Evening : Door {
  explicit Evening(int guests) {
    for (int i = 0; i < guests; ++i) portal.add(guest(code_of(i)));
    sync();
  }
  RosterOutcome fetch(PersonsWord word = {}) {
    return sync_roster(portal, folder.path, terms.event, Now{tick, wall}, word);
  }
  void come_in(int guests) {
    for (auto& [code, r] : portal.books) {
      if (r.attendance_status == "checked_in" || guests-- <= 0) continue;
      r.attendance_status = "checked_in";
    }
  }
};

}  // namespace

TEST_CASE("a roster whose codes changed hands needs a person's word, and the old one stays") {
  Evening evening(10);
  // Six guests' codes go round: an export sorted by another column.
  for (int i = 0; i < 6; ++i) evening.portal.books[code_of(i)].id = "r-" + code_of((i + 1) % 6);
  const RosterOutcome outcome = evening.fetch();
  CHECK_FALSE(outcome.adopted);
  CHECK(outcome.objection.find("6 of 10 codes") != std::string::npos);
  CHECK(outcome.objection.find("--accept-changed") != std::string::npos);
  CHECK(evening.roster->with_code(code_of(0)).front().id == "r-" + code_of(0));
  CHECK_FALSE(evening.fetch({.shrunken = true}).adopted);
  CHECK(evening.fetch({.changed = true}).adopted);
  CHECK(evening.roster->with_code(code_of(0)).front().id == "r-" + code_of(1));
}

TEST_CASE("a roster of as many guests, none of whom was on the last one, needs a person's word") {
  Evening evening(10);
  evening.portal.books.clear();
  for (int i = 100; i < 110; ++i) evening.portal.add(guest(code_of(i)));
  CHECK(evening.fetch().objection.find("10 of 10 codes") != std::string::npos);
}

TEST_CASE("half of the codes, new guests and guests who left are ordinary") {
  Evening evening(40);
  for (int i = 0; i < 20; ++i) evening.portal.books[code_of(i)].id += "-again";
  for (int i = 100; i < 300; ++i) evening.portal.add(guest(code_of(i)));
  CHECK(evening.fetch().adopted);
  evening.portal.books.erase(code_of(7));
  CHECK(evening.fetch().adopted);
}

TEST_CASE("a list that lost most of its guests is shrunken, not changed as well") {
  Evening evening(10);
  for (int i = 0; i < 8; ++i) evening.portal.books.erase(code_of(i));
  CHECK(evening.fetch().objection.find("--accept-shrunken") != std::string::npos);
  CHECK(evening.fetch({.shrunken = true}).adopted);
}

TEST_CASE("more guests in than doors can have served since the last roster need a person's word") {
  Evening evening(3000);
  evening.pass(std::chrono::minutes(2));
  evening.come_in(2000);
  const RosterOutcome outcome = evening.fetch();
  CHECK_FALSE(outcome.adopted);
  CHECK(outcome.objection.find("2000 more guests") != std::string::npos);
  CHECK(evening.roster->card()->checked_in == 0);
  SUBCASE("and it does not become true by being sent again later") {
    evening.pass(std::chrono::hours(1));
    CHECK_FALSE(evening.fetch().adopted);
    evening.crash();
    CHECK_FALSE(evening.fetch().adopted);
  }
  SUBCASE("a person's word is enough, and the next one is ordinary") {
    CHECK(evening.fetch({.changed = true}).adopted);
    evening.pass(std::chrono::minutes(2));
    evening.come_in(200);
    CHECK(evening.fetch().adopted);
  }
  SUBCASE("what was put right at the portal is adopted by itself") {
    for (auto& [code, r] : evening.portal.books) r.attendance_status = "not_arrived";
    CHECK(evening.fetch().adopted);
  }
}

TEST_CASE("late in the evening everybody is in, and no list of that surprises") {
  Evening evening(3000);
  evening.pass(std::chrono::hours(3));
  evening.come_in(3000);
  CHECK(evening.fetch().adopted);
  evening.pass(std::chrono::minutes(2));
  CHECK(evening.fetch().adopted);  // still in
  Door late;                       // a station that is switched on then has nothing to compare with
  late.portal.books = evening.portal.books;
  CHECK(sync_roster(late.portal, late.folder.path, late.terms.event, Now{late.tick, late.wall}, {}).adopted);
}

TEST_CASE("one registration listed twice is one guest, and the later row counts") {
  const auto read = [](const std::vector<Registration>& rows) {
    TemporaryFolder folder;
    RosterBuilder builder(folder.path);
    for (const Registration& r : rows) builder.add(r);
    builder.complete();
    builder.adopt({});
    Roster roster(folder.path);
    CHECK(roster.card()->rows == 1);
    CHECK(roster.all().size() == 1);
    return std::pair(roster.all().front(), roster.card().value());
  };
  const Registration paid = guest(code_of(1));
  Registration cancelled = paid;
  cancelled.registration_status = "cancelled";
  CHECK(read({paid, cancelled}).first.registration_status == "cancelled");
  CHECK(read({paid, cancelled}).second.registered == 0);
  CHECK(read({cancelled, paid}).first.registration_status == "confirmed");
  CHECK(read({cancelled, paid, paid}).second.registered == 1);
  Registration in = paid;
  in.attendance_status = "checked_in";
  CHECK(read({in, paid}).second.checked_in == 0);
  Registration other_code = paid;
  other_code.code = code_of(2);
  CHECK(read({paid, other_code}).first.code == code_of(2));
}

TEST_CASE("an unknown code that the portal answers with another guest of our list lets nobody in") {
  Door door;
  door.portal.add(guest(code_of(1)));
  door.sync();
  Registration crossed = door.portal.books[code_of(1)];
  door.portal.books[code_of(9)] = crossed;  // asked about the second code, it answers with the first guest
  const Verdict verdict = door.present(code_of(9));
  CHECK(verdict.kind == Verdict::Kind::Hold);
  CHECK(verdict.reasons.front() == Reason::ContractMismatch);
  CHECK(door.portal.check_ins == 0);
  CHECK(door.present(code_of(1)).kind == Verdict::Kind::Grant);
}

TEST_CASE(
    "what the portal says of the event stands on the roster: a walk-in asks for its price and its room") {
  Door door;
  door.portal.event.price_amount = "45";
  door.portal.event.price_currency = "EUR";
  door.portal.event.capacity_total = 40;
  door.portal.event.capacity_current = 38;
  door.portal.add(guest(code_of(1), "Zoë Łukasiewicz"));
  door.sync();
  const Event event = door.roster->card()->event;
  CHECK(event.price_amount == "45");
  CHECK(event.price_currency == "EUR");
  CHECK(event.capacity_total == 40);
  CHECK(event.capacity_current == 38);
}

TEST_CASE("half a roster is worth nothing: the one we have stays, and nothing is left lying about") {
  Door door;
  door.portal.add(guest(code_of(1)));
  door.sync();
  door.portal.faults = {Failure::Kind::MaybeSent};
  CHECK_FALSE(sync_roster(door.portal, door.folder.path, conference(), Now{}, {}).adopted);
  CHECK(door.roster->card()->rows == 1);
  CHECK_FALSE(std::filesystem::exists(door.folder.path + "/roster.new.db"));
}

TEST_CASE("an open roster notices by itself that a newer one took its place") {
  Door door;
  door.portal.add(guest(code_of(1)));
  door.sync();
  CHECK(door.roster->with_code(code_of(2)).empty());
  door.portal.add(guest(code_of(2)));
  door.sync();
  CHECK(door.roster->with_code(code_of(2)).size() == 1);
}

TEST_CASE("a new roster never overwrites our own admissions") {
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(code_of(1)));
  door.sync();
  CHECK(is_entry(door.present(code_of(1))));
  door.sync();  // and the portal does not have it yet
  CHECK(door.present(code_of(1)).kind == Verdict::Kind::AlreadyIn);
}
