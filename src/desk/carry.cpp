#include <algorithm>

#include "desk/maintenance/housekeeping.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

namespace {

// As many rows as staff see of the queue; the others come later anyway.
constexpr std::size_t kTriesShown = 60;

constexpr milliseconds kLook{1000};
// As the readiness check has it (docs/events-api.md, Trap 29).
constexpr std::chrono::minutes kClockOff{2};

/// Does what needs only journal, portal and the roster we have; nothing for a new roster and for waiting.
std::optional<Courier::Incident> by_journal_or_portal(const Courier::Action& action, JournalFile& journal,
                                                      Portal& portal, Roster& roster) {
  if (const auto* look = std::get_if<Courier::Look>(&action))
    return Courier::Looked{journal.changed_since(look->revision)};
  if (const auto* write = std::get_if<Courier::Write>(&action))
    return Courier::Wrote{journal.write(write->change)};
  if (const auto* ask = std::get_if<Courier::Ask>(&action)) {
    Courier::Answered came{
        ask->check_in ? portal.check_in(ask->pass, ask->limit) : portal.verify(ask->pass, ask->limit),
        ask->number};
    if (!ask->check_in) came.listed_as = listed_as(roster, came.answer);
    return came;
  }
  if (const auto* probe = std::get_if<Courier::Probe>(&action))
    return Courier::Probed{portal.licensed(probe->limit)};
  return std::nullopt;
}

/// The courier's hands: its own journal connection, its own portal, and the roster file.
class Carrying {
 public:
  Carrying(const DeskPlan& plan, Portal& portal, Joints& joints)
      : plan_(plan),
        portal_(portal),
        joints_(joints),
        journal_(plan.folder),
        roster_(plan.folder),
        housekeeping_(plan.folder, plan.retention, plan.terms.boot, journal_, clock_now().tick),
        courier_(plan.terms, plan.pace, of_our_event(roster_.card()),
                 PortalClock(journal_.portal_offset(plan.terms.boot))) {
    errands_.event = plan.terms.event;
    note_event(journal_, plan.terms.event);
  }

  void run(std::stop_token stop) {
    try {
      errands(stop);
    } catch (const std::exception&) {
      errands_.journal_damaged = journal_.damaged();
      joints_.errands.put(errands_);
      throw;
    }
  }

 private:
  void errands(std::stop_token stop) {
    Courier::Incident event = Courier::Woke{};
    publish();
    while (!stop.stop_requested()) {
      const Courier::Action action = courier_.step(event, clock_now());
      housekeeping_.look(clock_now());
      publish();
      event = perform(action, stop);
      if (!journal_.trouble().empty()) throw std::runtime_error(journal_.trouble());
    }
  }

  bool of_our_event(const std::optional<RosterCard>& card) const {
    return card && card->event.id == plan_.terms.event.id;
  }

  Courier::Incident perform(const Courier::Action& action, std::stop_token stop) {
    if (auto done = by_journal_or_portal(action, journal_, portal_, roster_)) return std::move(*done);
    if (std::holds_alternative<Courier::FetchRoster>(action)) return fetch_roster();
    return wait(std::get<Courier::Wait>(action).until, stop);
  }

  Courier::Incident fetch_roster() {
    // Guests' details that retention has deleted are not fetched again. A clock that nobody proved keeps no
    // list away.
    const Now now = clock_now();
    const auto proven = proven_time(housekeeping_.clocks(now));
    if (proven && overdue(*errands_.event, plan_.retention, *proven).roster)
      return Courier::RosterCame{.asked = false};
    const RosterOutcome outcome = sync_roster(portal_, plan_.folder, *errands_.event, now, PersonsWord{});
    notice_.clear();
    if (outcome.card) {
      know(outcome.card->event);
      note_event(journal_, outcome.card->event);
      const std::string& status = outcome.card->event.status;
      if (!status.empty() && status != "published") {
        notice_ = "The portal says that this event is " + status + "; its passes are still admitted";
      }
    }
    if (!outcome.objection.empty()) notice_ = outcome.objection;
    if (!outcome.adopted && (!outcome.failure || outcome.failure->status == 404)) look_up_name();
    return Courier::RosterCame{.failure = outcome.failure, .adopted = outcome.adopted};
  }

  void know(const Event& event) {
    errands_.event = event;
    courier_.know(event);
  }

  /// The roster is asked for by name; an event that was renamed answers to its new one, found by its id.
  void look_up_name() {
    const auto events = portal_.events(plan_.pace.limit);
    if (!events) return;
    for (const Event& event : *events) {
      if (event.id == plan_.terms.event.id && event.name != errands_.event->name) {
        log_warning("roster: the event is now called \"" + event.name + "\"");
        know(event);
      }
    }
  }

