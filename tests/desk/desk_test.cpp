#include <doctest/doctest.h>

#include "fakes.hpp"

using namespace usher;

TEST_CASE("a pass of the roster costs one check-in and is granted by the portal") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  const Verdict verdict = door.present(kSarah);
  CHECK(verdict.kind == Verdict::Kind::Grant);
  CHECK(verdict.basis == Verdict::Basis::Portal);
  CHECK(verdict.recorded == Verdict::Recorded::Portal);
  CHECK(door.portal.check_ins == 1);
  CHECK(door.portal.verifies == 0);
  door.desk->displayed();
  CHECK(door.journal->queue().empty());  // nothing left to deliver
}

TEST_CASE("the second presentation is ALREADY IN by our own journal, without asking anybody") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  door.present(kSarah);
  const Verdict again = door.present(kSarah);
  CHECK(again.kind == Verdict::Kind::AlreadyIn);
  CHECK(again.basis == Verdict::Basis::Journal);
  CHECK(again.checked_in_where == "North door 1");
  CHECK(door.portal.check_ins == 1);
}

TEST_CASE("without the portal the roster grants, the check-in waits and is delivered later") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  door.portal.always = Failure::Kind::NotSent;
  const Verdict verdict = door.present(kSarah);
  CHECK(verdict.kind == Verdict::Kind::Grant);
  CHECK(verdict.recorded == Verdict::Recorded::Queued);
  CHECK(verdict.reasons == std::vector{Reason::PortalUnreachable});
  door.desk->displayed();
  REQUIRE(door.journal->queue().size() == 1);
  CHECK(door.journal->queue().front().unanswered.empty());  // it never left
  door.portal.always.reset();
  CHECK(door.replay().left_waiting == 0);
  CHECK(door.portal.books[kSarah].attendance_status == "checked_in");
  CHECK(door.journal->queue(true).front().reckoning == Reckoning::Confirmed);
}

TEST_CASE("a lost answer is recognised as our own echo, by courier and by the next presentation") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  door.portal.applies_before_fault = true;
  SUBCASE("admitted by the roster, the courier hears ALREADY IN") {
    door.portal.faults = {Failure::Kind::MaybeSent};
    CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
    door.desk->displayed();
    door.pass(seconds(20));
    CHECK(door.replay().left_waiting == 0);
    CHECK(door.journal->queue(true).front().reckoning == Reckoning::Echo);
  }
  SUBCASE("not admitted, the guest comes again") {
    door.portal.books[kSarah].registration_status = "pending";
    door.sync();  // the roster refuses
    door.portal.books[kSarah].registration_status = "confirmed";
    door.portal.faults = {Failure::Kind::MaybeSent};
    CHECK(door.present(kSarah).kind == Verdict::Kind::Deny);
    door.pass(seconds(20));
    SUBCASE("at once") {}
    SUBCASE("after a restart") {
      door.crash();
    }
    SUBCASE("after a restart in another boot, where ticks start anew") {
      door.terms.boot = "boot-2";
      door.tick = Tick(seconds(5));
      door.crash();
    }
    SUBCASE("after the courier looked it up") {
      door.replay();
    }
    const Verdict again = door.present(kSarah);
    // In another boot nobody knew the portal's clock before, so a person looks; never ALREADY IN.
    CHECK(again.kind == (door.terms.boot == "boot-1" ? Verdict::Kind::Grant : Verdict::Kind::Hold));
  }
}

TEST_CASE("a pass of another event is looked up and never written") {
  Door door;
  door.portal.add(guest(kSarah));
  Event other;
  other.id = "78";
  other.name = "Winter Ball";
  door.portal.events_of[kSarah] = other;
  door.portal.add(guest(code_of(1)));
  door.sync();
  const Verdict verdict = door.present(kSarah);
  CHECK(verdict.kind == Verdict::Kind::WrongEvent);
  CHECK(verdict.other_event == "Winter Ball");
  CHECK(door.portal.check_ins == 0);
  CHECK(door.portal.books[kSarah].attendance_status == "not_arrived");
}

TEST_CASE(
    "another event's pass admitted by policy while nobody could be asked is looked up before it is "
    "delivered") {
  Door door;
  door.terms.policy.unknown_offline = Policy::UnknownOffline::AdmitAndFlag;
  door.crash();
  door.portal.add(guest(kSarah));
  Event other;
  other.name = "Winter Ball";
  door.portal.events_of[kSarah] = other;
  door.portal.always = Failure::Kind::NotSent;
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  door.desk->displayed();
  door.portal.always.reset();
  door.replay();
  CHECK(door.portal.check_ins == 0);
  REQUIRE(door.journal->queue().size() == 1);
  CHECK(door.journal->queue().front().state == CheckIn::State::Exception);
  CHECK(sentence_about(door.journal->queue().front()).find("Winter Ball") != std::string::npos);
}

TEST_CASE("a crash between the commit and the screen is for staff, and the check-in is delivered") {
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(kSarah));
  door.sync();
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  door.crash();  // `displayed` never ran
  const Verdict again = door.present(kSarah);
  CHECK(again.kind == Verdict::Kind::Hold);
  CHECK(again.reasons == std::vector{Reason::EarlierAttemptUndecided});
  door.replay();
  CHECK(door.portal.books[kSarah].attendance_status == "checked_in");
}

