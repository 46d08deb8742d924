#include "usher/desk/engine/admission.hpp"

#include <algorithm>
#include <utility>

#include "mutant.hpp"
#include "usher/core/invariant.hpp"

namespace usher {

namespace {

/// Below this a question cannot come back in time: nothing is sent that could not be waited for.
constexpr milliseconds kLeastPatience{20};

}  // namespace

Admission::Admission(Terms terms, PortalClock clock) : terms_(std::move(terms)), clock_(clock) {}

Admission::Action Admission::step(const Incident& incident, Now now) {
  Action action = std::visit([&](const auto& happened) { return on(happened, now); }, incident);
  if (std::holds_alternative<Write>(action)) write_began_ = now.tick;
  return action;
}

Admission::Action Admission::on(const Presented& presented, Now now) {
  presented_ = presented;
  if (USHER_MUTANT(LookRecords)) presented_.verify_only = false;
  if (presented_.portal_up && failed_at_ && *presented_.portal_up > *failed_at_) link_.succeeded();
  evidence_ = Evidence{};
  evidence_.pass = parse_pass(presented_.scan.payload);
  evidence_.event = terms_.event;
  evidence_.policy = terms_.policy;
  if (USHER_MUTANT(GateForgotten)) evidence_.policy.ticket_types.clear();
  presentation_ = Presentation{};
  presentation_.id = presented_.presentation_id;
  presentation_.station = terms_.station;
  presentation_.source = presented_.scan.source;
  presentation_.repaired = presented_.scan.repaired;
  presentation_.event = terms_.event.name;
  presentation_.at = moment(now);
  // The scan may have waited while another guest was served: the record bears the time of its decode.
  const milliseconds waited = std::max(milliseconds{0}, now.tick - presented_.scan.decoded);
  presentation_.at.tick -= waited;
  presentation_.at.wall -= waited;
  own_.clear();
  row_.reset();
  if (!evidence_.pass) return decide(now);
  presentation_.code = evidence_.pass->code;
  return look_again();
}

Admission::Action Admission::look_again() {
  stage_ = Stage::Looking;
  row_.reset();
  presentation_.check_in.clear();
  evidence_.verified.reset();
  evidence_.listed_as.clear();
  evidence_.checked_in.reset();
  evidence_.failure.reset();
  return Look{evidence_.pass->code};
}

Admission::Action Admission::on(const Looked& looked, Now now) {
  invariant(stage_ == Stage::Looking, "the disk is looked at when it was asked for");
  own_ = looked.own;
  evidence_.roster = looked.roster;
  evidence_.own = own_check_in(own_, terms_.boot, now.tick);
  evidence_.storage_ok = looked.storage_ok;
  USHER_MUTATE(mutate_own());

  const Verdict local = judge(evidence_);
  const bool ours = evidence_.own && evidence_.own->granted;
  const bool doubled = evidence_.roster.size() > 1;
  if (!evidence_.storage_ok || ours || doubled) return decide(now);

  const milliseconds left = patience(now);
  if (left < kLeastPatience) return not_asked(now);
  if (terms_.policy.decide == Policy::Decide::LocalFirst && is_entry(local) && !evidence_.roster.empty()) {
    return decide(now);
  }
  // Whoever is not on the bound event's roster may hold a pass of another event, and a gate that does not
  // admit them must not check them in, whatever else the roster says of them: both are looked up first, which
  // changes nothing.
  const bool other_gate =
      !evidence_.roster.empty() && !gate_admits(evidence_.policy, evidence_.roster.front());
  const bool look_first = evidence_.roster.empty() || (other_gate && !USHER_MUTANT(OtherGateCheckedIn));
  if (presented_.verify_only || (look_first && !USHER_MUTANT(OtherEventCheckedIn))) {
    stage_ = Stage::Verifying;
    return ask(false, left);
  }
  return begin(now);
}

/// Nobody to ask, or no time left to: what is known decides, and the verdict says why.
Admission::Action Admission::not_asked(Now now) {
  if (!evidence_.verified)
    evidence_.failure = Failure{Failure::Kind::NotSent, 0, "not asked", std::nullopt, std::nullopt};
  return decide(now);
}

Admission::Action Admission::ask(bool check_in, milliseconds limit) {
  std::optional<Registration> guest;
  if (!evidence_.roster.empty()) guest = evidence_.roster.front();
  awaited_ = ++asked_;
  return Ask{*evidence_.pass, check_in, limit, std::move(guest), asked_};
}

/// The attempt is on disk, as maybe sent, before its bytes leave.
Admission::Action Admission::begin(Now now) {
  // A disk that needs all the time that is left is asked only for the one commit that a green needs.
  if (patience(now) - write_took_ < kLeastPatience && !USHER_MUTANT(BeginsWithoutTime)) return not_asked(now);
  CheckIn& row = take_row();
  row.vouched = true;
  unanswered_before_ = row.unanswered;
  note_send(row, moment(now), clock_.at(now.tick));
  presentation_.check_in = row.id;
  stage_ = Stage::Beginning;
  if (USHER_MUTANT(SendsBeforeDurable)) {
    write_began_ = now.tick;
    return on(Wrote{}, now);
  }
  return Write{change(true)};
}

Admission::Action Admission::on(const Wrote& wrote, Now now) {
  const Written& written = wrote.written;
  const bool done = written.kind == Written::Kind::Done;
  write_took_ = now.tick - write_began_;
  if (done && row_) row_->revision = written.revision;
  if (done) clock_news_ = false;
  switch (stage_) {
    case Stage::Beginning: {
      if (written.kind == Written::Kind::Stale) return look_again();
      if (!done) {
        row_.reset();
        evidence_.storage_ok = false;
        return decide(now);
      }
      const milliseconds left = patience(now);
      if (left < kLeastPatience) {
        // The disk took the guest's time. Nothing left this machine.
        return checked_in(Failure{Failure::Kind::NotSent, 0, "no time left", std::nullopt, std::nullopt},
                          now);
      }
      stage_ = Stage::CheckingIn;
      return ask(true, left);
    }
    case Stage::Recording:
      if (written.kind == Written::Kind::Stale) return look_again();
      if (!done && !USHER_MUTANT(RefusedIsDone)) {
        // Not on stable storage, so nobody is let in on it. An attempt that was sent stays as it was begun.
        row_.reset();
        evidence_.storage_ok = false;
        verdict_ = judge(evidence_);
        note_verdict(presentation_, verdict_);
      }
      presentation_.number = written.number;
      return show();
    case Stage::Marking:
      stage_ = Stage::Idle;
      return Done{};
    case Stage::Idle:
    case Stage::Looking:
    case Stage::Verifying:
    case Stage::CheckingIn:
    case Stage::Showing:
      break;
  }
  break_invariant("a write is answered while one is under way");
}

Admission::Action Admission::on(const Answered& came, Now now) {
  // A late or doubled answer is about a question that is over.
  const int awaited = USHER_MUTANT(DoubledAnswerCounts) ? asked_ : awaited_;
  if (came.number != awaited && !USHER_MUTANT(LateAnswerDecides)) return Done{};
  awaited_ = 0;
  const bool waits = stage_ == Stage::Verifying || stage_ == Stage::CheckingIn ||
                     (USHER_MUTANT(DoubledAnswerCounts) && stage_ == Stage::Beginning);
  if (!waits) return Done{};
  PortalResult<Answer> answer = came.answer;
  USHER_MUTATE(believe_any_200(answer, evidence_.roster));
  hear(answer, now);
  if (stage_ == Stage::CheckingIn) return checked_in(answer, now);
  if (!USHER_MUTANT(AnothersRegistration)) evidence_.listed_as = came.listed_as;
  return looked_up(answer, now);
}

/// What the portal says before anything was written there.
Admission::Action Admission::looked_up(const PortalResult<Answer>& answer, Now now) {
  if (!answer) {
    evidence_.failure = answer.failure();
    return decide(now);
  }
  evidence_.verified = *answer;
  if (USHER_MUTANT(LookIsRecorded) && answer->checked_in) evidence_.checked_in = *answer;
  // As old as they are now: the durations of the echo rule end when the answer is here.
  evidence_.own = own_check_in(own_, terms_.boot, now.tick);
  USHER_MUTATE(mutate_own());
  if (presented_.verify_only) return decide(now);
  const Verdict seen = judge(evidence_);
  const bool to_check_in = is_entry(seen) && seen.recorded != Verdict::Recorded::Portal &&
                           answer->decision == Answer::Decision::Grant;
  return to_check_in ? begin(now) : decide(now);
}

/// What became of the attempt in hand. When it has its answer, it is not one of those that an echo may
/// explain.
Admission::Action Admission::checked_in(const PortalResult<Answer>& answer, Now now) {
  invariant(row_.has_value(), "an attempt has its row");
  CheckIn& row = *row_;
  const bool half_done = answer && answer->decision == Answer::Decision::Grant && !answer->checked_in;
  const bool unclear = answer ? half_done || !is_about(*answer, row) : is_undecided(answer.failure().kind);
  if (!unclear) row.unanswered = unanswered_before_;
  evidence_.own = own_check_in(std::vector<CheckIn>{row}, terms_.boot, now.tick);
  USHER_MUTATE(mutate_own());
  if (answer) {
    evidence_.checked_in = *answer;
  } else {
    evidence_.failure = answer.failure();
  }
  return decide(now);
}

void Admission::know(const Event& event) {
  if (event.id == terms_.event.id) terms_.event = event;
}

void Admission::hear(const PortalResult<Answer>& answer, Now now) {
  if (answer) {
    link_.succeeded();
    clock_news_ = clock_.hear(answer->portal_date, now.tick) || clock_news_;
    return;
  }
  link_.failed();
  failed_at_ = now.tick;
  clock_news_ = clock_.hear(answer.failure().portal_date, now.tick) || clock_news_;
}

milliseconds Admission::patience(Now now) const {
  if (USHER_MUTANT(WaitsLong)) return seconds(30);
  return link_.patience(terms_.deadline, presented_.scan.decoded, now.tick);
}

Moment Admission::moment(Now now) const {
  return Moment{terms_.boot, now.tick, now.wall, clock_.doubts(now)};
}

Change Admission::change(bool with_presentation) {
  Change change;
  change.check_in = row_;
  if (with_presentation) change.presentation = presentation_;
  if (clock_news_) change.portal_offset = clock_.offset();
  return change;
}

}  // namespace usher
