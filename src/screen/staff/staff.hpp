#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "screen/render/act.hpp"
#include "usher/core/staff_requests.hpp"
#include "usher/core/time.hpp"

namespace usher::screen {

enum class StaffPage {
  Closed,
  Pin,
  Search,
  Guest,
  Group,
  Recent,
  Exceptions,
  Queue,
  WalkIn,
  Door,
  Readiness,
  Note,
  Confirm
};

/// What a walk-in is asked for, in this order; the first three are required.
enum class Field { FirstName, LastName, Email, Company, Phone, kCount };

/// Where staff are and what they have typed. Everything they see beside it is in the reports.
struct Staff {
  StaffPage page = StaffPage::Closed;
  StaffPage before = StaffPage::Search;  ///< where Back leads
  std::string pin;                       ///< typed so far
  int wrong = 0;                         ///< PINs in a row
  Tick barred_until{};
  Tick touched{};
  std::string query;
  int first = 0;  ///< of the rows shown
  std::optional<Registration> guest;
  std::vector<std::string> chosen_codes;  ///< codes
  std::deque<std::string> to_admit;       ///< codes of a group, one after the other
  enum class Purpose { Resolve, Undo, Flag, Correct };
  Purpose purpose = Purpose::Resolve;
  std::string about;  ///< id the note belongs to; for Correct the property
  std::string note;
  std::array<std::string, static_cast<std::size_t>(Field::kCount)> form;
  std::size_t field = 0;
  bool shift = false;  ///< the screen's own keyboard: the next letter the other way round
  std::string ticket_type;
  bool registering = false;  ///< the e-mail is looked up first: nobody is registered twice
  bool sent = false;         ///< the registration is on its way: it is never sent twice
  std::optional<Registration> made;
  struct Doubt {
    std::string email;
    Tick until;
  };
  std::optional<Doubt> doubt;  ///< sent without an answer: for a while only looked for, whoever asks
  std::uint64_t asked = 0;     ///< number of the newest request
  Tick again{};                ///< when a list that lives is asked for again
  bool repeated = false;       ///< the newest request only asked for it again
  StaffReport answer;          ///< the newest there is for this page; its number is 0 while there is none
  std::string sentence;        ///< what came of the last action
  bool trouble = false;        ///< and whether it went wrong
  DoorMode mode;
  std::optional<int> volume;         ///< percent, when staff chose another than the configured one
  std::optional<bool> requirements;  ///< whether verdicts say what a guest needs, when staff chose

  bool open() const { return page != StaffPage::Closed; }
};

/// What the loop has to do about it.
struct StaffWork {
  std::vector<StaffRequest> requests;
  std::vector<std::string> admit;  ///< codes, as scans by hand
  bool mode_changed = false;
};

/// What a step needs to know of the world.
struct StaffWorld {
  Tick now{};
  std::string pin;                        ///< empty: no lock
  std::vector<std::string> ticket_types;  ///< of the event
  std::vector<std::string> gate;          ///< as configured
  int volume = 70;                        ///< as configured
  bool requirements = false;              ///< as configured
};

// Pure: the next state for a touch, a letter, an answer, or time passing.
void touch(Staff& staff, Act act, int value, const StaffWorld& world, StaffWork& work);
void hear(Staff& staff, const StaffReport& report, Tick now, StaffWork& work);
void pass_time(Staff& staff, const StaffWorld& world, StaffWork& work);

/// A guest who passed while an ID is asked for: staff confirm, or let it be.
void ask_for_id(Staff& staff, const Registration& guest, Tick now);

/// Who may still be checked in among these.
bool may_enter(const Registration& guest);

/// Whether the walk-in typed so far was sent already and may exist.
bool is_in_doubt(const Staff& staff, Tick now);

/// Whether the screen's own keyboard gives capitals now: names begin with one, or somebody pressed Shift.
bool gives_capitals(const Staff& staff);

}  // namespace usher::screen
