// usage: usher_network [--deadline MS]
// Every row of the table in docs/door.md, What an answer is, through the real desk: attend, its HTTP, its
// journal on disk, and a portal behind a proxy that spoils one thing. Prints class, verdict and time of each
// row, the time from the scan to the published verdict; ends with 1 when one is late or wrong.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "network.hpp"
#include "usher/desk/desk.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/desk/roster/roster.hpp"
#include "usher/portal/worksby/worksby.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

using namespace usher;

namespace {

constexpr milliseconds kMargin{250};  // I5
constexpr int kTries = 3;             // a machine with other things to do is late now and then

/// The class of an answer, and the word for it.
struct Noted {
  NetworkRow::Class kind;
  std::string word;
};

template <class T>
Noted noted(const PortalResult<T>& result) {
  if (result) return {NetworkRow::Class::Answered, "answered"};
  const std::string word = failure_word(result.failure().kind);
  switch (result.failure().kind) {
    case Failure::Kind::NotSent:
      return {NetworkRow::Class::NotSent, word};
    case Failure::Kind::MaybeSent:
      return {NetworkRow::Class::MaybeSent, word};
    case Failure::Kind::LicenceInactive:
    case Failure::Kind::NotAuthorised:
    case Failure::Kind::Blocked:
    case Failure::Kind::Paced:
    case Failure::Kind::Refused:
    case Failure::Kind::kCount:
      break;
  }
  return {NetworkRow::Class::Answered, word};
}

/// The real portal of the door, with a note of each outcome.
class Listening : public Portal {
 public:
  Listening(std::unique_ptr<Portal> portal, std::function<void(Noted)> note)
      : portal_(std::move(portal)), note_(std::move(note)) {}
  PortalResult<Answer> verify(const Pass& pass, milliseconds limit) override {
    return told(portal_->verify(pass, limit));
  }
  PortalResult<Answer> check_in(const Pass& pass, milliseconds limit) override {
    return told(portal_->check_in(pass, limit));
  }
  PortalResult<bool> licensed(milliseconds limit) override { return portal_->licensed(limit); }
  bool warm(milliseconds limit) override { return portal_->warm(limit); }
  PortalResult<std::vector<Event>> events(milliseconds limit) override { return portal_->events(limit); }
  PortalResult<RosterHead> roster(const std::string& name, const RegistrationSink& sink,
                                  milliseconds limit) override {
    return portal_->roster(name, sink, limit);
  }
  PortalResult<Registration> register_guest(const std::string& event, const WalkIn& guest,
                                            milliseconds limit) override {
    return portal_->register_guest(event, guest, limit);
  }
  PortalResult<bool> correct(const std::string& id, const std::string& property, const std::string& value,
                             milliseconds limit) override {
    return portal_->correct(id, property, value, limit);
  }
  PortalResult<std::vector<std::string>> events_of_contact(const std::string& id,
                                                           milliseconds limit) override {
    return portal_->events_of_contact(id, limit);
  }

 private:
  PortalResult<Answer> told(PortalResult<Answer> result) {
    note_(noted(result));
    return result;
  }
  std::unique_ptr<Portal> portal_;
  std::function<void(Noted)> note_;
};

/// A portal in order, and its guests who may enter.
struct World {
  Sandbox sandbox{{.guests = 1500}};
  PortalPacer pacer{{.per_second = 1000, .burst = 1000}};
  Event event;
  std::vector<Registration> guests;
  std::size_t next = 0;
  std::set<std::string> inside;  ///< codes that are, or must be in the end, checked in at the portal

  std::unique_ptr<Portal> portal(const std::string& url, const std::string& ca_file,
                                 std::stop_token stop = {}) {
    return make_portal({.url = url, .id = "12345678", .ca_file = ca_file}, pacer, PortalUse::Door,
                       std::move(stop));
  }
  std::string url() const { return sandbox.origin() + "/apps/events/"; }

