#pragma once

namespace usher::screen {

/// What a finger or a key on a staff page means.
enum class Act {
  Open,
  Close,
  Tab,
  Letter,
  Erase,
  Shift,
  Enter,
  Next,
  Previous,
  Pick,
  Back,
  CheckIn,
  OpenGroup,
  Toggle,
  ToggleAll,
  Admit,
  Resolve,
  Undo,
  Flag,
  Correct,
  Field,
  TicketType,
  Gate,
  AskForId,
  Training,
  Requirements,
  Volume,
  Confirm,
  LookAgain,
  Skip,
};

}  // namespace usher::screen
