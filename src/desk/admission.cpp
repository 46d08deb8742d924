#include "usher/desk/admission.hpp"

#include <algorithm>
#include <utility>

#include "mutant.hpp"

namespace usher {

namespace {

/// Below this a question cannot come back in time: nothing is sent that could not be waited for.
constexpr milliseconds kLeastPatience{20};

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

#ifdef USHER_SIM
/// The mutant that takes every HTTP 200 for success.
PortalResult<Answer> believed(const PortalResult<Answer>& answer, const std::vector<Registration>& roster) {
  if (answer || answer.failure().status != 200 || roster.empty()) return answer;
  Answer grant;
  grant.decision = Answer::Decision::Grant;
  grant.checked_in = true;
  grant.registration = roster.front();
  return grant;
}
#endif

bool is_reusable(const CheckIn& row) {
  return !row.granted && row.state != CheckIn::State::Closed;
}

}  // namespace

Admission::Admission(Terms terms, PortalClock clock) : terms_(std::move(terms)), clock_(clock) {}

Admission::Action Admission::step(const Event& event, Now now) {
  return std::visit(Overload{[&](const Presented& e) { return present(e, now); },
                             [&](const Looked& e) { return looked(e, now); },
                             [&](const Wrote& e) { return wrote(e.written, now); },
                             [&](const Answered& e) -> Action {
                               // A late or doubled answer is about a question that is over.
                               if (e.number != asked_ && !USHER_MUTANT(LateAnswerDecides)) return Rest{};
                               return answered(e.answer, now);
                             },
                             [&](const Displayed&) { return displayed(); }},
                    event);
}

Admission::Action Admission::present(const Presented& presented, Now now) {
  presented_ = presented;
  if (presented_.portal_up && failed_at_ && *presented_.portal_up > *failed_at_) link_.succeeded();
  evidence_ = Evidence{};
  evidence_.pass = parse_pass(presented_.scan.payload);
  evidence_.event = terms_.event;
  evidence_.policy = terms_.policy;
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
  evidence_.verified.reset();
  evidence_.checked_in.reset();
  evidence_.failure.reset();
  return Look{evidence_.pass->code};
}

Admission::Action Admission::looked(const Looked& looked, Now now) {
  if (stage_ != Stage::Looking) return Rest{};
  own_ = looked.own;
  evidence_.roster = looked.roster;
  evidence_.own = own_check_in(own_, terms_.boot, now.tick);
  evidence_.storage_ok = looked.storage_ok;
  mutate_own();

  const Verdict local = judge(evidence_);
  const bool ours = evidence_.own && evidence_.own->granted;
  const bool doubled = evidence_.roster.size() > 1;
  if (!evidence_.storage_ok || ours || doubled) return decide(now);

  const milliseconds left = patience(now);
  if (left < kLeastPatience) {
    // Nobody to ask, or no time left to: the roster and the journal decide, and the verdict says why.
    evidence_.failure = Failure{Failure::Kind::NotSent, 0, "not asked", std::nullopt, std::nullopt};
    return decide(now);
  }
  if (terms_.policy.decide == Policy::Decide::LocalFirst && is_entry(local) && !evidence_.roster.empty()) {
    return decide(now);
  }
  // Whoever is not on the bound event's roster may hold a pass of another event, and a gate that does not
  // admit them must not check them in: both are looked up first, which changes nothing.
  const bool look_first = evidence_.roster.empty() || local.kind == Verdict::Kind::WrongGate;
  if (presented_.verify_only || (look_first && !USHER_MUTANT(OtherEventCheckedIn))) {
    stage_ = Stage::Verifying;
    return ask(false, left);
  }
  return begin(now);
}

Admission::Action Admission::ask(bool check_in, milliseconds limit) {
  std::optional<Registration> guest;
  if (!evidence_.roster.empty()) guest = evidence_.roster.front();
  return Ask{*evidence_.pass, check_in, limit, std::move(guest), ++asked_};
}

/// The attempt is on disk, as maybe sent, before its bytes leave.
Admission::Action Admission::begin(Now now) {
  CheckIn& row = take_row();
  row.vouched = true;
  ++row.attempts;
  ++row.unanswered;
  if (!row.first_unanswered) {
    row.first_unanswered = moment(now);
    row.first_unanswered_by_portal = clock_.at(now.tick);
  }
  presentation_.check_in = row.id;
  stage_ = Stage::Beginning;
  if (USHER_MUTANT(SendsBeforeDurable)) return wrote(Written{}, now);
  return Write{change(true)};
}

/// The pass's open row when there is one, else a new one that inherits what earlier attempts left unanswered:
/// their echo may still come.
CheckIn& Admission::take_row() {
  if (row_) return *row_;
  const auto open = std::find_if(own_.begin(), own_.end(), is_reusable);
  if (open != own_.end()) {
    row_ = *open;
  } else {
    row_ = CheckIn{};
    row_->id = presented_.check_in_id;
    row_->event = terms_.event.id;
    row_->code = evidence_.pass->code;
    for (const CheckIn& earlier : own_) {
      if (earlier.granted || earlier.undone || earlier.unanswered == 0) continue;
      row_->unanswered += earlier.unanswered;
      const bool older = !row_->first_unanswered ||
                         (earlier.first_unanswered && earlier.first_unanswered->boot == terms_.boot &&
                          row_->first_unanswered->boot == terms_.boot &&
                          earlier.first_unanswered->tick < row_->first_unanswered->tick);
      if (older) {
        row_->first_unanswered = earlier.first_unanswered;
        row_->first_unanswered_by_portal = earlier.first_unanswered_by_portal;
      }
    }
  }
  row_->state = CheckIn::State::Live;
  row_->station = terms_.station;
  row_->at = presentation_.at;
  if (!evidence_.roster.empty()) {
    row_->registration = evidence_.roster.front().id;
    row_->guest = display_name(evidence_.roster.front());
  } else if (evidence_.verified && evidence_.verified->registration) {
    row_->registration = evidence_.verified->registration->id;
    row_->guest = display_name(*evidence_.verified->registration);
  }
  return *row_;
}

Admission::Action Admission::wrote(const Written& written, Now now) {
  const bool done = written.kind == Written::Kind::Done;
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
        return answered(Failure{Failure::Kind::NotSent, 0, "no time left", std::nullopt, std::nullopt}, now);
      }
      stage_ = Stage::CheckingIn;
      return ask(true, left);
    }
    case Stage::Recording:
      if (written.kind == Written::Kind::Stale) return look_again();
      if (!done) {
        // Not on stable storage, so nobody is let in on it. An attempt that was sent stays as it was begun.
        row_.reset();
        evidence_.storage_ok = false;
        verdict_ = judge(evidence_);
        presentation_.verdict = verdict_.kind;
        presentation_.basis = verdict_.basis;
        presentation_.recorded = verdict_.recorded;
        presentation_.reasons = verdict_.reasons;
      }
      presentation_.number = written.number;
      return show();
    case Stage::Marking:
      stage_ = Stage::Idle;
      return Rest{};
    case Stage::Idle:
    case Stage::Looking:
    case Stage::Verifying:
    case Stage::CheckingIn:
    case Stage::Showing:
      break;
  }
  return Rest{};
}

