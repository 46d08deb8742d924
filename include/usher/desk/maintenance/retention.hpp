#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "usher/core/clock_proof.hpp"
#include "usher/core/event.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

/// How long guests' details are kept after an event's end. The roster is needed at the door only; the journal
/// is what questions of the days after are answered from, and then is reduced to hashes.
struct Retention {
  std::chrono::hours roster{24};
  std::chrono::hours journal{30 * 24};
};

struct Overdue {
  bool roster = false;
  bool journal = false;
};

/// What of an event should be gone by that time. An event that never said when it ends is over a day after
/// its start; one that said neither is never overdue by itself. Pure.
Overdue overdue(const Event& event, const Retention& retention, Wall now);

/// What retention did, and what it may not do.
struct Kept {
  /// Names of events that seem to be over by this machine's clock alone. Nothing of theirs is deleted until
  /// two clocks agree, or a person purges.
  std::vector<std::string> due_unproven;
};

/// Keeps what retention needs of an event: its end outlives the roster, and the station's binding to the next
/// one.
void note_event(JournalFile& journal, const Event& event);

/// The events noted in this journal, and the one that `wanted` means among them: id, exact name or url_slug.
std::vector<Event> noted_events(JournalFile& journal);
std::optional<Event> noted_event(const std::string& wanted, JournalFile& journal);

struct Purge {
  bool roster = true;
  bool journal = true;
  bool also_open = false;  ///< check-ins the portal does not have, too: they can never be delivered then
};

struct Purged {
  bool roster = false;             ///< there was one of this event, and it is gone
  int check_ins = 0;               ///< reduced to hashes now
  int presentations = 0;           ///< reduced to hashes now
  int left_open = 0;               ///< kept whole: not delivered, or an exception that nobody closed
  std::vector<std::string> files;  ///< damaged files that were set aside, now deleted
};

/// Deletes the event's roster; takes names, companies, codes, registrations and notes out of its journal
/// rows, and leaves verdicts, times and a salted hash of each code: with the code in hand "was this pass
/// here?" can still be answered. Nothing of what was taken out remains in the files. Throws
/// std::runtime_error when it could not be done.
Purged purge(const std::string& folder, const Event& event, const Purge& what);

/// Purges what is overdue of every noted event by the time that is proven, and says so in the log. Deletes
/// nothing on an unproven clock.
Kept keep_retention(const std::string& folder, const Retention& retention, const ClockWitnesses& clocks);

/// What a reduced row has in the place of the code, for somebody who holds the code: "sha256:…".
std::string reduced_code(JournalFile& journal, const std::string& code);

}  // namespace usher
