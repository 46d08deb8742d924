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
  builder.adopt({});
  CHECK(Roster(folder.path).with_code(code_of(1)).size() == 2);
}

TEST_CASE("a roster of another event, or one that lost more than one in twenty, is not adopted") {
  RosterCard have;
  have.event = conference();
  have.rows = 100;
  RosterHead head;
  head.event = conference();
  CHECK(objection_to(head, 95, conference(), have, false).empty());
  CHECK_FALSE(objection_to(head, 94, conference(), have, false).empty());
  CHECK(objection_to(head, 94, conference(), have, true).empty());
  CHECK(objection_to(head, 1, conference(), std::nullopt, false).empty());
  head.event.id = "78";
  CHECK_FALSE(objection_to(head, 100, conference(), have, true).empty());
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
  CHECK_FALSE(sync_roster(door.portal, door.folder.path, conference(), Now{}, false).adopted);
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
