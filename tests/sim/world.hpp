#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "dice.hpp"
#include "memory_journal.hpp"
#include "usher/desk/engine/admission.hpp"
#include "usher/desk/engine/courier.hpp"

namespace usher::sim {

using Ms = std::int64_t;  ///< of the world's own clock, which nobody in it can read

constexpr int kNobody = -1;
constexpr int kOutsider = -2;
constexpr Ms kQuickWrite = 30;  ///< what a commit takes at most on a disk that is well

/// A code that people carry, and what the portal has in its books for it.
struct Pass {
  enum class Kind { Good, Refused, OtherEvent, Forged, Doubled, Late, BadRow };
  Kind kind = Kind::Good;
  std::string code;
  Registration books;
  std::shared_ptr<const Registration> listed;  ///< as rosters have it; nothing once the books have changed
  Registration namesake;                       ///< Doubled: the other registration with this code
  Ms appears = 0;                              ///< the portal's index finds it from then on
  Ms registered = 0;                           ///< a roster fetched later has it
  Ms cancelled_at = -1;
  int committed_by = kNobody;  ///< station, or kOutsider
  Ms committed_at = 0;
  bool ever_eligible = false;
  // ---- what people saw
  bool granted_anywhere = false;
  int presented = 0;
  std::array<int, 3> sent_in_peace{};  ///< by each station, once the faults are over
};

/// One code held up before one station.
struct Presentation {
  int station = 0;
  int pass = -1;  ///< -1: not a pass
  Ms decoded = 0;
  Ms disk_lost = 0;  ///< what the station's disk had cost guests until then
  int tries_left = 0;
  Scan::Source source = Scan::Source::Camera;
  bool only_looks = false;  ///< training, or an ID is asked for first
  bool served = false;
};

enum class Trouble {
  None,
  NotSent,
  LostBefore,
  LostAfter,
  GarbageBefore,
  GarbageAfter,
  ErrorBefore,
  ErrorAfter,
  Paced,
  Blocked,
  Mismatch,
  Crossed,  ///< another guest's good answer, whoever was asked about
  SaidUnrecorded,
  SaidRecorded,  ///< of a look
  Slow,
  Lingers,
};

/// A check-in that a station sent, or wrote down as maybe sent.
struct Attempt {
  int station = 0;
  int pass = 0;
  Ms at = 0;             ///< when its note was begun: the row says so, and what the commit took is doubt, too
  bool asked = false;    ///< it did leave
  bool told = false;     ///< an answer came that decides
  bool settled = false;  ///< and that is written down: no echo can come from it
};

/// A question on its way.
struct Request {
  int station = 0;
  int life = 0;
  int desk = 0;
  bool by_courier = false;
  int pass = 0;
  bool check_in = false;
  int number = 0;
  Trouble trouble = Trouble::None;
  Ms sent = 0;
  Ms back = 0;  ///< how long the answer travels
  Ms limit = 0;
  bool over = false;  ///< the asker has its answer, or gave up
  bool probe = false;
  PortalResult<Answer> answer = Failure{};
};

struct Station {
  int index = 0;
  int life = 0;  ///< counts crashes: what belongs to an earlier life never arrives
  bool up = false;
  int boots = 0;
  Ms boot_began = 0;
  Ms tick_base = 0;
  Ms wall_skew = 0;
  std::string boot;
  Terms terms;
  int desk = 0;  ///< counts how often the door's engine was made anew
  bool asks_for_id = false, trains = false;
  Ms event_learnt = 0;  ///< when it heard the event's name that it knows
  std::unique_ptr<Admission> admission;
  std::unique_ptr<Courier> courier;
  MemoryJournal journal;
  std::vector<std::shared_ptr<const Registration>> roster;
  bool has_roster = false;
  // ---- attend
  bool busy = false;
  int in_hand = -1;  ///< presentation being served
  int newest = -1;   ///< presentation in the slot
  int seen = -1;
  bool was_listed = false;  ///< the roster had the pass in hand when it was looked at
  bool to_display = false;
  bool to_reopen = false;
  Verdict::Kind on_screen = Verdict::Kind::NotAPass;
  bool came_late = false;  ///< when the hand was there already
  // ---- the screen
  Ms frozen_until = 0;                  ///< it draws nothing before
  Ms shown_at = 0, draws_at = 0;        ///< the verdict in its slot: since when, and when it is drawn
  int in_slot = -1;                     ///< presentation that it is about
  std::string row_in_slot;              ///< id of its check-in
  std::vector<std::string> drawn_late;  ///< check-ins whose green was given up on and drawn after all
  Ms disk_lost = 0;                     ///< that slow commits cost guests so far
  Ms write_takes = 0, last_write = 0;   ///< of the door: under way; done
  Ms write_before = 0;                  ///< the last one before the presentation in hand
  int writes = 0;                       ///< for the presentation in hand
  Ms write_began[2] = {};               ///< of the door, of the courier
  Admission::Incident next_attend = Admission::Displayed{};
  Change attend_change;
  // ---- carry
  std::optional<Tick> portal_heard;
  Courier::Incident next_carry = Courier::Woke{};
  Change carry_change;
  std::optional<std::size_t> attempt_in_hand[2];  ///< of the door, of the courier
  bool carry_waits = false;
  int asked_by_courier = 0;
  std::uint64_t carry_wait = 0;
  // ---- link and disk as they are now
  int link = 0;
  bool disk_bad = false;
  Ms disk_slow = 0;  ///< what a commit takes at most; 0: as long as it should
  Ms started = 0;
};

/// What happened often enough to prove something: a run in which no answer was lost proves nothing.
enum class Sometimes {
  GrantPortal,
  GrantQueued,
  AlreadyInOwn,
  AlreadyInPortal,
  Deny,
  WrongEvent,
  NotFound,
  Hold,
  HoldUndecided,
  NotAPass,
  GrantByEcho,
  Echo,
  Duplicate,
  LateDeny,
  Unknown,
  NotRecorded,
  Parked,
  Confirmed,
  AttemptRecorded,
  AttemptOver,
  Crash,
  PowerCut,
  CrashWhileAsking,
  LostAnswer,
  LateArrival,
  StaleWrite,
  DiskTrouble,
  LinkDown,
  Lingered,
  DoubledAnswer,
  LongOutage,
  Paced,
  Blocked,
  Mismatch,
  Crossed,
  LookSaidRecorded,
  DoubleAdmission,
  AmbiguousEcho,
  ForeignLostAnswer,
  Outsider,
  OtherBootEcho,
  WrongGate,
  OnlyLooked,
  ByHand,
  TakenBack,
  TooLateToTakeBack,
  ClosedByPerson,
  Renamed,
  WrongEventWhileRenamed,
  ClockJumped,
  RefusedButOnDisk,
  CrashBeforeScreen,
  IndexLagged,
  DiskSlow,
  LateGreen,
  GreenForNobody,
  NeverDrawn,
  DrawnLate,
  Count,
};
using Counters = std::array<std::uint64_t, static_cast<std::size_t>(Sometimes::Count)>;
const char* sometimes_word(Sometimes what);

/// One simulated morning at the doors: stations with the product's own engines, a portal, networks, disks and
/// people, all from one seed. The oracle looks on from outside.
class World {
 public:
  World(std::uint64_t seed, bool trace);
  /// Runs to the end. The first broken invariant, or nothing.
  std::string run();
  const Counters& counters() const { return counters_; }
  /// What happened, line by line, when asked for.
  const std::string& told() const { return told_; }

