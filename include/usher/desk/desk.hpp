#pragma once

#include <functional>
#include <optional>
#include <string>

#include "usher/core/joints.hpp"
#include "usher/desk/engine/admission.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/roster/roster.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

/// A fresh id: 26 characters, in order of time (ULID).
std::string fresh_id(Wall now);

/// Serves one guest after another: does what `Admission` says with a real journal, roster and portal. Belongs
/// to one thread.
class Desk {
 public:
  struct Served {
    Verdict verdict;
    Presentation presentation;
  };
  struct Options {
    bool verify_only = false;             ///< look, record nothing
    std::optional<Tick> portal_heard;     ///< when the courier last heard the portal
    Slot<DeskReport>* reports = nullptr;  ///< told while the portal is asked and when the verdict is durable
  };

  Desk(Terms terms, JournalFile& journal, Roster& roster, Portal& portal,
       std::function<Now()> clock = clock_now);

  /// The verdict, durable when this returns. Within the deadline of the scan's decode, plus what the disk
  /// takes.
  Served serve(const Scan& scan, const Options& options);
  Served serve(const Scan& scan) { return serve(scan, Options{}); }

  /// What became of the verdict before its guest's eyes: it was drawn or printed, or given up on. Until then
  /// a crash leaves it open whether the guest saw the GRANT; a `serve` without it counts the one before as
  /// not seen.
  void displayed(bool seen = true);

  /// The screen drew a check-in's GRANT after it was given up on. False when the journal could not take it
  /// now.
  bool drawn_late(const std::string& check_in);

  /// The event's details as the courier learnt them since.
  void know(const Event& event);

 private:
  Admission::Incident perform(const Admission::Action& action, const Options& options);
  void note_disk();

  Terms terms_;
  JournalFile& journal_;
  Roster& roster_;
  Portal& portal_;
  std::function<Now()> clock_;
  Admission admission_;
  DeskReport report_;
  milliseconds slowest_write_{0};  ///< for the guest in hand
  bool to_display_ = false;
};

}  // namespace usher