  Courier::Incident wait(Tick until, std::stop_token stop) {
    const Tick now = clock_now().tick;
    // A presentation is the usual reason for a new row, and a person's `queue close` shows within a second.
    joints_.desk.next(desk_seen_, stop, std::clamp<milliseconds>(until - now, milliseconds{1}, kLook));
    const auto report = joints_.desk.latest();
    // Who was heard since is there: the door will find that out with its next guest.
    const bool heard_since = report && courier_.last_heard() && *courier_.last_heard() > report->at;
    return Courier::Woke{report && report->portal_failing && !heard_since};
  }

  void publish() {
    const auto counts = journal_.counts(plan_.terms.event.id);
    errands_.waiting = counts.waiting;
    errands_.exceptions = counts.exceptions;
    errands_.admitted_here = counts.admitted;
    errands_.next_tries = courier_.next_tries(kTriesShown);
    errands_.link = courier_.link();
    errands_.link_sentence = courier_.link_sentence();
    errands_.portal_heard = courier_.last_heard();
    errands_.notice = notice_;
    if (errands_.notice.empty()) errands_.notice = about_the_clock();
    if (journal_.reserve_released())
      errands_.notice = "The disk is full: free some space now, entries are recorded on the last reserve";
    if (const auto card = roster_.card(); of_our_event(card)) {
      errands_.registered = card->registered;
      errands_.checked_in_portal = card->checked_in;
      errands_.roster_size = card->rows;
      errands_.roster_fetched_at = card->fetched_at;
      if (card->boot == plan_.terms.boot) errands_.roster_fetched = card->fetched;
    }
    errands_.at = clock_now().tick;
    joints_.errands.put(errands_);
  }

  /// A wrong clock, and what retention would delete if it believed it.
  std::string about_the_clock() {
    const Now now = clock_now();
    const ClockWitnesses clocks = housekeeping_.clocks(now);
    std::string sentence;
    if (clocks.portal && std::chrono::abs(clocks.own - *clocks.portal) > kClockOff) {
      sentence = "This station's clock says " + local_day_and_clock(clocks.own) + " and the portal's says " +
                 local_day_and_clock(*clocks.portal) + ". Set it: timedatectl set-ntp true";
    }
    if (housekeeping_.due_unproven().empty()) return sentence;
    if (!sentence.empty()) sentence += ". ";
    return sentence + "By this clock alone \"" + housekeeping_.due_unproven().front() +
           "\" is long over; nothing of it is deleted until a second clock agrees, or by hand: usher purge";
  }

  const DeskPlan& plan_;
  Portal& portal_;
  Joints& joints_;
  JournalFile journal_;
  Roster roster_;
  Housekeeping housekeeping_;
  Courier courier_;
  Errands errands_;
  std::string notice_;
  std::uint64_t desk_seen_ = 0;
};

}  // namespace

void carry(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints) {
  std::unique_ptr<Portal> portal;
  while (!stop.stop_requested()) {
    try {
      if (!portal) portal = make_portal();
      Carrying(plan, *portal, joints).run(stop);
    } catch (const std::exception& broken) {
      log_error(std::string("courier: ") + broken.what());
      std::uint64_t seen = joints.desk.version();
      joints.desk.next(seen, stop, kLook);
    }
  }
}

Replayed replay_once(const DeskPlan& plan, Portal& portal, JournalFile& journal,
                     const std::function<Now()>& clock) {
  Pace pace = plan.pace;
  pace.fetch_roster = false;
  pace.attempt_settles = milliseconds{0};
  pace.probe_when_idle = pace.probe_when_down = std::chrono::hours(24);
  Roster roster(plan.folder);
  Courier courier(plan.terms, pace, true, PortalClock(journal.portal_offset(plan.terms.boot)));
  Replayed replayed;
  Courier::Incident event = Courier::Woke{};
  // Each row is tried until the courier puts it off: then it waits for the next time.
  while (true) {
    const Courier::Action action = courier.step(event, clock());
    auto done = by_journal_or_portal(action, journal, portal, roster);
    if (!done) break;
    if (std::holds_alternative<Courier::Ask>(action)) ++replayed.tried;
    event = std::move(*done);
  }
  const auto counts = journal.counts(plan.terms.event.id);
  replayed.left_waiting = counts.waiting;
  replayed.exceptions = counts.exceptions;
  return replayed;
}

}  // namespace usher