 private:
  struct Event {
    Ms at;
    std::uint64_t number;
    enum class Kind {
      Present,
      Attend,
      AttendWrote,
      Carry,
      CarryWrote,
      CarryWakes,
      Arrives,
      AnswerBack,
      GivesUp,
      RosterBack,
      ProbeBack,
      Crash,
      PowerCut,
      Start,
      Displayed,
      LinkChanges,
      DiskChanges,
      DiskSlows,
      ScreenFreezes,
      DrawsLate,
      Outsider,
      Cancel,
      TakeBack,
      ClosesException,
      Renames,
      Flush,
      ClockJump,
    } kind;
    int station;
    int life;
    std::uint64_t what;
    bool operator>(const Event& other) const {
      return at != other.at ? at > other.at : number > other.number;
    }
  };

  // ---- world.cpp: the morning's plan, the queue
  void plan();
  void plan_pass(int index);
  void plan_faults();
  void at(Ms when, Event::Kind kind, int station = 0, std::uint64_t what = 0);
  void handle(const Event& event);
  void count(Sometimes what) { ++counters_[static_cast<std::size_t>(what)]; }
  /// A line of the story; its words cost nothing while nobody reads.
  template <class... Words>
  void say(int station, const Words&... words) {
    if (!trace_) return;
    std::string line;
    ((line += words), ...);
    tell(station, line);
  }
  void tell(int station, const std::string& line);
  bool quiet() const;
  void violate(const std::string& what);
  bool faults() const { return now_ < kFaultsEnd; }
  Wall portal_wall(Ms when) const { return Wall(milliseconds(kEpoch + portal_skew_ + when)); }

