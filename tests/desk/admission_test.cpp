#include "usher/desk/engine/admission.hpp"

#include <doctest/doctest.h>

#include "fakes.hpp"
#include "usher/core/invariant.hpp"

using namespace usher;

namespace {

/// The engine alone: every event is made by hand.
struct Engine {
  Terms terms = [] {
    Terms t;
    t.station = "North door 1";
    t.event = conference();
    t.boot = "boot-1";
    return t;
  }();
  Admission admission{terms};
  Now now{Tick(seconds(100)), kNoon};

  template <class Action>
  Action step(const Admission::Incident& event) {
    auto action = admission.step(event, now);
    REQUIRE(std::holds_alternative<Action>(action));
    return std::get<Action>(std::move(action));
  }
  void present() {
    Admission::Presented presented;
    presented.scan.payload = kSarah;
    presented.scan.decoded = now.tick;
    presented.presentation_id = "p1";
    presented.check_in_id = "c1";
    step<Admission::Look>(presented);
  }
  Answer grant(bool checked_in) const {
    Answer answer;
    answer.decision = Answer::Decision::Grant;
    answer.checked_in = checked_in;
    answer.registration = guest(kSarah);
    answer.has_event = true;
    answer.event_name = terms.event.name;
    answer.event_starts = terms.event.starts;
    answer.portal_date = kNoon;
    return answer;
  }
  static Admission::Wrote done(std::int64_t revision) { return {{Written::Kind::Done, revision, 1}}; }
};

}  // namespace

TEST_CASE("what nobody asked for is a mistake of ours, and says so in every build") {
  Engine engine;
  CHECK_THROWS_AS(static_cast<void>(engine.admission.step(Admission::Wrote{}, engine.now)), BrokenInvariant);
  CHECK_THROWS_AS(static_cast<void>(engine.admission.step(Admission::Looked{}, engine.now)), BrokenInvariant);
  // An answer that comes late is the network's, and changes nothing.
  engine.step<Admission::Done>(Admission::Answered{Failure{}, 7});
}

TEST_CASE("an answer counts once: doubled, it is not taken for that of the next question") {
  Engine engine;
  engine.present();
  const auto verify = engine.step<Admission::Ask>(Admission::Looked{});
  CHECK_FALSE(verify.check_in);
  const Admission::Answered seen{engine.grant(false), verify.number};
  const auto begun = engine.step<Admission::Write>(seen);
  CHECK(begun.change.check_in->unanswered.size() == 1);
  engine.step<Admission::Done>(seen);  // while the attempt is being written
  const auto check_in = engine.step<Admission::Ask>(Engine::done(1));
  CHECK(check_in.check_in);
  engine.step<Admission::Done>(seen);  // while its own answer is awaited
  const auto recorded =
      engine.step<Admission::Write>(Admission::Answered{engine.grant(true), check_in.number});
  CHECK(recorded.change.check_in->unanswered.empty());
  CHECK(recorded.change.check_in->reckoning == Reckoning::Confirmed);
}

TEST_CASE("a disk that needs all the time there is costs a guest one commit, not two") {
  Engine engine;
  const Admission::Looked listed{.roster = {guest(kSarah)}};
  engine.present();
  engine.step<Admission::Write>(listed);  // the attempt
  engine.now.tick += milliseconds(1600);
  const auto late = engine.step<Admission::Write>(Engine::done(1));  // no time was left to ask
  CHECK(late.change.check_in->granted);
  CHECK(late.change.check_in->unanswered.empty());
  engine.now.tick += milliseconds(1600);
  engine.step<Admission::Show>(Engine::done(2));
  engine.step<Admission::Write>(Admission::Displayed{});
  engine.now.tick += milliseconds(1600);
  engine.step<Admission::Done>(Engine::done(3));

  engine.present();  // another guest, as far as this engine can tell
  const auto green = engine.step<Admission::Write>(listed);
  CHECK(green.change.check_in->granted);
  CHECK(green.change.check_in->attempts == 0);
  engine.now.tick += milliseconds(30);  // the disk is well again
  engine.step<Admission::Show>(Engine::done(1));
  engine.step<Admission::Write>(Admission::Displayed{});
  engine.step<Admission::Done>(Engine::done(2));
  engine.present();
  CHECK_FALSE(engine.step<Admission::Write>(listed).change.check_in->granted);  // the portal is asked first
}

TEST_CASE("a green that its guest did not see is for staff the next time, not ALREADY IN") {
  Engine engine;
  engine.terms.policy.decide = Policy::Decide::LocalFirst;
  engine.admission = Admission(engine.terms);
  engine.present();
  engine.step<Admission::Write>(Admission::Looked{.roster = {guest(kSarah)}});
  engine.now.tick += seconds(4);
  CHECK(engine.step<Admission::Show>(Engine::done(1)).verdict.kind == Verdict::Kind::Grant);
  const auto marked = engine.step<Admission::Write>(Admission::Displayed{.seen = false});
  CHECK(marked.change.check_in->state == CheckIn::State::Waiting);  // delivered all the same
  CHECK_FALSE(marked.change.check_in->shown);
  engine.step<Admission::Done>(Engine::done(2));
  engine.present();
  engine.step<Admission::Write>(
      Admission::Looked{.roster = {guest(kSarah)}, .own = {*marked.change.check_in}});
  const Verdict again = engine.step<Admission::Show>(Engine::done(0)).verdict;
  CHECK(again.kind == Verdict::Kind::Hold);
  CHECK(again.reasons == std::vector{Reason::EarlierAttemptUndecided});
}

TEST_CASE("a ticket of another gate is looked at first, also where the roster would refuse it anyway") {
  Engine engine;
  engine.terms.policy.ticket_types = {"vip"};
  engine.admission = Admission(engine.terms);
  engine.present();
  Admission::Looked looked;
  looked.roster = {guest(kSarah)};
  looked.roster.front().payment_status = "pending";  // paid at the desk meanwhile: the portal would grant
  const auto ask = engine.step<Admission::Ask>(looked);
  CHECK_FALSE(ask.check_in);
  const auto write = engine.step<Admission::Write>(Admission::Answered{engine.grant(false), ask.number});
  CHECK(write.change.presentation->verdict == Verdict::Kind::WrongGate);
  CHECK_FALSE(write.change.check_in);
}

TEST_CASE("sends close together are one stretch, others are not, and a full row keeps the last one open") {
  CheckIn row;
  Moment at{"boot-1", Tick(seconds(0)), kNoon, false};
  const auto send_after = [&](milliseconds time) {
    at.tick += time;
    note_send(row, at, std::nullopt);
  };
  for (int i = 0; i < 5; ++i) send_after(seconds(30));
  CHECK(row.unanswered.size() == 1);
  CHECK(row.unanswered.front().last == at.tick);
  send_after(seconds(61));
  CHECK(row.unanswered.size() == 2);
  for (int i = 0; i < 20; ++i) send_after(seconds(61));
  CHECK(row.unanswered.size() == 8);
  CHECK(row.unanswered.back().last == at.tick);
  at.boot = "boot-2";
  send_after(seconds(1));
  CHECK(row.unanswered.size() == 9);  // ticks of another boot compare with nothing
  CHECK(row.attempts == 27);
}
