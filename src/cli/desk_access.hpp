#pragma once

#include <memory>
#include <string>

#include "usher/core/settings.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/desk.hpp"
#include "usher/desk/engine/terms.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/portal/worksby/worksby.hpp"

namespace usher {

/// The desk of a station for one command: its folder held, its event bound, its portal at hand. Throws
/// std::runtime_error with a sentence when there is no such event or the folder is not to be had.
struct DeskAccess {
  explicit DeskAccess(const Settings& settings, PortalUse use);

  StateFolder folder;
  JournalFile journal;
  PortalPacer pacer;
  std::unique_ptr<Portal> portal;
  Binding binding;
  Terms terms;
};

// For commands that only read and make nothing. Both throw Mistake.

/// What is in the state folder is this user's to read.
void expect_readable(const Settings& settings);
/// And there is a journal.
void expect_journal(const Settings& settings);

}  // namespace usher