Admission::Action Admission::answered(const PortalResult<Answer>& came, Now now) {
#ifdef USHER_SIM
  const PortalResult<Answer> answer = USHER_MUTANT(AnyHttp200) ? believed(came, evidence_.roster) : came;
#else
  const PortalResult<Answer>& answer = came;
#endif
  if (stage_ != Stage::Verifying && stage_ != Stage::CheckingIn && stage_ != Stage::Beginning) return Rest{};
  if (stage_ != Stage::Beginning) hear(answer, now);
  // As old as they are now: the durations of the echo rule end when the answer is here.
  if (row_)
    evidence_.own = own_check_in(std::vector<CheckIn>{*row_}, terms_.boot, now.tick);
  else
    evidence_.own = own_check_in(own_, terms_.boot, now.tick);

  if (stage_ == Stage::Verifying) {
    if (!answer) {
      evidence_.failure = answer.failure();
      return decide(now);
    }
    evidence_.verified = *answer;
    mutate_own();
    if (presented_.verify_only) return decide(now);
    const Verdict seen = judge(evidence_);
    const bool to_check_in = is_entry(seen) && seen.recorded != Verdict::Recorded::Portal &&
                             answer->decision == Answer::Decision::Grant;
    if (!to_check_in || patience(now) < kLeastPatience) return decide(now);
    return begin(now);
  }

  // The attempt in hand has its answer, so it is not one of those that an echo may explain.
  CheckIn& row = *row_;
  const bool about_them = answer && (!answer->registration || row.registration.empty() ||
                                     answer->registration->id == row.registration);
  const bool unclear =
      (answer && (!about_them || (answer->decision == Answer::Decision::Grant && !answer->checked_in))) ||
      (!answer && is_undecided(answer.failure().kind));
  if (!unclear) {
    --row.unanswered;
    if (row.unanswered <= 0) {
      row.unanswered = 0;
      row.first_unanswered.reset();
      row.first_unanswered_by_portal.reset();
    }
  }
  evidence_.own = own_check_in(std::vector<CheckIn>{row}, terms_.boot, now.tick);
  mutate_own();
  if (answer) {
    evidence_.checked_in = *answer;
  } else {
    evidence_.failure = answer.failure();
  }
  return decide(now);
}

