#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "usher/core/readiness.hpp"
#include "usher/core/registration.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// What staff ask of the desk, from the screen. A check-in by hand is not among them: it is a scan like any
/// other, with Source::Hand.
struct StaffRequest {
  enum class Kind {
    Search,      ///< text: any part of name, e-mail, company, code, purchaser
    Group,       ///< text: the purchaser's e-mail; everybody on it
    Recent,      ///< the last presentations, newest first
    Exceptions,  ///< what a person has to close, oldest first
    Waiting,     ///< what the portal has not confirmed yet, oldest first
    Resolve,     ///< id: an exception; text: what the person found
    Undo,        ///< id: a check-in that the portal cannot have; text: why
    Flag,        ///< id: a check-in that it has, or may have; text: why. Becomes a task for the CRM
    Correct,    ///< id: a registration; property, text: one of the five editable properties and its new value
    Register,   ///< guest: a walk-in. Never repeated blindly: the portal would register twice
    Readiness,  ///< every check before doors
  };
  Kind kind = Kind::Search;
  std::uint64_t number = 0;  ///< counts up; the report that answers carries it
  std::string text;
  std::string id;
  std::string property;
  Registration guest;
  bool look_only = false;  ///< Register: it was sent and may exist; looked for, and not sent again
};

/// One presentation as staff look back at it.
struct RecentScan {
  Wall at{};
  Verdict::Kind verdict = Verdict::Kind::Hold;
  Verdict::Recorded recorded = Verdict::Recorded::No;
  std::string guest;
  std::string ticket_type;
  std::string code;
  std::string check_in;    ///< id; empty when none belongs to it
  bool undoable = false;   ///< the portal cannot have it: it can be taken back here
  bool flaggable = false;  ///< the portal has it, or may have it: only the CRM can be corrected
  bool taken_back = false;
};

/// One check-in that the portal has not confirmed.
struct WaitingCheckIn {
  std::string id;
  Wall at{};  ///< at the door
  std::string guest;
  std::string code;
  int attempts = 0;      ///< times it was, or may have been, sent
  std::string sentence;  ///< what came of the last one
};

/// One check-in that needs a person.
struct OpenException {
  std::string id;
  Wall at{};
  std::string guest;
  std::string code;
  std::string sentence;  ///< what is the matter
};

/// What the desk answered last.
struct StaffReport {
  std::uint64_t number = 0;  ///< of the request
  StaffRequest::Kind kind = StaffRequest::Kind::Search;
  bool ok = true;
  std::string sentence;    ///< what came of an action, or why there is no answer; else empty
  bool undecided = false;  ///< Register: it was sent, and nobody knows yet whether it exists
  std::vector<Registration> found;
  bool more = false;  ///< there are more than these
  std::vector<RecentScan> recent;
  std::vector<OpenException> exceptions;
  std::vector<WaitingCheckIn> waiting;
  std::vector<Finding> findings;  ///< Readiness
};

/// Whether answering changes anything, here or at the portal. In training nothing may.
bool writes(StaffRequest::Kind kind);

/// How the door works for now, chosen by staff.
struct DoorMode {
  bool ask_for_id = false;  ///< a pass is looked at first; a person confirms, and only then is it checked in
  bool training = false;    ///< nothing is ever written
  std::optional<std::vector<std::string>> gate;  ///< instead of the configured one
  friend bool operator==(const DoorMode&, const DoorMode&) = default;
};

}  // namespace usher
