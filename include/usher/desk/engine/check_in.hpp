#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/frame.hpp"
#include "usher/core/reckon.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// When something happened, on every clock a station has. Two ticks compare only within one boot; the wall
/// clock is for people, and `clock_unsure` says that nobody had confirmed it at the time.
struct Moment {
  std::string boot;
  Tick tick;
  Wall wall{};
  bool clock_unsure = true;
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// Sends of one boot, close together, to which no parsed answer came: the portal may have recorded any of
/// them.
struct UnansweredSends {
  Moment first;
  std::optional<Tick> last;  ///< nothing when nobody knows any more
  /// Computed on reading, never stored: the portal's clock at the first, where that boot heard it.
  std::optional<Wall> first_by_portal;
};

/// One attempt to check a pass in: the fact we deliver, and all that happened to it. A row of the journal,
/// never deleted. A pass has at most one row that is not closed.
struct CheckIn {
  /// Live: `attend` holds it, nobody else may touch it. Waiting: `carry` delivers it. Exception: a person
  /// closes it.
  enum class State { Live, Waiting, Exception, Closed, kCount };

  std::string id;
  std::string event;  ///< id of the bound event
  std::string code;
  std::string registration;  ///< id by the roster or the portal; empty when nobody said
  std::string guest;         ///< name, for the sentence that staff read
  std::string station;
  State state = State::Live;
  bool granted = false;  ///< the guest was given GRANT, or is just about to be
  bool shown = false;    ///< and the screen had it
  bool vouched =
      false;  ///< known to be of the bound event; else it is verified read-only before anything is written
  bool undone = false;  ///< staff took it back while the portal could not have it
  Moment at;            ///< at the door
  int attempts = 0;     ///< times it was, or may have been, sent
  /// Of these, those without a parsed answer, oldest first: a send is in here before its bytes leave.
  std::vector<UnansweredSends> unanswered;
  std::optional<Reckoning> reckoning;  ///< what the last answer meant
  std::optional<Wall> portal_time;     ///< the portal's check_in_datetime
  std::string note;                    ///< why it is an exception; what the person who closed it wrote
  std::string closed_by;
  std::optional<Wall> closed_at;
  std::int64_t revision = 0;  ///< of the journal when this row was last written; 0 is not yet written
};

/// One presentation of a code to this station, and what was said to it. Exactly one for each, refusals
/// included.
struct Presentation {
  std::string id;
  std::int64_t number = 0;  ///< counts up in the journal; 0 is not yet written
  Moment at;                ///< when it was decoded
  std::string station;
  Scan::Source source = Scan::Source::Camera;
  bool repaired = false;
  bool decided = false;  ///< false: cut short by a crash before anything was on the screen
  Verdict::Kind verdict = Verdict::Kind::Hold;
  Verdict::Basis basis = Verdict::Basis::None;
  Verdict::Recorded recorded = Verdict::Recorded::No;
  std::vector<Reason> reasons;
  std::string code;  ///< empty for NOT A PASS: what it said is nobody's business
  std::string registration;
  std::string attendee_name;
  std::string company;
  std::string ticket_type;
  std::string event;  ///< name: the bound event's, for WRONG EVENT the other one's
  std::string where;  ///< ALREADY IN: the station that admitted, when it was one of ours
  std::optional<Wall> checked_in_at;
  milliseconds latency{0};  ///< decode to durable verdict
  std::string check_in;     ///< id of the check-in it belongs to; empty when none
};

/// "waiting", "exception", "closed"; a live row is waiting for everybody else.
std::string_view state_word(CheckIn::State state);

/// The portal said that it has it, or it was found there as our own.
bool is_at_portal(const CheckIn& row);

/// Whether the portal's answer is about this row's registration, as far as both name one.
bool is_about(const Answer& answer, const CheckIn& row);

/// What the guest is told, into the record of it; and as much of it as a record keeps.
void note_verdict(Presentation& record, const Verdict& verdict);
Verdict verdict_of(const Presentation& record);

/// One more send, as maybe sent: written before the bytes leave. `portal` is the portal's clock now, where
/// known.
void note_send(CheckIn& row, const Moment& now, const std::optional<Wall>& portal);

/// Fills in what is computed on reading; `offset` is what is known of the portal's clock in a boot.
void note_portal_clock(CheckIn& row,
                       const std::function<std::optional<milliseconds>(const std::string& boot)>& offset);

/// All rows of one pass together, as `judge` and `reckon` want to know them.
std::optional<OwnCheckIn> own_check_in(const std::vector<CheckIn>& rows, const std::string& boot, Tick now);
OwnCheckIn own_check_in(const CheckIn& row, const std::string& boot, Tick now);

/// A live row after the crash of whoever held it: what may have been sent or shown waits for the courier, the
/// rest is over.
CheckIn released(CheckIn row);

/// Takes an admission back, so that its pass may enter again. False when it is too late
/// (`may_be_taken_back`).
bool take_back(CheckIn& row, const std::string& who, const std::string& note, Wall at);

/// An exception is closed by a person who looked into it and says what was found. False when it is none, or
/// when the note says nothing.
bool close_exception(CheckIn& row, const std::string& who, const std::string& note, Wall at);

/// What an exception or a waiting row is about, in a sentence for staff.
std::string sentence_about(const CheckIn& row);

/// What came of the last attempt to deliver a waiting row, in words for staff.
std::string last_answer(const CheckIn& row);

/// An admission that the portal cannot have: it was never sent, or every send came back without having
/// reached it or with a refusal of the station. Staff may take it back here.
bool may_be_taken_back(const CheckIn& row);

/// An admission that the portal has or may have. It has no undo: a person corrects the CRM.
bool needs_the_crm(const CheckIn& row);

}  // namespace usher
