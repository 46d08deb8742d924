#include "usher/desk/assist.hpp"

#include <algorithm>

#include "usher/core/log.hpp"
#include "usher/core/sleep.hpp"
#include "usher/desk/walk_in.hpp"

namespace usher {

namespace {

// More than fit on any screen; who sees so many types another letter.
constexpr int kFound = 60;
constexpr int kRecent = 80;
// Staff stand there and wait, but nobody behind them does.
constexpr milliseconds kPatience{8000};

/// The roster knows what the portal knew; our journal knows what happened here since.
void bring_up_to_date(std::vector<Registration>& found, const DeskPlan& plan, JournalFile& journal) {
  for (Registration& guest : found) {
    if (guest.code.empty()) continue;
    for (const CheckIn& row : journal.of_pass(plan.terms.event.id, guest.code)) {
      if (!row.granted || row.undone) continue;
      guest.attendance_status = "checked_in";
      guest.has_check_in_time = true;
      if (!guest.checked_in_at) guest.checked_in_at = row.at.wall;
    }
  }
}

void search(const StaffRequest& request, const DeskPlan& plan, JournalFile& journal, Roster& roster,
            StaffReport& report) {
  report.found = roster.find(request.text, kFound + 1);
  if (request.kind == StaffRequest::Kind::Group) {
    std::erase_if(report.found, [&](const Registration& r) { return r.purchaser_email != request.text; });
  }
  report.more = report.found.size() > static_cast<std::size_t>(kFound);
  if (report.more) report.found.pop_back();
  bring_up_to_date(report.found, plan, journal);
}

/// What became of an admission since the guest saw it.
Verdict::Recorded recorded_by_now(const CheckIn& row) {
  if (row.undone) return Verdict::Recorded::No;
  if (row.reckoning && (*row.reckoning == Reckoning::Confirmed || *row.reckoning == Reckoning::Echo))
    return Verdict::Recorded::Portal;
  const bool is_open = row.state == CheckIn::State::Live || row.state == CheckIn::State::Waiting;
  return is_open ? Verdict::Recorded::Queued : Verdict::Recorded::No;  // else it stands under Review, or did
}

std::vector<RecentScan> recent_scans(const DeskPlan& plan, JournalFile& journal) {
  const std::int64_t all = journal.counts(plan.terms.event.id).presentations;
  std::vector<RecentScan> recent;
  for (const Presentation& shown : journal.presentations_after(std::max<std::int64_t>(0, all - kRecent))) {
    if (!shown.decided) continue;
    const auto row = shown.check_in.empty() ? std::nullopt : journal.find(shown.check_in);
    // A check-in is offered where it was made, not at each later look at the same pass.
    const bool admission = row && shown.verdict == Verdict::Kind::Grant;
    recent.push_back({.at = shown.at.wall,
                      .verdict = shown.verdict,
                      .recorded = admission ? recorded_by_now(*row) : shown.recorded,
                      .guest = shown.attendee_name,
                      .ticket_type = shown.ticket_type,
                      .code = shown.code,
                      .check_in = shown.check_in,
                      .undoable = admission && may_be_taken_back(*row),
                      .flaggable = admission && needs_the_crm(*row),
                      .taken_back = admission && row->undone});
  }
  std::reverse(recent.begin(), recent.end());
  return recent;
}

std::vector<OpenException> open_exceptions(JournalFile& journal) {
  std::vector<OpenException> open;
  for (const CheckIn& row : journal.queue()) {
    if (row.state != CheckIn::State::Exception) continue;
    open.push_back({.id = row.id,
                    .at = row.at.wall,
                    .guest = row.guest,
                    .code = row.code,
                    .sentence = sentence_about(row)});
  }
  return open;
}

std::vector<WaitingCheckIn> waiting_check_ins(JournalFile& journal) {
  std::vector<WaitingCheckIn> waiting;
  for (const CheckIn& row : journal.queue()) {
    if (row.state == CheckIn::State::Exception) continue;
    waiting.push_back({.id = row.id,
                       .at = row.at.wall,
                       .guest = row.guest,
                       .code = row.code,
                       .attempts = row.attempts,
                       .sentence = last_answer(row)});
    if (waiting.size() == static_cast<std::size_t>(kRecent)) break;  // the errands count them all
  }
  return waiting;
}

void correct(const StaffRequest& request, Portal& portal, StaffReport& report) {
  const auto done = portal.correct(request.id, request.property, request.text, kPatience);
  report.ok = done && *done;
  report.sentence = report.ok ? "Corrected. The guest list shows it after its next refresh."
                              : "Not corrected: " + (done ? "the portal refused it" : done.failure().detail);
}

/// Status and payment are the door's word: who registers somebody hears only their code.
Registration as_the_door_has_it(const WalkInOutcome& outcome) {
  if (!outcome.verified || !outcome.verified->registration) return outcome.registration;
  Registration guest = *outcome.verified->registration;
  guest.code = outcome.registration.code;
  return guest;
}

/// The document's own refusal of a full event in the words of the door; the rest as it came.
std::string why_not(const Failure& failure) {
  if (failure.detail.find("full capacity") != std::string::npos)
    return "the event is full. Whoever keeps the CRM can raise its capacity";
  return failure.detail;
}

void register_guest(const StaffRequest& request, const DeskPlan& plan, Portal& portal, const Pause& pause,
                    StaffReport& report) {
  using Kind = WalkInOutcome::Kind;
  const Registration& guest = request.guest;
  const Event& event = plan.terms.event;
  const WalkIn walk_in{.first_name = guest.first_name,
                       .last_name = guest.last_name,
                       .email = guest.email,
                       .phone = guest.phone,
                       .company = guest.company,
                       .job_title = guest.job_title,
                       .ticket_type = guest.ticket_type,
                       .special_requirements = guest.special_requirements};
  const auto outcome = request.look_only ? look_for_walk_in(portal, event, guest.email, kPatience, pause)
                                         : register_walk_in(portal, event, walk_in, kPatience, pause);
  report.ok = outcome.kind == Kind::Registered || outcome.kind == Kind::AlreadyRegistered;
  report.undecided = outcome.kind == Kind::Undecided;
  if (report.ok) report.found = {as_the_door_has_it(outcome)};
  switch (outcome.kind) {
    case Kind::Registered:
      report.sentence = "Registered. " + door_sentence(outcome);
      break;
    case Kind::AlreadyRegistered:
      report.sentence = "This e-mail is on the list already; nothing was written. " + door_sentence(outcome);
      break;
    case Kind::NotRegistered:
      report.sentence = "Not registered: " + why_not(*outcome.failure);
      break;
    case Kind::Undecided:
      report.sentence = "No answer came: the registration may exist. Look again; it is not sent twice.";
      break;
  }
}

/// The event as the courier learnt it last: a walk-in is looked up on its list, which has its newest name.
DeskPlan plan_of_now(const DeskPlan& plan, const Joints& joints) {
  DeskPlan now = plan;
  const auto errands = joints.errands.latest();
  if (errands && errands->event && errands->event->id == plan.terms.event.id)
    now.terms.event = *errands->event;
  return now;
}

}  // namespace

StaffReport answer(const StaffRequest& request, const DeskPlan& plan, JournalFile& journal, Roster& roster,
                   Portal& portal, Wall now, const Pause& pause) {
  StaffReport report{.number = request.number, .kind = request.kind};
  switch (request.kind) {
    case StaffRequest::Kind::Search:
    case StaffRequest::Kind::Group:
      search(request, plan, journal, roster, report);
      break;
    case StaffRequest::Kind::Recent:
      report.recent = recent_scans(plan, journal);
      break;
    case StaffRequest::Kind::Resolve:
      report.ok = journal.close(request.id, "staff", request.text, now);
      report.sentence = report.ok ? "Closed." : "Somebody else closed it already.";
      [[fallthrough]];
    case StaffRequest::Kind::Exceptions:
      report.exceptions = open_exceptions(journal);
      break;
    case StaffRequest::Kind::Waiting:
      report.waiting = waiting_check_ins(journal);
      break;
    case StaffRequest::Kind::Undo:
      report.ok = journal.undo(request.id, "staff", request.text, now);
      report.sentence = report.ok ? "Taken back: this pass may enter again."
                                  : "It was sent already and the portal has no undo: correct it in the CRM.";
      report.recent = recent_scans(plan, journal);
      break;
    case StaffRequest::Kind::Flag:
      report.ok = journal.flag(request.id, "staff", request.text);
      report.sentence = report.ok ? "Noted for the CRM. It stands under Review until somebody closes it."
                                  : "It changed meanwhile. Look again.";
      report.recent = recent_scans(plan, journal);
      break;
    case StaffRequest::Kind::Correct:
      correct(request, portal, report);
      break;
    case StaffRequest::Kind::Register:
      register_guest(request, plan, portal, pause, report);
      break;
    case StaffRequest::Kind::Readiness:
      break;  // answered by whoever knows the whole station
  }
  return report;
}

namespace {

StaffReport refused_in_training(const StaffRequest& request) {
  return {.number = request.number,
          .kind = request.kind,
          .ok = false,
          .sentence = "This is training: nothing is written. Switch it off under Door first."};
}

}  // namespace

void assist(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints,
            const ReadinessLook& look) {
  while (!stop.stop_requested()) {
    std::optional<StaffRequest> request;
    try {
      const auto portal = make_portal();
      JournalFile journal(plan.folder);
      Roster roster(plan.folder);
      while (!stop.stop_requested() && journal.trouble().empty()) {
        request = joints.staff_requests.take(stop, seconds{1});
        if (!request) {
          roster.prepare();  // a new roster may have come; who types next does not wait for it
          continue;
        }
        if (const auto mode = joints.mode.latest(); mode && mode->training && writes(request->kind)) {
          joints.staff.put(refused_in_training(*request));
        } else if (request->kind == StaffRequest::Kind::Readiness && look) {
          joints.staff.put({.number = request->number, .kind = request->kind, .findings = look()});
        } else {
          joints.staff.put(answer(*request, plan_of_now(plan, joints), journal, roster, *portal,
                                  clock_now().wall, [&](seconds time) { sleep_for(stop, time); }));
        }
        request.reset();
      }
    } catch (const std::exception& broken) {
      log_error(std::string("desk: staff could not be answered: ") + broken.what());
      // What was asked is not asked again: staff see why, and decide.
      if (!request) request = joints.staff_requests.take(stop, seconds{1});
      if (request) {
        joints.staff.put({.number = request->number,
                          .kind = request->kind,
                          .ok = false,
                          .sentence = std::string("The desk cannot answer: ") + broken.what()});
      }
    }
  }
}

}  // namespace usher
