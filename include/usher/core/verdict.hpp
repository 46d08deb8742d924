#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/answer.hpp"
#include "usher/core/event.hpp"
#include "usher/core/pass.hpp"
#include "usher/core/registration.hpp"
#include "usher/core/time.hpp"

namespace usher {

/// What the guest is told, and all that a screen, a record or a script needs to tell it.
struct Verdict {
  enum class Kind { Grant, AlreadyIn, Deny, WrongEvent, WrongGate, NotFound, Hold, NotAPass, kCount };
  enum class Basis { Portal, Roster, Journal, Ledger, None, kCount };
  enum class Recorded { Portal, Queued, No, kCount };

  Kind kind = Kind::NotAPass;
  Basis basis = Basis::None;
  Recorded recorded = Recorded::No;
  std::vector<Reason> reasons;
  std::string code;                          ///< empty for NotAPass
  std::optional<Registration> registration;  ///< who it is, where anybody said so
  std::optional<Wall> checked_in_at;         ///< when they entered before (ALREADY IN) or now (GRANT)
  std::string checked_in_where;              ///< station name when it was one of ours; empty when unknown
  std::string other_event;                   ///< WRONG EVENT: its name
  std::optional<Wall> other_event_starts;
  std::string other_event_place;  ///< empty when nobody said
  std::vector<std::string> gate;  ///< WRONG GATE: what this gate admits

  friend bool is_entry(const Verdict& verdict) { return verdict.kind == Kind::Grant; }
};

/// Words of the JSON (docs/words.md, Words of the JSON): "GRANT", "ALREADY_IN", … ; "portal", "roster", … ;
/// "portal", "queued", "no".
std::string_view verdict_word(Verdict::Kind kind);
std::string_view basis_word(Verdict::Basis basis);
std::string_view recorded_word(Verdict::Recorded recorded);
std::optional<Verdict::Kind> parse_verdict_word(std::string_view word);

/// What a station may decide by itself.
struct Policy {
  enum class Decide { PortalFirst, LocalFirst };
  enum class UnknownOffline { Hold, AdmitAndFlag };
  Decide decide = Decide::PortalFirst;
  UnknownOffline unknown_offline = UnknownOffline::Hold;
  std::vector<std::string> ticket_types;  ///< the gate; empty admits all. Compared without regard to case
};

/// Sends of ours, close together, to which no parsed answer came: the portal may have recorded one of them.
/// Durations and the portal's own clock only, so that no clock of ours needs to be right.
struct LostSends {
  std::optional<milliseconds> age;  ///< of the first, monotonic: where they left in this boot
  std::optional<Wall> by_portal;  ///< the portal's clock at the first: for answers that come in another boot
  std::optional<milliseconds> lasted;  ///< from the first to the last of them; nothing when nobody knows
};

/// Whether this gate admits the ticket type.
bool gate_admits(const Policy& policy, const Registration& registration);

/// One of our own check-ins of a pass, as the journal has it.
struct OwnCheckIn {
  Wall at{};  ///< door time
  std::string station;
  bool granted = false;      ///< the journal admitted this pass
  bool shown_grant = false;  ///< and the screen had it; granted alone means that a crash came between the two
  bool confirmed = false;    ///< the portal has it
  std::vector<LostSends> unanswered;  ///< what an echo may come from; empty when every send has its answer
};

/// All that is known about one presentation when it is judged. Gathered first; nothing in here asks further.
struct Evidence {
  std::optional<Pass> pass;
  Event event;  ///< the bound event
  Policy policy;
  std::vector<Registration>
      roster;                      ///< rows of the bound event with this code: none, one, or a duplicate code
  std::optional<OwnCheckIn> own;   ///< from the journal
  std::optional<Answer> verified;  ///< a read-only answer, when one was asked for and came
  std::optional<Answer> checked_in;  ///< the answer to `checkin`
  std::optional<Failure> failure;    ///< why the last of these did not come
  /// The code under which our roster has the registration that `verified` is about; empty where it has none.
  std::string listed_as;
  bool storage_ok = true;  ///< false when the journal cannot promise anything
};

/// What the guest is told. Pure: docs/door.md, Order.
Verdict judge(const Evidence& evidence);

/// Whether the answer is about another event than the bound one (docs/events-api.md, Trap 3): its name
/// differs, or its start does. An answer that names no event is not another event's; it is nobody's.
bool is_other_event(const Answer& answer, const Event& bound);

/// Whether an ALREADY IN of the portal is the echo of our own attempt (docs/door.md, Reckoning): the check-in
/// is not older than a send of ours that had no parsed answer, and not more than a minute younger.
enum class Echo { No, Yes, CannotTell };
Echo echo_of(const Answer& answer, const OwnCheckIn& own);
bool is_echo(const Answer& answer, const OwnCheckIn& own);

}  // namespace usher
