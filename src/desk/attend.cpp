#include <sqlite3.h>

#include <algorithm>

#include "desk/journal/sqlite.hpp"
#include "drawn_verdicts.hpp"
#include "usher/core/invariant.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/desk.hpp"
#include "usher/desk/loops.hpp"

namespace usher {

namespace {

constexpr milliseconds kWait{1000};
// A server that hangs up at once, or none at all, is not asked every second for the sake of a warm
// connection.
constexpr milliseconds kWarmAgain{5000};

std::optional<Tick> portal_heard(const Joints& joints) {
  const auto errands = joints.errands.latest();
  return errands ? errands->portal_heard : std::nullopt;
}

/// Nothing can be recorded, so nobody is let in, and nobody is left without an answer.
void hold(const Scan& scan, const std::string& trouble, std::uint64_t presentations, Joints& joints) {
  DeskReport report;
  report.stage = DeskReport::Stage::Decided;
  report.scan = scan.number;
  report.presentations = presentations;
  report.decoded = scan.decoded;
  report.at = clock_now().tick;
  report.trouble = trouble;
  Evidence evidence;
  evidence.pass = parse_pass(scan.payload);
  evidence.storage_ok = false;
  report.verdict = judge(evidence);
  joints.desk.put(report);
}

/// Staff may have chosen another gate for now.
Terms terms_in(const DeskPlan& plan, const DoorMode& mode) {
  Terms terms = plan.terms;
  if (mode.gate) terms.policy.ticket_types = *mode.gate;
  return terms;
}

/// In training nothing is written. When an ID is asked for, the pass is looked at; what staff then confirm by
/// hand is the check-in.
bool only_looks(const Scan& scan, const DoorMode& mode) {
  return mode.training || (mode.ask_for_id && scan.source != Scan::Source::Hand);
}

/// The connection for the next guest stands before they come. Whoever comes in the middle of a handshake
/// waits for it out of their own deadline, so it may take half of that; and while the errands find nobody
/// there, nothing is tried.
void keep_warm(Portal& portal, const DeskPlan& plan, const Joints& joints, std::optional<Tick>& warmed) {
  const Tick now = clock_now().tick;
  const auto errands = joints.errands.latest();
  if (errands && errands->link == Errands::Link::Down) return;
  if (warmed && now - *warmed < kWarmAgain) return;
  if (portal.warm(plan.terms.deadline / 2)) warmed = now;
}

/// After trouble nobody knows what is on disk: all is read, and a write is tried, before anybody is let in.
void prove(JournalFile& journal) {
  journal.check();
  journal.remember("proved", to_iso8601(clock_now().wall));
  journal.checkpoint();
}

/// Until stopped, or until something in the journal is not as it was written.
void serve_all(std::stop_token stop, const DeskPlan& plan, Portal& portal, Joints& joints,
               std::string& trouble, std::uint64_t& seen) {
  JournalFile journal(plan.folder);
  if (!trouble.empty()) {
    prove(journal);
    log_info("desk: check-ins are recorded again");
    trouble.clear();
  }
  if (const int released = journal.release_live(); released > 0) {
    log_info("desk: " + std::to_string(released) + " check-ins that were cut short are taken up again");
  }
  Roster roster(plan.folder);
  DoorMode mode = joints.mode.latest().value_or(DoorMode{});
  auto desk = std::make_unique<Desk>(terms_in(plan, mode), journal, roster, portal);
  DeskReport idle;
  idle.at = clock_now().tick;
  idle.scan = seen;  // everybody until now had their answer
  joints.desk.put(idle);
  std::optional<Tick> warmed;
  keep_warm(portal, plan, joints, warmed);
  DrawnVerdicts screen(plan, joints);

  const auto damaged = [&] {
    const auto errands = joints.errands.latest();
    return journal.damaged() || (errands && errands->journal_damaged);
  };
  while (!stop.stop_requested() && journal.trouble().empty() && !damaged()) {
    const auto scan = joints.scans.next(seen, stop, kWait);
    screen.take_in_late(*desk);
    if (!scan) {
      keep_warm(portal, plan, joints, warmed);
      continue;
    }
    if (const DoorMode now = joints.mode.latest().value_or(DoorMode{}); now != mode) {
      mode = now;
      desk = std::make_unique<Desk>(terms_in(plan, mode), journal, roster, portal);
    }
    const auto errands = joints.errands.latest();
    if (errands && errands->event) desk->know(*errands->event);
    try {
      const auto served = desk->serve(*scan, {.verify_only = only_looks(*scan, mode),
                                              .portal_heard = portal_heard(joints),
                                              .reports = &joints.desk});
      screen.await(stop, *desk, scan->number, served.presentation.check_in);
    } catch (const BrokenInvariant& mistake) {
      // The guest in hand is held; staff help. The next one has an engine that knows only what is on disk,
      // and the courier takes up what this one may have sent.
      log_error(std::string("desk: ") + mistake.what());
      const std::uint64_t presentations = joints.desk.latest().value_or(DeskReport{}).presentations;
      hold(*scan, std::string("The last guest was held: ") + mistake.what(), presentations + 1, joints);
      journal.release_live();
      desk = std::make_unique<Desk>(terms_in(plan, mode), journal, roster, portal);
    }
  }
  if (damaged()) throw StorageTrouble("the journal is damaged", SQLITE_CORRUPT);
  if (!journal.trouble().empty()) throw std::runtime_error(journal.trouble());
}

}  // namespace

void attend(std::stop_token stop, const DeskPlan& plan, const PortalMaker& make_portal, Joints& joints) {
  std::uint64_t seen = 0;
  std::unique_ptr<Portal> portal;
  std::string told;
  while (!stop.stop_requested()) {
    try {
      if (!portal) portal = make_portal();
      serve_all(stop, plan, *portal, joints, told, seen);
    } catch (const std::exception& broken) {
      std::string trouble = broken.what();
      const auto* storage = dynamic_cast<const StorageTrouble*>(&broken);
      if (storage != nullptr) trouble += "; " + storage->mend();
      if (trouble != told) log_error("desk: " + trouble);
      told = trouble;
      DeskReport report = joints.desk.latest().value_or(DeskReport{});
      report.trouble = "This station cannot record check-ins: " + trouble;
      report.at = clock_now().tick;
      joints.desk.put(report);
      // Mended at the next start, which takes a second or two; here everybody would be sent to staff for
      // ever.
      if (storage != nullptr && storage->is_damage()) return;
      if (const auto scan = joints.scans.next(seen, stop, kWait)) {
        hold(*scan, report.trouble, report.presentations + 1, joints);
      }
    }
  }
}

}  // namespace usher