  std::vector<Registration> registrations() {
    std::vector<Registration> rows;
    const auto head = portal(url(), "")->roster(
        "Annual Member Conference", [&](Registration&& row) { rows.push_back(std::move(row)); }, seconds(60));
    if (!head) throw std::runtime_error(head.failure().detail);
    event = head->event;
    return rows;
  }
  World() {
    std::set<std::string> codes, doubled;
    const auto rows = registrations();
    for (const Registration& row : rows)
      if (!codes.insert(row.code).second) doubled.insert(row.code);
    for (const Registration& row : rows) {
      if (row.attendance_status == "checked_in") inside.insert(row.code);
      if (standing_of(row).kind == Standing::Kind::Eligible && !doubled.contains(row.code))
        guests.push_back(row);
    }
  }
  const Registration& guest() {
    if (next == guests.size()) throw std::runtime_error("the sandbox has too few guests for all rows");
    return guests[next++];
  }
};

/// What one guest saw, and when.
struct Seen {
  Verdict verdict;
  milliseconds time{0};
};

/// A station's desk on a folder of its own: `attend` in its thread, as in the program.
class Door {
 public:
  Door(World& world, const Grounds& grounds) : world_(world) {
    char name[] = "/tmp/usher-network-XXXXXX";
    plan.folder = mkdtemp(name);
    plan.terms = Terms{.station = "North door 1",
                       .event = world.event,
                       .policy = {.decide = Policy::Decide::PortalFirst},
                       .deadline = grounds.deadline,
                       .boot = boot_id()};
    held_ = std::make_unique<StateFolder>(plan.folder);
  }
  ~Door() {
    close();
    held_.reset();
    std::filesystem::remove_all(plan.folder);
  }
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  void list(const std::vector<Registration>& guests) {
    RosterBuilder builder(plan.folder);
    for (const Registration& guest : guests) builder.add(guest);
    builder.adopt({.event = world_.event, .rows = static_cast<int>(guests.size()), .boot = boot_id()});
  }
  void open(const std::string& url, const std::string& ca_file) {
    const std::uint64_t before = joints_.desk.version();
    loop_ = std::jthread([this, url, ca_file](std::stop_token stop) {
      attend(
          stop, plan,
          [&] {
            return std::make_unique<Listening>(world_.portal(url, ca_file, stop), [this](Noted n) {
              const std::lock_guard lock(mutex_);
              notes_.push_back(std::move(n));
            });
          },
          joints_);
    });
    std::uint64_t seen = before;
    joints_.desk.next(seen, {}, seconds(30));
  }
  void close() { loop_ = {}; }

  Seen present(const Registration& guest) {
    std::uint64_t seen = joints_.desk.version();
    const Tick shown = clock_now().tick;
    const auto number = joints_.scans.put_numbered({.payload = guest.code, .decoded = shown});
    while (clock_now().tick - shown < seconds(60)) {
      const auto report = joints_.desk.next(seen, {}, seconds(1));
      if (!report || report->scan != number || report->stage != DeskReport::Stage::Decided) continue;
      if (is_entry(report->verdict)) world_.inside.insert(guest.code);
      return {report->verdict, clock_now().tick - shown};
    }
    throw std::runtime_error("no verdict at all");
  }
  /// The outcomes of the questions since the last time.
  std::vector<Noted> notes() {
    const std::lock_guard lock(mutex_);
    return std::exchange(notes_, {});
  }

  DeskPlan plan;

