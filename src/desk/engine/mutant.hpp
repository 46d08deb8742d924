#pragma once

// Known-bad variants of the engine, one line each where they bite. The simulator must catch every one of
// them. Only usher_sim compiles the engine with USHER_SIM; in the product USHER_MUTANT is the constant false.
#ifdef USHER_SIM
#include <vector>

#include "usher/core/answer.hpp"

namespace usher {
enum class Mutant {
  None,
  GreenBeforeCommit,
  CommitWithoutSync,
  DroppedWhenSent,
  AnyHttp200,
  OwnEchoIsAlreadyIn,
  LateAnswerDecides,
  ForgetsUndecided,
  BadRowBlocks,
  WaitsLong,
  ObeysRetryAfter,
  WallClock,
  GivesUp,
  RosterOverwrites,
  DuplicateInMemory,
  SendsBeforeDurable,
  VerifyIsNeverOurs,
  ClosedAsDeny,
  EveryoneToStaff,
  RosterEchoIsAnothers,
  OtherEventCheckedIn,
  EchoNeverEnds,
  DoubledAnswerCounts,
  RefusedIsDone,
  GateForgotten,
  OtherGateCheckedIn,
  LookRecords,
  TakesBackWhatWasSent,
  ExceptionClosesItself,
  OldNameForEver,
  BeginsWithoutTime,
  UnseenIsShown,
  FrozenScreenIsShown,
  LateDrawingForgotten,
  RecoveryHurriesAll,
  LookIsRecorded,
  AnothersRegistration,
};
extern thread_local Mutant active_mutant;

/// Takes every HTTP 200 for success (tests/sim/mutants.cpp).
void believe_any_200(PortalResult<Answer>& answer, const std::vector<Registration>& roster);
}  // namespace usher
#define USHER_MUTANT(name) (::usher::active_mutant == ::usher::Mutant::name)
#define USHER_MUTATE(what) what
#else
#define USHER_MUTANT(name) false
#define USHER_MUTATE(what) static_cast<void>(0)
#endif