TEST_CASE("a crash before the answer leaves an attempt that the next presentation takes up") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  struct Crash {};
  door.portal.before = [](const char*, const Pass&) { throw Crash{}; };
  CHECK_THROWS_AS(door.present(kSarah), Crash);
  door.portal.before = nullptr;
  door.crash();
  CHECK(door.journal->queue().front().unanswered.size() == 1);
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  door.desk->displayed();
  CHECK(door.journal->queue().empty());
  CHECK(door.journal->queue(true).size() == 1);
}

TEST_CASE("two failures and the door stops waiting, until the courier has heard the portal") {
  Door door;
  for (int i = 0; i < 4; ++i) door.portal.add(guest(code_of(i)));
  door.sync();
  door.portal.faults = {Failure::Kind::MaybeSent, Failure::Kind::MaybeSent};
  door.present(code_of(0));
  door.present(code_of(1));
  CHECK(door.portal.check_ins == 2);
  CHECK(door.present(code_of(2)).recorded == Verdict::Recorded::Queued);
  CHECK(door.portal.check_ins == 2);
  door.pass(seconds(1));
  const auto served = door.desk->serve(door.scan(code_of(3)),
                                       {.verify_only = false, .portal_heard = door.tick, .reports = nullptr});
  CHECK(served.verdict.recorded == Verdict::Recorded::Portal);
}

TEST_CASE("a guest who waited behind another has less time left, and gets the roster's word when none is") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  Scan late = door.scan(kSarah);
  door.pass(milliseconds(1500));
  CHECK(door.desk->serve(late).verdict.recorded == Verdict::Recorded::Queued);
  CHECK(door.portal.check_ins == 0);
}

TEST_CASE("licence trouble and pacing never refuse a guest whom the roster knows") {
  for (const auto kind : {Failure::Kind::LicenceInactive, Failure::Kind::NotAuthorised,
                          Failure::Kind::Blocked, Failure::Kind::Paced, Failure::Kind::Refused}) {
    CAPTURE(failure_word(kind));
    Door door;
    door.portal.add(guest(kSarah));
    door.sync();
    door.portal.faults = {kind};
    CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
  }
}

TEST_CASE("every presentation leaves one record, refusals and other people's codes included") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  for (const std::string& payload : {kSarah, kSarah, std::string("WIFI:S:guest;P:secret;;"), code_of(9)})
    door.present(payload);
  const auto records = door.journal->presentations_after(0);
  REQUIRE(records.size() == 4);
  CHECK(records[0].verdict == Verdict::Kind::Grant);
  CHECK(records[1].verdict == Verdict::Kind::AlreadyIn);
  CHECK(records[2].verdict == Verdict::Kind::NotAPass);
  CHECK(records[2].code.empty());  // a password is nobody's business
  CHECK(records[3].verdict == Verdict::Kind::NotFound);
  for (const auto& record : records) CHECK(record.decided);
}

TEST_CASE("looking only looks") {
  Door door;
  door.portal.add(guest(kSarah));
  door.sync();
  const auto served =
      door.desk->serve(door.scan(kSarah), {.verify_only = true, .portal_heard = {}, .reports = nullptr});
  CHECK(served.verdict.kind == Verdict::Kind::Grant);
  CHECK(served.verdict.recorded == Verdict::Recorded::No);
  CHECK(door.portal.books[kSarah].attendance_status == "not_arrived");
  door.desk->displayed();
  CHECK(door.journal->presentations_after(0).empty());
  CHECK(door.journal->queue(true).empty());
}

TEST_CASE("an admission that was never sent can be taken back, and the guest may come again") {
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(kSarah));
  door.sync();
  door.present(kSarah);
  door.desk->displayed();
  const std::string id = door.journal->queue().front().id;
  CHECK(door.journal->undo(id, "Ann", "wrong person", kNoon));
  CHECK(door.journal->queue().empty());
  CHECK_FALSE(door.journal->undo(id, "Ann", "again", kNoon));
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);
}

TEST_CASE("admitted twice is an exception with both times, closed by a person with a note") {
  Door door(Policy::Decide::LocalFirst);
  door.portal.add(guest(kSarah));
  door.sync();
  door.portal.books[kSarah].attendance_status = "checked_in";
  door.portal.books[kSarah].checked_in_at = kNoon - seconds(600);
  door.portal.books[kSarah].has_check_in_time = true;
  CHECK(door.present(kSarah).kind == Verdict::Kind::Grant);  // the roster is older than that
  door.desk->displayed();
  CHECK(door.replay().exceptions == 1);
  const CheckIn row = door.journal->queue().front();
  CHECK(row.reckoning == Reckoning::Duplicate);
  CHECK_FALSE(door.journal->close(row.id, "Ann", " \n", kNoon));  // never by silence
  CHECK(door.journal->close(row.id, "Ann", "twin sisters, both had paid", kNoon));
  CHECK(door.journal->queue().empty());
  CHECK(door.journal->queue(true).front().closed_by == "Ann");
}