 private:
  World& world_;
  std::unique_ptr<StateFolder> held_;
  Joints joints_;
  std::mutex mutex_;
  std::vector<Noted> notes_;  // Guarded by mutex_.
  std::jthread loop_;         // last: it ends before what it uses
};

struct Outcome {
  std::string words;                    ///< the line of the table
  std::vector<std::string> complaints;  ///< what is wrong, without lateness
  milliseconds longest{0};
  bool late = false;
};

std::string said(const Seen& seen) {
  char text[64];
  std::snprintf(text, sizeof text, "%-9s %-6s %5lld ms", std::string(verdict_word(seen.verdict.kind)).c_str(),
                std::string(recorded_word(seen.verdict.recorded)).c_str(),
                static_cast<long long>(seen.time.count()));
  return text;
}

/// After the fault: the courier's errand against the portal in order. Each admission is confirmed once.
void deliver(World& world, Door& door, const NetworkRow& row, const Registration& known, Outcome& outcome) {
  JournalFile journal(door.plan.folder);
  const auto portal = world.portal(world.url(), "");
  const Replayed replayed = replay_once(door.plan, *portal, journal);
  if (replayed.left_waiting > 0 || replayed.exceptions > 0)
    outcome.complaints.emplace_back("not all was delivered");
  for (const CheckIn& check_in : journal.queue(true)) {
    if (check_in.code != known.code) continue;
    const Reckoning wanted = row.commits ? Reckoning::Echo : Reckoning::Confirmed;
    if (check_in.reckoning != wanted) {
      outcome.complaints.push_back(
          "reckoned " + std::string(check_in.reckoning ? reckoning_word(*check_in.reckoning) : "not at all"));
    }
    return;
  }
  outcome.complaints.emplace_back("no check-in in the journal");
}

/// One row: a guest on the roster, one who is not, and one when the link is known to be down; then the
/// delivery.
Outcome play(World& world, const NetworkRow& row, const Grounds& grounds) {
  Outcome outcome;
  Door door(world, grounds);
  const Registration &warm = world.guest(), &known = world.guest(), &stranger = world.guest(),
                     &third = world.guest();
  door.list({warm, known, third});
  std::vector<Noted> notes;
  Seen first, second, last;
  std::size_t failures = 0;
  {
    const Foe foe = row.foe(grounds);
    door.open(foe.url, foe.ca_file);
    if (row.warm) {
      if (door.present(warm).verdict.recorded != Verdict::Recorded::Portal)
        outcome.complaints.emplace_back("the guest before was not recorded");
      door.notes();
    }
    first = door.present(known);
    notes = door.notes();
    second = door.present(stranger);
    failures = door.notes().size() + notes.size();
    last = door.present(third);
    door.close();
  }
  const auto wrong = [&](bool good, const std::string& complaint) {
    if (!good) outcome.complaints.push_back(complaint);
  };
  // Where the connection never stands, opening it ahead may have taken the guest's time: then nobody was
  // asked.
  const bool unasked = notes.empty() && row.expected == NetworkRow::Class::NotSent;
  wrong(unasked || (!notes.empty() && notes.front().kind == row.expected), "another class");
  wrong(first.verdict.kind == Verdict::Kind::Grant, "a good pass was not granted");
  wrong(first.verdict.recorded == row.recorded, "recorded otherwise");
  wrong(second.verdict.kind == row.stranger, "the stranger saw another verdict");
  wrong(last.verdict.kind == Verdict::Kind::Grant, "the third guest was not granted");
  outcome.longest = std::max({first.time, second.time, last.time});
  outcome.late = outcome.longest > grounds.deadline + kMargin;
  // Two failures in a row, and nobody waits for the portal any more.
  const bool down = failures == 2 && second.verdict.kind == Verdict::Kind::Hold &&
                    row.expected != NetworkRow::Class::Answered;
  if (down && last.time > kMargin) outcome.late = true;
  deliver(world, door, row, known, outcome);
  char text[200];
  std::snprintf(text, sizeof text, "%-44s %-16s %s | %s | %5lld ms", row.name.c_str(),
                notes.empty() ? "not asked" : notes.front().word.c_str(), said(first).c_str(),
                said(second).c_str(), static_cast<long long>(last.time.count()));
  outcome.words = text;
  return outcome;
}

/// Plays a row until it is in time, a few times at most; what is wrong is wrong at once.
bool judge_row(World& world, const NetworkRow& row, const Grounds& grounds, milliseconds& longest) {
  for (int attempt = 1;; ++attempt) {
    const Outcome outcome = play(world, row, grounds);
    std::string end;
    for (const std::string& complaint : outcome.complaints) end += "  WRONG: " + complaint;
    const bool again = outcome.late && outcome.complaints.empty() && attempt < kTries;
    if (outcome.late) end += again ? "  late, repeated" : "  LATE";
    std::printf("%s%s\n", outcome.words.c_str(), end.c_str());
    std::fflush(stdout);
    if (again) continue;
    longest = std::max(longest, outcome.longest);
    return !outcome.late && outcome.complaints.empty();
  }
}

}  // namespace

int main(int argc, char** argv) {
  Grounds grounds;
  if (argc == 3 && std::strcmp(argv[1], "--deadline") == 0) {
    grounds.deadline = milliseconds(std::atoi(argv[2]));
  } else if (argc != 1) {
    std::fputs("usage: usher_network [--deadline MS]\n", stderr);
    return 2;
  }
  World world;
  grounds.portal = world.sandbox.port();
  std::printf("%-44s %-16s %-25s | %-25s | %s\n", "what the network does", "class", "on the roster",
              "not on the roster", "third guest");
  int rows = 0, wrong = 0;
  milliseconds longest{0};
  for (const auto& part : {unreached_rows(), broken_rows(), status_rows()}) {
    for (const NetworkRow& row : part) {
      ++rows;
      if (!judge_row(world, row, grounds, longest)) ++wrong;
    }
  }
  // Whoever was let in is checked in at the portal, whatever the network had done, and nobody else.
  std::set<std::string> books;
  for (const Registration& row : world.registrations())
    if (row.attendance_status == "checked_in") books.insert(row.code);
  const bool same = books == world.inside;
  std::printf("%zu guests inside, %zu checked in at the portal%s\n", world.inside.size(), books.size(),
              same ? "" : "  WRONG: they are not the same");
  std::printf("%d rows, %d wrong or late; the longest verdict took %lld ms, the limit is %lld ms\n", rows,
              wrong, static_cast<long long>(longest.count()),
              static_cast<long long>((grounds.deadline + kMargin).count()));
  return wrong == 0 && same ? 0 : 1;
}
