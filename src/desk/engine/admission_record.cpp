// The second half of `Admission`: what a verdict makes of the check-in, of its row and of the record.

#include <algorithm>
#include <utility>

#include "mutant.hpp"
#include "usher/desk/engine/admission.hpp"

namespace usher {

namespace {

bool is_reusable(const CheckIn& row) {
  return !row.granted && row.state != CheckIn::State::Closed;
}

}  // namespace

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
    // Each inherited in its turn, so the newest has them all.
    for (const CheckIn& earlier : own_) {
      if (!earlier.granted && !earlier.undone) row_->unanswered = earlier.unanswered;
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

Admission::Action Admission::decide(Now now) {
  verdict_ = judge(evidence_);
  if (USHER_MUTANT(EveryoneToStaff) && evidence_.pass) verdict_.kind = Verdict::Kind::Hold;
  if (presented_.verify_only) verdict_.recorded = Verdict::Recorded::No;
  if (!presented_.verify_only) settle_row(verdict_, now);

  presentation_.decided = true;
  presentation_.latency = now.tick - presented_.scan.decoded;
  note_verdict(presentation_, verdict_);
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
    row_->state = !row_->unanswered.empty() ? CheckIn::State::Waiting : CheckIn::State::Closed;
    if (USHER_MUTANT(ClosedAsDeny)) {
      row_->state = CheckIn::State::Closed;
      row_->unanswered.clear();
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

/// The screen had it: from now on a second presentation is ALREADY IN, and the courier may have the row. A
/// green that nobody saw explains no ALREADY IN: its guest was sent to staff, and is again.
Admission::Action Admission::on(const Displayed& displayed, Now) {
  if (stage_ != Stage::Showing || !row_ || row_->state != CheckIn::State::Live || presented_.verify_only) {
    stage_ = Stage::Idle;
    return Done{};
  }
  row_->shown = displayed.seen || USHER_MUTANT(UnseenIsShown);
  row_->state = is_at_portal(*row_) ? CheckIn::State::Closed : CheckIn::State::Waiting;
  if (row_->state == CheckIn::State::Closed) row_->closed_at = presentation_.at.wall;
  stage_ = Stage::Marking;
  return Write{change(false)};
}

/// The courier may have delivered it meanwhile: only what the guest saw is added.
Admission::Action Admission::on(const DrawnLate& late, Now) {
  if (stage_ != Stage::Idle || late.row.shown || !late.row.granted || USHER_MUTANT(LateDrawingForgotten))
    return Done{};
  row_ = late.row;
  row_->shown = true;
  stage_ = Stage::Marking;
  return Write{change(false)};
}

}  // namespace usher
