#include "usher/desk/desk.hpp"

#include <algorithm>
#include <random>

#include "desk/journal/sqlite.hpp"
#include "usher/core/invariant.hpp"
#include "usher/core/lateness.hpp"
#include "usher/core/log.hpp"

namespace usher {

std::string fresh_id(Wall now) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string id(26, '0');
  auto ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 10; i-- > 0; ms >>= 5U) id[i] = kDigits[ms & 31U];
  std::random_device dice;
  for (std::size_t i = 10; i < 26; ++i) id[i] = kDigits[dice() & 31U];
  return id;
}

Desk::Desk(Terms terms, JournalFile& journal, Roster& roster, Portal& portal, std::function<Now()> clock)
    : terms_(std::move(terms)),
      journal_(journal),
      roster_(roster),
      portal_(portal),
      clock_(std::move(clock)),
      admission_(terms_, PortalClock(journal.portal_offset(terms_.boot))) {}

Desk::Served Desk::serve(const Scan& scan, const Options& options) {
  displayed(false);
  const Now now = clock_();
  slowest_write_ = milliseconds{0};
  report_.scan = scan.number;
  report_.decoded = scan.decoded;
  report_.guest.reset();
  report_.verdict = Verdict{};
  Admission::Action action =
      admission_.step(Admission::Presented{scan, fresh_id(now.wall), fresh_id(now.wall), options.verify_only,
                                           options.portal_heard},
                      now);
  while (!std::holds_alternative<Admission::Show>(action)) {
    invariant(!std::holds_alternative<Admission::Done>(action), "a presentation ends with a verdict");
    action = admission_.step(perform(action, options), clock_());
  }
  auto& show = std::get<Admission::Show>(action);
  to_display_ = true;
  report_.stage = DeskReport::Stage::Decided;
  ++report_.presentations;
  report_.verdict = show.verdict;
  report_.portal_failing = admission_.portal_failing();
  report_.trouble = journal_.trouble();
  note_disk();
  report_.at = clock_().tick;
  if (options.reports != nullptr) options.reports->put(report_);
  return Served{std::move(show.verdict), std::move(show.presentation)};
}

/// A disk that keeps guests waiting is no trouble yet, and staff should know before it is.
void Desk::note_disk() {
  const bool was_quick = report_.notice.empty();
  report_.notice.clear();
  // The second write comes when the portal may have taken all the rest.
  if (slowest_write_ < kVerdictMargin) return;
  const std::string tenths = std::to_string(slowest_write_.count() / 100);
  report_.notice =
      "The disk of this station is slow: the last guest waited " +
      (tenths.size() < 2 ? "0." + tenths : tenths.substr(0, tenths.size() - 1) + "." + tenths.back()) +
      " s for it. End other work on this machine, or replace the disk";
  if (was_quick) log_warning("desk: " + report_.notice);
}

Admission::Incident Desk::perform(const Admission::Action& action, const Options& options) {
  if (const auto* look = std::get_if<Admission::Look>(&action)) {
    Admission::Looked looked;
    try {
      looked.own = journal_.of_pass(terms_.event.id, look->code);
      looked.storage_ok = journal_.trouble().empty();
    } catch (const std::exception& trouble) {
      log_error(std::string("journal: ") + trouble.what());
      looked.storage_ok = false;
    }
    try {
      looked.roster = roster_.with_code(look->code);
    } catch (const std::exception& trouble) {
      // As if there were none: the portal can still be asked, and the courier will fetch another.
      log_error(std::string("roster: ") + trouble.what());
    }
    return looked;
  }
  if (const auto* write = std::get_if<Admission::Write>(&action)) {
    const Tick begun = clock_().tick;
    const Written written = journal_.write(write->change);
    slowest_write_ = std::max(slowest_write_, clock_().tick - begun);
    return Admission::Wrote{written};
  }
  if (const auto* ask = std::get_if<Admission::Ask>(&action)) {
    report_.stage = DeskReport::Stage::Checking;
    report_.guest = ask->guest;
    report_.at = clock_().tick;
    if (options.reports != nullptr) options.reports->put(report_);
    Admission::Answered came{
        ask->check_in ? portal_.check_in(ask->pass, ask->limit) : portal_.verify(ask->pass, ask->limit),
        ask->number};
    if (!ask->guest) came.listed_as = listed_as(roster_, came.answer);
    return came;
  }
  return Admission::Displayed{};
}

void Desk::displayed(bool seen) {
  if (!to_display_) return;
  to_display_ = false;
  Admission::Action action = admission_.step(Admission::Displayed{seen}, clock_());
  while (!std::holds_alternative<Admission::Done>(action)) {
    action = admission_.step(perform(action, Options{}), clock_());
  }
}

bool Desk::drawn_late(const std::string& check_in) {
  // The courier may change the row in between; it is read again then.
  for (int tries = 0; tries < 3; ++tries) {
    const auto row = journal_.find(check_in);
    if (!row) return true;  // purged since
    Admission::Action action = admission_.step(Admission::DrawnLate{*row}, clock_());
    if (std::holds_alternative<Admission::Done>(action)) return true;
    const Admission::Incident wrote = perform(action, Options{});
    const Admission::Action after = admission_.step(wrote, clock_());
    invariant(std::holds_alternative<Admission::Done>(after), "a late mark is the end of it");
    const Written::Kind kind = std::get<Admission::Wrote>(wrote).written.kind;
    if (kind == Written::Kind::Done) return true;
    if (kind == Written::Kind::Failed) return false;
  }
  return false;
}

void Desk::know(const Event& event) {
  if (event.id != terms_.event.id) return;
  terms_.event = event;
  admission_.know(event);
}

}  // namespace usher
