#include "usher/core/verdict.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

const Wall kNoon{milliseconds{1'781'524'800'000}};

Registration eligible(const std::string& id = "1") {
  Registration r;
  r.id = id;
  r.code = "EVT-ABC123DEF456";
  r.attendee_name = "Sarah Johnson";
  r.ticket_type = "standard";
  r.registration_status = "confirmed";
  r.payment_status = "paid";
  r.attendance_status = "not_arrived";
  return r;
}

Event conference() {
  Event e;
  e.id = "77";
  e.name = "Annual Member Conference";
  e.starts = kNoon;
  return e;
}

Answer answer(Answer::Decision decision, bool checked_in = false) {
  Answer a;
  a.decision = decision;
  a.checked_in = checked_in;
  a.registration = eligible();
  a.has_event = true;
  a.event_name = "Annual Member Conference";
  a.event_starts = kNoon;
  a.portal_date = kNoon;
  return a;
}

Evidence presented() {
  Evidence e;
  e.pass = Pass{"EVT-ABC123DEF456"};
  e.event = conference();
  return e;
}

Evidence on_roster() {
  Evidence e = presented();
  e.roster = {eligible()};
  return e;
}

}  // namespace

TEST_CASE("the portal's recorded GRANT is a GRANT, its unrecorded one is queued") {
  Evidence e = on_roster();
  e.checked_in = answer(Answer::Decision::Grant, true);
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).recorded == Verdict::Recorded::Portal);
  CHECK(judge(e).basis == Verdict::Basis::Portal);
  e.checked_in = answer(Answer::Decision::Grant, false);
  CHECK(judge(e).recorded == Verdict::Recorded::Queued);
}

TEST_CASE("a look records nothing, whatever its answer says") {
  Evidence e = presented();
  e.verified = answer(Answer::Decision::Grant, true);
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).recorded == Verdict::Recorded::Queued);
  e.policy.ticket_types = {"vip"};
  CHECK(judge(e).kind == Verdict::Kind::WrongGate);
}

TEST_CASE("another guest's registration is no authority for an unknown code") {
  Evidence e = presented();
  e.verified = answer(Answer::Decision::Grant);
  e.listed_as = "EVT-SOMEBODYELSE";
  CHECK(judge(e).kind == Verdict::Kind::Hold);
  CHECK(judge(e).reasons == std::vector{Reason::ContractMismatch, Reason::NotOnRoster});
  e.policy.unknown_offline = Policy::UnknownOffline::AdmitAndFlag;
  CHECK(judge(e).kind == Verdict::Kind::Hold);
  e.listed_as = e.pass->code;  // the list came while the portal was asked
  CHECK(judge(e).kind == Verdict::Kind::Grant);
}

TEST_CASE("the roster admits while the portal is silent") {
  Evidence e = on_roster();
  e.failure = Failure{.kind = Failure::Kind::MaybeSent};
  const Verdict verdict = judge(e);
  CHECK(verdict.kind == Verdict::Kind::Grant);
  CHECK(verdict.basis == Verdict::Basis::Roster);
  CHECK(verdict.recorded == Verdict::Recorded::Queued);
}

TEST_CASE("an unknown pass without a portal is held, never refused") {
  Evidence e = presented();
  const struct {
    Failure::Kind kind;
    Reason reason;
  } cases[] = {
      {Failure::Kind::NotSent, Reason::PortalUnreachable},
      {Failure::Kind::MaybeSent, Reason::PortalUnreachable},
      {Failure::Kind::LicenceInactive, Reason::LicenceInactive},
      {Failure::Kind::NotAuthorised, Reason::PortalNotAuthorised},
      {Failure::Kind::Blocked, Reason::PortalBlocked},
  };
  for (const auto& c : cases) {
    CAPTURE(failure_word(c.kind));
    e.failure = Failure{.kind = c.kind};
    const Verdict verdict = judge(e);
    CHECK(verdict.kind == Verdict::Kind::Hold);
    CHECK(verdict.reasons == std::vector{Reason::NotOnRoster, c.reason});
  }
  e.policy.unknown_offline = Policy::UnknownOffline::AdmitAndFlag;
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).reasons.front() == Reason::NotOnRoster);
}

TEST_CASE("a pass of another event names that event and is not admitted") {
  Evidence e = presented();
  e.verified = answer(Answer::Decision::Grant);
  e.verified->event_name = "Gala Dinner";
  const Verdict verdict = judge(e);
  CHECK(verdict.kind == Verdict::Kind::WrongEvent);
  CHECK(verdict.other_event == "Gala Dinner");

  SUBCASE("the same name at another time is another event too") {
    e.verified = answer(Answer::Decision::Grant);
    e.verified->event_starts = kNoon + std::chrono::hours{24};
    CHECK(judge(e).kind == Verdict::Kind::WrongEvent);
  }
  SUBCASE("a registration without an event is for staff") {
    e.verified = answer(Answer::Decision::Grant);
    e.verified->has_event = false;
    CHECK(judge(e).kind == Verdict::Kind::Hold);
    CHECK(judge(e).reasons == std::vector{Reason::NoEventLink});
  }
}

TEST_CASE("only the portal itself says NOT FOUND, and not against the roster") {
  Evidence e = presented();
  e.verified = Answer{};
  CHECK(judge(e).kind == Verdict::Kind::NotFound);
  Evidence known = on_roster();
  known.checked_in = Answer{};
  CHECK(judge(known).kind == Verdict::Kind::Grant);
  CHECK(judge(known).basis == Verdict::Basis::Roster);
}

