#include "usher/desk/engine/courier.hpp"

#include <doctest/doctest.h>

#include <map>

#include "fakes.hpp"

using namespace usher;

namespace {

/// The engine alone, with a journal that does what it is told and a clock that jumps to the next errand.
struct Errand {
  Terms terms = [] {
    Terms t;
    t.station = "North door 1";
    t.event = conference();
    t.boot = "boot-1";
    return t;
  }();
  Pace pace;
  Courier courier{terms, pace, true};
  Now now{Tick(seconds(100)), kNoon};
  std::vector<CheckIn> rows;
  std::int64_t revision = 0;
  std::map<std::string, int> sent;  ///< by code
  std::function<PortalResult<Answer>(const Pass&)> portal;
  std::function<PortalResult<bool>()> licence = [] { return true; };

  void admit(int number) {
    CheckIn row;
    row.id = "c" + std::to_string(number);
    row.code = code_of(number);
    row.state = CheckIn::State::Waiting;
    row.granted = row.shown = row.vouched = true;
    row.revision = ++revision;
    rows.push_back(row);
  }
  void run(milliseconds time) {
    const Tick until = now.tick + time;
    Courier::Incident event = Courier::Woke{};
    while (now.tick < until) event = perform(courier.step(event, now));
  }
  Courier::Incident perform(const Courier::Action& action) {
    if (std::holds_alternative<Courier::Look>(action)) return Courier::Looked{rows};
    if (const auto* write = std::get_if<Courier::Write>(&action)) {
      for (CheckIn& row : rows) {
        if (row.id == write->change.check_in->id) row = *write->change.check_in, row.revision = ++revision;
      }
      return Courier::Wrote{{Written::Kind::Done, revision, 0}};
    }
    if (const auto* ask = std::get_if<Courier::Ask>(&action)) {
      pass(milliseconds(50));
      ++sent[ask->pass.code];
      return Courier::Answered{portal(ask->pass), ask->number};
    }
    if (std::holds_alternative<Courier::Probe>(action)) return Courier::Probed{licence()};
    if (std::holds_alternative<Courier::FetchRoster>(action)) return Courier::RosterCame{.asked = false};
    pass(std::max(std::get<Courier::Wait>(action).until - now.tick, milliseconds(1)));
    return Courier::Woke{};
  }
  void pass(milliseconds time) {
    now.tick += time;
    now.wall += time;
  }
  static Failure failed(Failure::Kind kind, const std::string& detail) {
    return Failure{kind, 0, detail, std::nullopt, std::nullopt};
  }
};

}  // namespace

TEST_CASE("rows that the portal cannot take keep their own timers, and the others go through") {
  Errand errand;
  for (int number = 1; number <= 3; ++number) errand.admit(number);
  errand.portal = [](const Pass& pass) -> PortalResult<Answer> {
    if (pass.code != code_of(3)) return Errand::failed(Failure::Kind::MaybeSent, "HTTP 503");
    Answer answer;
    answer.decision = Answer::Decision::Grant;
    answer.checked_in = true;
    answer.registration = guest(pass.code);
    return answer;
  };
  errand.run(std::chrono::hours(1));
  CHECK(errand.sent[code_of(3)] == 1);
  // Every half minute, of which the last fifth is up to the row; more often in the first one.
  CHECK(errand.sent[code_of(1)] <= 160);
  CHECK(errand.sent[code_of(1)] >= 100);
}

TEST_CASE("when the link is back nothing waits out the timer that it got while the link was away") {
  Errand errand;
  errand.admit(1);
  errand.portal = [](const Pass&) -> PortalResult<Answer> {
    return Errand::failed(Failure::Kind::NotSent, "no route");
  };
  errand.licence = [] { return Errand::failed(Failure::Kind::NotSent, "no route"); };
  errand.run(seconds(120));
  const int before = errand.sent[code_of(1)];
  errand.licence = [] { return true; };
  errand.run(seconds(16));  // at most one more look for the portal
  CHECK(errand.sent[code_of(1)] > before);
}

TEST_CASE("a station that is blocked says why, also while its looks for the portal succeed") {
  Errand errand;
  errand.admit(1);
  errand.portal = [](const Pass&) -> PortalResult<Answer> {
    return Errand::failed(Failure::Kind::NotAuthorised, "the app is not installed");
  };
  errand.run(seconds(300));
  CHECK(errand.courier.link() == Errands::Link::Blocked);
  CHECK(errand.courier.link_sentence() == "the app is not installed");
  errand.portal = [](const Pass& pass) -> PortalResult<Answer> {
    Answer answer;
    answer.decision = Answer::Decision::Grant;
    answer.checked_in = true;
    answer.registration = guest(pass.code);
    return answer;
  };
  errand.run(seconds(60));
  CHECK(errand.courier.link() == Errands::Link::Up);
  CHECK(errand.courier.link_sentence().empty());
  errand.licence = [] { return false; };
  errand.run(seconds(120));
  CHECK(errand.courier.link() == Errands::Link::Blocked);
  CHECK(errand.courier.link_sentence().find("licence") != std::string::npos);
}

TEST_CASE("a roster that retention keeps away is no word from the portal") {
  Errand errand;
  errand.licence = [] { return Errand::failed(Failure::Kind::NotSent, "no route"); };
  errand.run(seconds(300));
  CHECK_FALSE(errand.courier.last_heard());
}

TEST_CASE("where nobody can tell whose check-in it was, the exception does not blame anybody") {
  Errand errand;
  errand.admit(1);
  errand.rows[0].unanswered = {
      {Moment{"boot-0", Tick(seconds(5)), kNoon, true}, Tick(seconds(5)), std::nullopt}};
  errand.portal = [](const Pass& pass) -> PortalResult<Answer> {
    Answer answer;
    answer.decision = Answer::Decision::AlreadyIn;
    answer.registration = guest(pass.code);
    answer.registration->checked_in_at = kNoon;
    answer.portal_date = kNoon;
    return answer;
  };
  errand.run(seconds(5));
  CHECK(errand.rows[0].reckoning == Reckoning::Duplicate);
  CHECK(errand.rows[0].note.find("nobody can tell") != std::string::npos);
  CHECK(errand.rows[0].note.find("somebody else") == std::string::npos);
}