  // ---- staff.cpp: what people at the station do beside holding codes up
  void plan_staff();
  void plan_group(int passes);
  void confirm_by_hand(const Presentation& looked_at);
  void take_back(Station& s, int pass);
  void close_an_exception(Station& s);
  void rename();

  // ---- station.cpp: the shells, as attend and carry are
  Now clock(const Station& s) const;
  void start(Station& s);
  void stop(Station& s, bool power_cut);
  void present(int presentation);
  void reopen(Station& s);
  void renew_admission(Station& s);
  Ms write_time(const Station& s);
  void serve_next(Station& s);
  void attend(Station& s, const Admission::Action& action);
  void carry(Station& s, const Courier::Action& action);
  void displayed(Station& s);
  void sees_green(Station& s, int presentation);
  void draws_late(Station& s, int presentation);
  bool takes_in_late(Station& s);
  void tell_row(const Station& s, const std::string& who, const Change& change);
  void wake_courier(Station& s);
  std::vector<Registration> roster_of(const Station& s, const std::string& code) const;
  std::string listed_as(const Station& s, const PortalResult<Answer>& answer) const;

  // ---- portal.cpp: networks and the portal's books
  void send(Request request);
  Trouble throw_trouble(const Station& s, int pass, bool check_in);
  void arrives(Request& request);
  PortalResult<Answer> look_up(const Request& request);
  void answer_back(std::size_t index);
  void gives_up(std::size_t index);
  void deliver(const Request& request, const PortalResult<Answer>& answer, bool is_late);
  void fetch_roster(Station& s);
  void commit(int pass, int by);

  // ---- attempts.cpp: what an echo may come from
  void attempted(Station& s, bool by_courier, int pass, bool asked, Ms since);
  void told(Station& s, const Request& request, const PortalResult<Answer>& answer);
  Written write_down(Station& s, bool by_courier);
  bool may_be_echo(int station, int pass) const;

  // ---- oracle.cpp
  void shown(Station& s, const Admission::Show& show);
  void look_at_record(const Station& s, const Admission::Show& show, bool storage);
  void look_at_verdict(Station& s, const Verdict& verdict, bool storage);
  void look_at_grant(Station& s, const Presentation& one, const Verdict& verdict);
  void look_at_already_in(const Station& s, const Pass& pass, const Verdict& verdict);
  bool may_have_old_name(const Station& s) const;
  void look_at_parked(const Station& s, const Change& change);
  void people_react(Station& s, int presentation, const Verdict& verdict);
  void final_look();
  void look_at_row(const Station& s, const Pass& pass);

  static constexpr Ms kFaultsEnd = 120'000;
  static constexpr Ms kEnd = 900'000;
  static constexpr Ms kEpoch = 1'781'524'800'000;

  Dice dice_;
  bool trace_;
  Ms now_ = 0;
  std::uint64_t events_ = 0;
  int guests_to_come_ = 0;  ///< presentations that are planned
  std::priority_queue<Event, std::vector<Event>, std::greater<>> queue_;
  std::vector<Station> stations_;
  std::vector<Pass> passes_;
  std::vector<Presentation> presentations_;
  std::vector<Request> requests_;
  usher::Event event_;
  Ms portal_skew_ = 0;
  int ids_ = 0;
  std::string violation_;
  std::string told_;
  Counters counters_{};

  std::vector<Attempt> attempts_;
  std::set<std::pair<int, int>> granted_;    ///< station, pass
  std::set<std::pair<int, int>> told_late_;  ///< station and pass: drawn late, and durable as such
  std::set<std::pair<int, int>> tried_;
  Ms renamed_at_ = -1;
};

}  // namespace usher::sim
