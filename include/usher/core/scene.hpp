#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "usher/core/event.hpp"
#include "usher/core/frame.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// What `attend` says of the scan it serves or served last. Published when it starts and when the verdict is
/// durable.
struct DeskReport {
  enum class Stage { Idle, Checking, Decided };
  Stage stage = Stage::Idle;
  std::uint64_t scan = 0;           ///< Scan::number
  std::uint64_t presentations = 0;  ///< verdicts given since start
  Tick decoded;
  Tick at;                            ///< when this was published
  std::optional<Registration> guest;  ///< while checking: who it is by the roster
  Verdict verdict;                    ///< once decided
  bool portal_failing = false;  ///< live questions come to nothing: the courier should look for the portal
  std::string trouble;          ///< the desk cannot work: a sentence with the mend; else empty
  std::string notice;           ///< it works, and badly: a sentence with the mend; else empty
};

/// When a waiting check-in is tried next.
struct NextTry {
  std::string check_in;  ///< id
  Tick due;
};

/// What `carry` says: all that the status line and the ready screen need.
struct Errands {
  enum class Link { Unknown, Up, Down, Blocked };
  Link link = Link::Unknown;
  std::string link_sentence;         ///< why it is down or blocked, for staff; else empty
  std::optional<Tick> portal_heard;  ///< when the portal last answered the courier
  int waiting = 0;                   ///< check-ins to deliver
  std::vector<NextTry> next_tries;   ///< of the first of them, soonest first
  int exceptions = 0;                ///< for a person to close
  std::optional<Event> event;        ///< the bound event, once known
  int registered = 0;                ///< on the roster, cancelled ones left out
  int checked_in_portal = 0;         ///< checked in by the portal's word in the roster
  int admitted_here = 0;             ///< by this station's journal, for this event
  int roster_size = 0;
  std::optional<Tick> roster_fetched;  ///< in this boot
  std::optional<Wall> roster_fetched_at;
  std::string notice;            ///< for staff, e.g. the event was cancelled; else empty
  bool journal_damaged = false;  ///< found on an errand: the station has to start again
  Tick at;
};

/// All reports at one moment.
struct Reports {
  std::string station;
  std::optional<CameraReport> camera;
  std::optional<ScannerReport> scanner;  ///< nothing where there never was a hand scanner
  std::optional<Sighting> sighting;
  std::optional<Scan> scan;  ///< the newest
  std::optional<DeskReport> desk;
  std::optional<Errands> errands;
  std::vector<std::string> gate;  ///< ticket types admitted here; empty is all
  bool sound_missing = false;
  milliseconds deadline{1500};  ///< from decode to verdict
};

/// What is drawn now. Words for people are made by the screen; the scene says which.
struct Scene {
  enum class Kind { Starting, Ready, Checking, Verdict, OutOfOrder };
  Kind kind = Kind::Starting;
  milliseconds age{0};                ///< since it began: transitions are a function of it
  std::uint64_t number = 0;           ///< differs between two guests who get the same verdict
  std::optional<Registration> guest;  ///< Checking
  Verdict verdict;                    ///< Verdict
  bool decided = false;               ///< Verdict: the desk's own, durable; not the hand while it is awaited
  std::optional<milliseconds> latency;  ///< Verdict: decode to published
  bool hint_not_a_pass = false;         ///< Ready: a code that is no pass was just held up
  bool hint_one_at_a_time = false;      ///< Ready: several passes are in view
  std::string trouble;                  ///< OutOfOrder, or a line on Ready: what is wrong and how to mend it
  milliseconds idle{0};                 ///< since the last presentation, to dim after a while
};

/// How long a verdict stays before the screen is ready again. A new scan takes its place at once.
milliseconds dwell(Verdict::Kind kind);

/// The scene of this moment. Pure.
Scene scene_at(Tick now, const Reports& reports);

}  // namespace usher