TEST_CASE("who entered here before is ALREADY IN, with the time and the place") {
  Evidence e = on_roster();
  e.own = OwnCheckIn{.at = kNoon, .station = "North door 1", .shown_grant = true};
  const Verdict verdict = judge(e);
  CHECK(verdict.kind == Verdict::Kind::AlreadyIn);
  CHECK(verdict.basis == Verdict::Basis::Journal);
  CHECK(verdict.checked_in_at == kNoon);
  CHECK(verdict.checked_in_where == "North door 1");
}

TEST_CASE("ALREADY IN says what would refuse the guest now") {
  Evidence e = on_roster();
  e.checked_in = answer(Answer::Decision::AlreadyIn);
  e.checked_in->registration->registration_status = "cancelled";
  e.checked_in->registration->payment_status = "refunded";
  CHECK(judge(e).kind == Verdict::Kind::AlreadyIn);
  CHECK(judge(e).reasons == std::vector{Reason::RegistrationCancelled, Reason::PaymentRefunded});
}

TEST_CASE("a guest whose own lost answer checked them in is granted") {
  Evidence e = on_roster();
  e.own = OwnCheckIn{.unanswered = {{.age = seconds{20}, .lasted = seconds{0}}}};
  e.verified = answer(Answer::Decision::AlreadyIn);
  e.verified->registration->checked_in_at = kNoon - seconds{19};
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  e.verified->registration->checked_in_at = kNoon - seconds{600};
  CHECK(judge(e).kind == Verdict::Kind::AlreadyIn);
}

TEST_CASE("a gate admits its own ticket types, and tells the others which they are") {
  Evidence e = on_roster();
  e.policy.ticket_types = {"VIP"};
  CHECK(judge(e).kind == Verdict::Kind::WrongGate);
  CHECK(judge(e).gate == std::vector<std::string>{"VIP"});
  e.roster.front().ticket_type = "vip";
  CHECK(judge(e).kind == Verdict::Kind::Grant);
}

TEST_CASE("an answer about another registration is no authority, for entry or against it") {
  Evidence e = on_roster();
  e.checked_in = answer(Answer::Decision::Grant, true);
  e.checked_in->registration->id = "999";
  // The roster still is one: our own guest is not sent away because of somebody else's answer.
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).basis == Verdict::Basis::Roster);
  CHECK(judge(e).recorded == Verdict::Recorded::Queued);
  CHECK(judge(e).reasons == std::vector{Reason::ContractMismatch});
  e.roster.front().registration_status = "cancelled";
  CHECK(judge(e).kind == Verdict::Kind::Deny);
}

TEST_CASE("a check-in answered for somebody else than was looked up is queued, not believed") {
  Evidence e = presented();
  e.verified = answer(Answer::Decision::Grant);
  e.checked_in = answer(Answer::Decision::Grant, true);
  e.checked_in->registration->id = "999";
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).recorded == Verdict::Recorded::Queued);
}

TEST_CASE("an event renamed between the look and the check-in is still ours") {
  Evidence e = presented();
  e.verified = answer(Answer::Decision::Grant);
  e.checked_in = answer(Answer::Decision::Grant, true);
  e.checked_in->event_name = "Annual Member Conference, moved";
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).recorded == Verdict::Recorded::Portal);
  e.verified.reset();
  CHECK(judge(e).kind == Verdict::Kind::WrongEvent);
}

TEST_CASE("an admission that may not have reached the screen is for staff, neither GRANT nor ALREADY IN") {
  Evidence e = on_roster();
  e.own = OwnCheckIn{.at = kNoon, .station = "North door 1", .granted = true};
  CHECK(judge(e).kind == Verdict::Kind::Hold);
  CHECK(judge(e).reasons == std::vector{Reason::EarlierAttemptUndecided});
}

TEST_CASE("the echo of an attempt in an earlier boot is told by the portal's own clock") {
  Evidence e = on_roster();
  e.own = OwnCheckIn{.unanswered = {{.by_portal = kNoon, .lasted = seconds{0}}}};
  e.checked_in = answer(Answer::Decision::AlreadyIn);
  e.checked_in->registration->checked_in_at = kNoon + seconds(1);
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  e.checked_in->registration->checked_in_at = kNoon - seconds(10);
  CHECK(judge(e).kind == Verdict::Kind::AlreadyIn);
  // Neither a duration nor the portal's clock: nobody can tell, and nobody is told something untrue.
  e.own->unanswered.front().by_portal.reset();
  CHECK(judge(e).kind == Verdict::Kind::Hold);
}

TEST_CASE("our own check-in found in a roster is not somebody else's") {
  Evidence e = on_roster();
  e.own = OwnCheckIn{.unanswered = {{.by_portal = kNoon, .lasted = seconds{0}}}};
  e.roster.front().attendance_status = "checked_in";
  e.roster.front().has_check_in_time = true;
  e.roster.front().checked_in_at = kNoon + seconds(1);
  CHECK(judge(e).kind == Verdict::Kind::Grant);
  CHECK(judge(e).recorded == Verdict::Recorded::Portal);
}

TEST_CASE("two registrations with one code are for staff") {
  Evidence e = on_roster();
  e.roster.push_back(eligible("2"));
  CHECK(judge(e).kind == Verdict::Kind::Hold);
  CHECK(judge(e).reasons == std::vector{Reason::DuplicateCode});
}

TEST_CASE("without a journal nobody is granted") {
  Evidence e = on_roster();
  e.storage_ok = false;
  CHECK(judge(e).kind == Verdict::Kind::Hold);
  CHECK(judge(e).reasons == std::vector{Reason::StorageTrouble});
}

TEST_CASE("anything else that is held up is not a pass") {
  CHECK(judge({}).kind == Verdict::Kind::NotAPass);
}
