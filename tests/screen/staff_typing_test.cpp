// What staff type, and what the desk says to it.

#include <doctest/doctest.h>

#include "shift.hpp"

using namespace usher;
using namespace usher::screen;

TEST_CASE("letters beyond ASCII are typed and erased whole") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Letter, 0x142);  // ł
  CHECK(shift.staff.query == "ł");
  shift.press(Act::Erase);
  CHECK(shift.staff.query.empty());
}

TEST_CASE("an exception is closed with words, never by silence") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::Exceptions));
  StaffReport report{.number = shift.staff.asked, .kind = StaffRequest::Kind::Exceptions};
  report.exceptions = {{.id = "x1", .guest = "Sarah"}};
  hear(shift.staff, report, shift.world.now, shift.work);
  shift.press(Act::Resolve, 0);
  const std::size_t before = shift.work.requests.size();
  shift.press(Act::Enter);
  CHECK(shift.work.requests.size() == before);
  shift.type("spoke to her");
  shift.press(Act::Enter);
  CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Resolve);
  CHECK(shift.work.requests.back().id == "x1");
  CHECK(shift.work.requests.back().text == "spoke to her");
}

TEST_CASE("a walk-in's e-mail is looked up first, and nobody is registered twice") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  shift.press(Act::Field, 2);
  shift.type("ana@example.com");
  shift.press(Act::Enter, 1);
  CHECK(shift.staff.trouble);  // no name yet
  shift.press(Act::Field, 0);
  shift.type("Ana");
  shift.press(Act::Field, 1);
  shift.type("Silva");
  shift.press(Act::Enter, 1);
  REQUIRE(shift.work.requests.back().kind == StaffRequest::Kind::Search);
  SUBCASE("unknown: registered once, however often Enter is pressed") {
    shift.answer({});
    CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Register);
    CHECK(shift.work.requests.back().guest.email == "ana@example.com");
    const std::size_t asked = shift.work.requests.size();
    shift.press(Act::Enter, 1);
    shift.press(Act::Enter, 1);
    CHECK(shift.work.requests.size() == asked);
  }
  SUBCASE("known: their card opens instead") {
    shift.answer({guest_with("EVT-AAAAAAAAAAAA", "Ana@Example.com")});
    CHECK(shift.staff.page == StaffPage::Guest);
    CHECK(shift.staff.trouble);  // a warning, no tick: it is not what was asked for
    CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Search);
  }
}

TEST_CASE("names are begun with a capital on the screen's own keys, addresses are not") {
  Shift shift;
  shift.unlock();
  CHECK_FALSE(gives_capitals(shift.staff));  // a search does not care
  shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  CHECK(gives_capitals(shift.staff));
  shift.type("A");
  CHECK_FALSE(gives_capitals(shift.staff));
  shift.type("nn ");
  CHECK(gives_capitals(shift.staff));
  shift.press(Act::Shift);
  CHECK_FALSE(gives_capitals(shift.staff));
  shift.type("d");
  shift.press(Act::Field, 2);
  CHECK_FALSE(gives_capitals(shift.staff));
  shift.press(Act::Shift);
  CHECK(gives_capitals(shift.staff));
}

TEST_CASE(
    "a walk-in that was sent without an answer is only looked for, even by who comes back to the page") {
  Shift shift;
  const auto fill_in = [&] {
    shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
    for (const auto& [field, text] :
         {std::pair{0, "Ana"}, std::pair{1, "Silva"}, std::pair{2, "ana@b.example"}}) {
      shift.press(Act::Field, field);
      shift.type(text);
    }
  };
  shift.unlock();
  fill_in();
  shift.press(Act::Enter, 1);
  shift.answer({});  // nobody has this e-mail
  REQUIRE(shift.work.requests.back().kind == StaffRequest::Kind::Register);
  CHECK_FALSE(shift.work.requests.back().look_only);
  StaffReport lost{.number = shift.staff.asked, .kind = StaffRequest::Kind::Register, .ok = false};
  lost.undecided = true;
  hear(shift.staff, lost, shift.world.now, shift.work);
  shift.press(Act::Enter, 1);
  CHECK(shift.work.requests.back().look_only);
  shift.press(Act::Close);
  shift.unlock();
  fill_in();
  shift.press(Act::Enter, 1);
  CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Register);
  CHECK(shift.work.requests.back().look_only);
  hear(shift.staff, lost, shift.world.now, shift.work);  // an old answer changes nothing
  shift.world.now += seconds{61};
  shift.press(Act::Close);
  shift.unlock();
  fill_in();
  shift.press(Act::Enter, 1);
  CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Search);  // from the beginning
}

TEST_CASE("a correction that the portal took stands on the card at once") {
  Shift shift;
  shift.unlock();
  shift.type("s");
  shift.answer({guest_with("EVT-AAAAAAAAAAAA")});
  shift.press(Act::Pick, 0);
  shift.press(Act::Correct, 2);
  shift.type("Acme");
  shift.press(Act::Enter);
  StaffReport report{.number = shift.staff.asked, .kind = StaffRequest::Kind::Correct, .ok = false};
  SUBCASE("taken") {
    report.ok = true;
    hear(shift.staff, report, shift.world.now, shift.work);
    CHECK(shift.staff.guest->company == "Acme");
  }
  SUBCASE("refused") {
    hear(shift.staff, report, shift.world.now, shift.work);
    CHECK(shift.staff.guest->company.empty());
  }
}

TEST_CASE("a mistake that the portal has is flagged with the words that say what it was") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::Recent));
  StaffReport report{.number = shift.staff.asked, .kind = StaffRequest::Kind::Recent};
  report.recent = {{.verdict = Verdict::Kind::Grant, .check_in = "c1", .flaggable = true}};
  hear(shift.staff, report, shift.world.now, shift.work);
  shift.press(Act::Flag, 0);
  CHECK(shift.staff.page == StaffPage::Note);
  shift.type("her sister");
  shift.press(Act::Enter);
  CHECK(shift.work.requests.back().kind == StaffRequest::Kind::Flag);
  CHECK(shift.work.requests.back().id == "c1");
  CHECK(shift.work.requests.back().text == "her sister");
}

TEST_CASE("the ticket type that the walk-in page shows as chosen is the one that is sent") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  for (const auto& [field, text] :
       {std::pair{0, "Ana"}, std::pair{1, "Silva"}, std::pair{2, "a@b.example"}}) {
    shift.press(Act::Field, field);
    shift.type(text);
  }
  shift.press(Act::Enter, 1);
  shift.answer({});
  REQUIRE(shift.work.requests.back().kind == StaffRequest::Kind::Register);
  CHECK(shift.work.requests.back().guest.ticket_type == "standard");
}

TEST_CASE("a walk-in who is registered and has to pay is no success with a tick") {
  Shift shift;
  shift.unlock();
  shift.press(Act::Tab, static_cast<int>(StaffPage::WalkIn));
  shift.work.requests.push_back({.kind = StaffRequest::Kind::Register});
  Registration made = guest_with("EVT-AAAAAAAAAAAA");
  SUBCASE("paid") {
    shift.answer({made});
    CHECK_FALSE(shift.staff.trouble);
  }
  SUBCASE("not paid") {
    made.payment_status = "pending";
    shift.answer({made});
    CHECK(shift.staff.trouble);
  }
  CHECK(shift.staff.made.has_value());
}