Admission::Action Admission::decide(Now now) {
  verdict_ = judge(evidence_);
  if (USHER_MUTANT(EveryoneToStaff) && evidence_.pass) verdict_.kind = Verdict::Kind::Hold;
  if (presented_.verify_only) verdict_.recorded = Verdict::Recorded::No;
  if (!presented_.verify_only) settle_row(verdict_, now);

  presentation_.decided = true;
  presentation_.verdict = verdict_.kind;
  presentation_.basis = verdict_.basis;
  presentation_.recorded = verdict_.recorded;
  presentation_.reasons = verdict_.reasons;
  presentation_.checked_in_at = verdict_.checked_in_at;
  presentation_.where = verdict_.checked_in_where;
  presentation_.latency = now.tick - presented_.scan.decoded;
  if (verdict_.kind == Verdict::Kind::WrongEvent) presentation_.event = verdict_.other_event;
  if (verdict_.registration) {
    presentation_.registration = verdict_.registration->id;
    presentation_.attendee_name = display_name(*verdict_.registration);
    presentation_.company = verdict_.registration->company;
    presentation_.ticket_type = verdict_.registration->ticket_type;
  }
  if (presented_.verify_only || !evidence_.storage_ok) return show();
  if (USHER_MUTANT(GreenBeforeCommit) && is_entry(verdict_)) return show();
  stage_ = Stage::Recording;
  return Write{change(true)};
}

/// What the verdict makes of the check-in: admitted, still undecided, or over. It stays Live, ours alone,
/// until the screen has it.
void Admission::settle_row(const Verdict& verdict, Now now) {
  if (!is_entry(verdict)) {
    if (!row_) return;
    // Undecided without entry: the portal may have recorded it, so the courier looks it up.
    row_->state = row_->unanswered > 0 ? CheckIn::State::Waiting : CheckIn::State::Closed;
    if (USHER_MUTANT(ClosedAsDeny)) {
      row_->state = CheckIn::State::Closed;
      row_->unanswered = 0;
    }
    if (row_->state == CheckIn::State::Closed) {
      row_->note = "not admitted";
      row_->closed_at = now.wall;
    }
    return;
  }
  CheckIn& row = take_row();
  row.granted = true;
  row.vouched = row.vouched || !evidence_.roster.empty() || evidence_.verified.has_value();
  row.state = CheckIn::State::Live;
  if (verdict.registration) {
    if (row.registration.empty()) row.registration = verdict.registration->id;
    row.guest = display_name(*verdict.registration);
  }
  presentation_.check_in = row.id;
  if (verdict.recorded == Verdict::Recorded::Portal) {
    const auto& answer = evidence_.checked_in;
    // By the answer that counted: one about somebody else may stand beside a roster that has our echo.
    const bool now_recorded =
        verdict.basis == Verdict::Basis::Portal && answer && answer->decision == Answer::Decision::Grant;
    row.reckoning = now_recorded ? Reckoning::Confirmed : Reckoning::Echo;
    row.portal_time = verdict.checked_in_at;
    if (!row.note.empty()) row.note += "; ";
    row.note += now_recorded ? "" : "own lost answer, admitted on another presentation";
  }
}

Admission::Action Admission::show() {
  stage_ = Stage::Showing;
  return Show{verdict_, presentation_};
}

/// The screen has it: from now on a second presentation is ALREADY IN, and the courier may have the row.
Admission::Action Admission::displayed() {
  if (stage_ != Stage::Showing || !row_ || row_->state != CheckIn::State::Live || presented_.verify_only) {
    stage_ = Stage::Idle;
    return Rest{};
  }
  row_->shown = true;
  const bool at_portal = row_->reckoning == Reckoning::Confirmed || row_->reckoning == Reckoning::Echo;
  row_->state = at_portal ? CheckIn::State::Closed : CheckIn::State::Waiting;
  if (at_portal) row_->closed_at = presentation_.at.wall;
  stage_ = Stage::Marking;
  return Write{change(false)};
}

#ifdef USHER_SIM
/// Mutants that know less, or worse, of our own attempts than the journal does.
void Admission::mutate_own() {
  const bool listed_in =
      evidence_.roster.size() == 1 && standing_of(evidence_.roster.front()).kind == Standing::Kind::AlreadyIn;
  const bool undecided = evidence_.own && !evidence_.own->granted;
  if (USHER_MUTANT(RosterOverwrites) && evidence_.roster.size() == 1 && !listed_in) {
    own_.clear();
    evidence_.own.reset();
  }
  if (USHER_MUTANT(OwnEchoIsAlreadyIn) && undecided) evidence_.own.reset();
  if (USHER_MUTANT(VerifyIsNeverOurs) && undecided && stage_ == Stage::Verifying) evidence_.own.reset();
  if (USHER_MUTANT(RosterEchoIsAnothers) && undecided && listed_in && stage_ == Stage::Looking)
    evidence_.own.reset();
  if (USHER_MUTANT(WallClock) && undecided && row_ && row_->first_unanswered) {
    evidence_.own->since_first_send.reset();
    evidence_.own->first_send_by_portal = row_->first_unanswered->wall;
  }
}
#else
void Admission::mutate_own() {}
#endif

void Admission::know(const usher::Event& event) {
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
