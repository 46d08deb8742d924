#pragma once

#include "staff.hpp"

namespace usher::screen {

// Steps that the pages' two halves share: where a touch leads, and what is typed.

/// Asks the desk; what it answered before belongs to another question.
void ask(Staff& staff, StaffWork& work, StaffRequest request);

/// A letter, or one taken back: into the PIN, the search, a note or a walk-in's field.
void typed(Staff& staff, int letter, bool erase, const StaffWorld& world, StaffWork& work);

/// Enter on a keyboard; `button` where a page has a button for it.
void enter(Staff& staff, bool button, const StaffWorld& world, StaffWork& work);

}  // namespace usher::screen
