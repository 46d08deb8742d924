#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "usher/desk/desk.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher {

inline const Wall kNoon{milliseconds{1'781'524'800'000}};
inline const std::string kSarah = "EVT-ABC123DEF456";
inline const std::string kAna = "EVT-ABC123DEF457";

inline Event conference() {
  Event event;
  event.id = "77";
  event.name = "Annual Member Conference";
  event.url_slug = "annual-member-conference";
  event.starts = kNoon;
  event.status = "published";
  return event;
}

inline Registration guest(const std::string& code, const std::string& name = "Sarah Johnson") {
  Registration r;
  r.id = "r-" + code;
  r.code = code;
  r.attendee_name = name;
  r.ticket_type = "standard";
  r.company = "Acme Corp";
  r.registration_status = "confirmed";
  r.payment_status = "paid";
  r.attendance_status = "not_arrived";
  return r;
}

inline std::string code_of(int number) {
  std::string digits = std::to_string(number);
  return "EVT-" + std::string(12 - digits.size(), 'A') + digits;
}

/// A folder that is gone afterwards.
struct TemporaryFolder {
  std::string path;
  TemporaryFolder() {
    char name[] = "/tmp/usher-desk-XXXXXX";
    path = mkdtemp(name);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

/// The portal's books, with a fault in front of them when a test wants one.
class FakePortal : public Portal {
 public:
  std::map<std::string, Registration> books;  ///< by code
  std::map<std::string, Event> events_of;     ///< by code, where it is not the bound event
  Event event = conference();
  Wall now = kNoon;
  int verifies = 0, check_ins = 0, rosters = 0, registered = 0;
  std::deque<Failure::Kind> faults;                 ///< one for each of the next questions
  bool applies_before_fault = false;                ///< the fault is in the answer: the books have it
  std::optional<Failure::Kind> loses_registration;  ///< of a walk-in, and the books have it not
  std::optional<Failure::Kind> always;
  std::function<void(const char*, const Pass&)> before;  ///< sees each question first

  PortalResult<Answer> verify(const Pass& pass, milliseconds) override {
    ++verifies;
    if (before) before("verify", pass);
    if (const auto failure = fault()) return *failure;
    return look_up(pass, false);
  }
  PortalResult<Answer> check_in(const Pass& pass, milliseconds) override {
    ++check_ins;
    if (before) before("check_in", pass);
    const auto failure = fault();
    if (failure && !applies_before_fault) return *failure;
    Answer answer = look_up(pass, true);
    if (failure) return *failure;
    return answer;
  }
  PortalResult<bool> licensed(milliseconds) override {
    if (const auto failure = fault()) return *failure;
    return true;
  }
  PortalResult<std::vector<Event>> events(milliseconds) override {
    if (const auto failure = fault()) return *failure;
    return std::vector<Event>{event};
  }
  PortalResult<RosterHead> roster(const std::string&, const RegistrationSink& sink, milliseconds) override {
    ++rosters;
    if (const auto failure = fault()) return *failure;
    RosterHead head;
    head.event = event;
    for (const auto& [code, row] : books) {
      if (events_of.contains(code)) continue;
      sink(Registration(row));
      ++head.rows;
    }
    return head;
  }
  PortalResult<Registration> register_guest(const std::string&, const WalkIn& walk_in,
                                            milliseconds) override {
    ++registered;
    if (loses_registration) return Failure{*loses_registration, 0, "a fault", std::nullopt, std::nullopt};
    Registration made = guest("EVT-WALKIN" + std::to_string(100'000 + registered));
    made.email = walk_in.email;
    add(made);
    return made;
  }
  PortalResult<bool> correct(const std::string&, const std::string&, const std::string&,
                             milliseconds) override {
    return Failure{};
  }
  PortalResult<std::vector<std::string>> events_of_contact(const std::string&, milliseconds) override {
    return Failure{};
  }

  void add(const Registration& r) { books[r.code] = r; }

 private:
  std::optional<Failure> fault() {
    if (always) return Failure{*always, 0, "a fault", std::nullopt, std::nullopt};
    if (faults.empty()) return std::nullopt;
    const Failure::Kind kind = faults.front();
    faults.pop_front();
    return Failure{kind, 0, "a fault", std::nullopt, std::nullopt};
  }
  Answer look_up(const Pass& pass, bool write) {
    Answer answer;
    answer.portal_date = Wall(std::chrono::floor<seconds>(now));
    const auto found = books.find(pass.code);
    if (found == books.end()) return answer;
    Registration& r = found->second;
    const Standing standing = standing_of(r);
    answer.decision = standing.kind == Standing::Kind::AlreadyIn  ? Answer::Decision::AlreadyIn
                      : standing.kind == Standing::Kind::Eligible ? Answer::Decision::Grant
                                                                  : Answer::Decision::Deny;
    if (write && answer.decision == Answer::Decision::Grant) {
      r.attendance_status = "checked_in";
      r.checked_in_at = now;
      r.has_check_in_time = true;
      answer.checked_in = true;
    }
    answer.registration = r;
    const auto other = events_of.find(pass.code);
    const Event& its = other == events_of.end() ? event : other->second;
    answer.has_event = true;
    answer.event_name = its.name;
    answer.event_starts = its.starts;
    return answer;
  }
};

/// A desk on a real journal and a real roster file, with a clock that only moves when it is told to.
struct Door {
  TemporaryFolder folder;
  FakePortal portal;
  Terms terms;
  Tick tick{seconds(1000)};
  Wall wall = kNoon;
  std::unique_ptr<JournalFile> journal;
  std::unique_ptr<Roster> roster;
  std::unique_ptr<Desk> desk;
  std::uint64_t scans = 0;

  explicit Door(Policy::Decide decide = Policy::Decide::PortalFirst) {
    terms.station = "North door 1";
    terms.event = conference();
    terms.policy.decide = decide;
    terms.boot = "boot-1";
    open();
  }
  void open() {
    journal = std::make_unique<JournalFile>(folder.path);
    journal->release_live();
    roster = std::make_unique<Roster>(folder.path);
    desk = std::make_unique<Desk>(terms, *journal, *roster, portal, [this] { return Now{tick, wall}; });
  }
  void crash() {
    desk.reset();
    journal.reset();
    open();
  }
  void pass(milliseconds time) {
    tick += time;
    wall += time;
    portal.now += time;
  }
  /// Guests of the portal's books, and on the roster as they are now.
  void sync() {
    const auto outcome = sync_roster(portal, folder.path, terms.event, Now{tick, wall},
                                     PersonsWord{.shrunken = true, .changed = true});
    if (!outcome.adopted) throw std::runtime_error(outcome.objection);
  }
  Scan scan(const std::string& payload) {
    Scan scan;
    scan.number = ++scans;
    scan.payload = payload;
    scan.decoded = tick;
    return scan;
  }
  /// The screen had the time to draw the one before.
  Verdict present(const std::string& payload) {
    desk->displayed();
    return desk->serve(scan(payload)).verdict;
  }
  Replayed replay() {
    DeskPlan plan;
    plan.folder = folder.path;
    plan.terms = terms;
    return replay_once(plan, portal, *journal, [this] { return Now{tick, wall}; });
  }
};

}  // namespace usher
