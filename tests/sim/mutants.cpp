// Known-bad engines that are more than a line (src/desk/engine/mutant.hpp).

#include "desk/engine/mutant.hpp"
#include "usher/desk/engine/admission.hpp"

namespace usher {

thread_local Mutant active_mutant = Mutant::None;

void believe_any_200(PortalResult<Answer>& answer, const std::vector<Registration>& roster) {
  if (!USHER_MUTANT(AnyHttp200) || answer || answer.failure().status != 200 || roster.empty()) return;
  Answer grant;
  grant.decision = Answer::Decision::Grant;
  grant.checked_in = true;
  grant.registration = roster.front();
  answer = grant;
}

/// Those that know less, or worse, of our own attempts than the journal does.
void Admission::mutate_own() {
  const bool listed_in =
      evidence_.roster.size() == 1 && standing_of(evidence_.roster.front()).kind == Standing::Kind::AlreadyIn;
  const bool undecided = evidence_.own && !evidence_.own->granted;
  if (USHER_MUTANT(RosterOverwrites) && evidence_.roster.size() == 1 && !listed_in) {
    own_.clear();
    evidence_.own.reset();
  }
  if (USHER_MUTANT(OwnEchoIsAlreadyIn) && undecided) evidence_.own.reset();
  if (USHER_MUTANT(VerifyIsNeverOurs) && undecided && stage_ == Stage::Verifying) evidence_.own.reset();
  if (USHER_MUTANT(RosterEchoIsAnothers) && undecided && listed_in && stage_ == Stage::Looking)
    evidence_.own.reset();
}

}  // namespace usher
