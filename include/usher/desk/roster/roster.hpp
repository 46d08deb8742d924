#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "usher/core/event.hpp"
#include "usher/core/registration.hpp"
#include "usher/core/time.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

class Database;
class SearchText;

/// What a roster says of itself.
struct RosterCard {
  Event event;
  int rows = 0;
  int registered = 0;  ///< cancelled ones left out
  int checked_in = 0;  ///< by the portal's word
  int bad_rows = 0;
  Wall fetched_at{};
  std::optional<Wall> portal_date;  ///< the portal's own clock when it answered
  std::string boot;                 ///< and tick of the fetch, to tell its age without a wall clock
  Tick fetched;
};

/// The local copy of the bound event's registrations, in a file of its own that is swapped whole. Reading one
/// never waits for another being built. One instance belongs to one thread; it notices by itself that a newer
/// file took its place.
class Roster {
 public:
  explicit Roster(std::string folder);
  ~Roster();

  /// False while there is none.
  bool present();
  std::optional<RosterCard> card();
  /// Registrations with this code: none, one, or a duplicate code.
  std::vector<Registration> with_code(const std::string& code);
  /// The code of the registration with this id; empty when there is none, or it has none.
  std::string code_of(const std::string& id);
  /// Staff look somebody up: every word must be part of the name, company, e-mail, purchaser or code, with
  /// diacritics and case folded on both sides. Best first: where each begins a word, then where one stands in
  /// the middle (from three Latin letters on); both in order of the alphabet.
  std::vector<Registration> find(const std::string& text, int limit = 20);
  /// Reads what `find` looks through, where it has not yet: some hundred bytes a registration are kept. For
  /// when there is time, so that the first letter that staff type does not wait for it.
  void prepare();
  /// In order of names.
  std::vector<Registration> all(int limit = 1'000'000, int offset = 0);

 private:
  bool open();

  std::string folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<SearchText> text_;  // of the file that is open
  std::uint64_t inode_ = 0;
};

/// The code under which our roster has the registration of this answer; empty where it has none.
std::string listed_as(Roster& roster, const PortalResult<Answer>& answer);

/// What a new list would change, counted against the one we have.
struct RosterChange {
  int rows = 0;                       ///< of the new list
  int codes = 0;                      ///< on the old list
  int moved = 0;                      ///< of these: belong to another guest now, or to nobody
  int entered = 0;                    ///< checked in on the new list, and not on the old one
  std::optional<milliseconds> since;  ///< between the two lists; nothing when no clock can tell
};

/// A roster being built aside, row by row. Nothing of it is seen before `adopt`; without it nothing remains.
class RosterBuilder {
 public:
  explicit RosterBuilder(std::string folder);
  ~RosterBuilder();

  void add(const Registration& registration);
  /// All rows are in. A registration that is listed twice is one guest, and its later row counts.
  void complete();
  /// Of a complete list. `since` is left open.
  RosterChange change() const;
  /// Completes the list where that was not done. Durable and in place when this returns.
  void adopt(RosterCard card);

 private:
  std::string folder_;
  std::unique_ptr<Database> database_;
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

/// What a person has looked at and found right.
struct PersonsWord {
  bool shrunken = false;  ///< a list that lost many
  bool changed = false;   ///< a list whose codes changed hands, or in which more came in than doors can serve
};

/// Why a roster that came may not replace the one we have; empty when it may (docs/door.md,
/// Journal and roster on disk).
std::string objection_to(const RosterHead& head, const RosterChange& change, const Event& bound,
                         const std::optional<RosterCard>& have, PersonsWord word);

/// Fetches a roster and adopts it. What came of it, for the errands and for `usher roster sync`. `limit` is
/// for a list that says nothing: one that keeps coming gets more time as it comes.
struct RosterOutcome {
  bool adopted = false;
  std::optional<Failure> failure;  ///< of the portal
  std::string objection;           ///< why a whole roster was not adopted
  std::optional<RosterCard> card;  ///< of the adopted one
};
RosterOutcome sync_roster(Portal& portal, const std::string& folder, const Event& bound, Now now,
                          PersonsWord word, milliseconds limit = seconds(60));

/// For searching: case and diacritics taken off Latin, Greek and Cyrillic letters, "ß" to "ss", "ø" to "o";
/// everything that is no letter and no digit becomes a space. Other scripts stay as they are.
std::string folded(std::string_view text);

}  // namespace usher
