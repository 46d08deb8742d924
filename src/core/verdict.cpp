#include "usher/core/verdict.hpp"

#include <algorithm>
#include <cctype>

#include "usher/core/enumerators.hpp"

namespace usher {

namespace {

constexpr std::string_view kKindWords[] = {"GRANT",      "ALREADY_IN", "DENY", "WRONG_EVENT",
                                           "WRONG_GATE", "NOT_FOUND",  "HOLD", "NOT_A_PASS"};
constexpr std::string_view kBasisWords[] = {"portal", "roster", "journal", "ledger", "none"};
constexpr std::string_view kRecordedWords[] = {"portal", "queued", "no"};
static_assert(std::size(kKindWords) == kCountOf<Verdict::Kind>);
static_assert(std::size(kBasisWords) == kCountOf<Verdict::Basis>);
static_assert(std::size(kRecordedWords) == kCountOf<Verdict::Recorded>);

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

Reason reason_of(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::LicenceInactive:
      return Reason::LicenceInactive;
    case Failure::Kind::NotAuthorised:
      return Reason::PortalNotAuthorised;
    case Failure::Kind::Blocked:
      return Reason::PortalBlocked;
    case Failure::Kind::NotSent:
    case Failure::Kind::MaybeSent:
    case Failure::Kind::Paced:
    case Failure::Kind::Refused:
    case Failure::Kind::kCount:
      return Reason::PortalUnreachable;
  }
  return Reason::PortalUnreachable;
}

/// An answer about another registration than the one that our roster, or the portal itself a moment ago, has
/// for this code is no authority (I7).
bool matches_what_is_known(const Answer& answer, const Evidence& evidence) {
  if (!answer.registration) return true;
  if (!evidence.roster.empty()) return evidence.roster.front().id == answer.registration->id;
  // A code that nobody on our list has, answered with a guest whom our list knows by another code: that is
  // their registration, and this may be anybody's pass.
  if (!evidence.listed_as.empty() && evidence.listed_as != evidence.pass->code) return false;
  if (!evidence.verified || !evidence.verified->registration) return true;
  return evidence.verified->registration->id == answer.registration->id;
}

Verdict hold(Verdict verdict, Reason reason) {
  verdict.kind = Verdict::Kind::Hold;
  verdict.reasons.push_back(reason);
  return verdict;
}

Verdict already_in(Verdict verdict, const Registration& registration) {
  verdict.kind = Verdict::Kind::AlreadyIn;
  verdict.checked_in_at = registration.checked_in_at;
  verdict.reasons = refusal_reasons(registration);
  return verdict;
}

/// ALREADY IN, unless it is the echo of our own lost answer: then this guest was told nothing yet, or to
/// wait.
Verdict already_in_or_echo(const Evidence& evidence, Verdict verdict, const Answer& answer) {
  const Echo echo = evidence.own ? echo_of(answer, *evidence.own) : Echo::No;
  switch (echo) {
    case Echo::Yes:
      verdict.kind = Verdict::Kind::Grant;
      verdict.recorded = Verdict::Recorded::Portal;
      verdict.checked_in_at = answer.registration->checked_in_at;
      return verdict;
    case Echo::CannotTell:
      return hold(std::move(verdict), Reason::EarlierAttemptUndecided);
    case Echo::No:
      break;
  }
  return already_in(std::move(verdict), *answer.registration);
}

/// Eligibility, gate: what is left once our journal did not admit this pass and its event is ours.
Verdict by_registration(const Evidence& evidence, Verdict verdict, const Registration& registration) {
  const Standing standing = standing_of(registration);
  if (standing.kind == Standing::Kind::AlreadyIn) {
    // A roster may have come after our attempt and before its answer.
    Answer seen;
    seen.decision = Answer::Decision::AlreadyIn;
    seen.registration = registration;
    return already_in_or_echo(evidence, std::move(verdict), seen);
  }
  if (standing.kind == Standing::Kind::Refused) {
    verdict.kind = Verdict::Kind::Deny;
    verdict.reasons.insert(verdict.reasons.begin(), standing.reasons.begin(), standing.reasons.end());
    return verdict;
  }
  if (!gate_admits(evidence.policy, registration)) {
    verdict.kind = Verdict::Kind::WrongGate;
    verdict.gate = evidence.policy.ticket_types;
    return verdict;
  }
  verdict.kind = Verdict::Kind::Grant;
  verdict.recorded = Verdict::Recorded::Queued;
  if (standing.was_no_show) verdict.reasons.push_back(Reason::WasNoShow);
  return verdict;
}

Verdict wrong_event(Verdict verdict, const Answer& answer) {
  verdict.kind = Verdict::Kind::WrongEvent;
  verdict.other_event = answer.event_name;
  verdict.other_event_starts = answer.event_starts;
  return verdict;
}

/// The roster has it, or a look before the check-in named our event: a name that was changed in between is
/// the same event's.
bool is_known_as_ours(const Evidence& evidence) {
  if (!evidence.roster.empty()) return true;
  return evidence.checked_in && evidence.verified && evidence.verified->has_event &&
         !is_other_event(*evidence.verified, evidence.event);
}

/// What a check-in was answered, or a look: only a check-in records, whatever the answer to a look says.
enum class Asked { CheckIn, Look };

Verdict by_answer(const Evidence& evidence, Verdict verdict, const Answer& answer, Asked asked) {
  const bool is_recorded = asked == Asked::CheckIn && answer.checked_in;
  verdict.basis = Verdict::Basis::Portal;
  const bool on_roster = !evidence.roster.empty();
  if (answer.decision == Answer::Decision::NotFound) {
    if (!on_roster) {
      verdict.kind = Verdict::Kind::NotFound;
      return verdict;
    }
    // The search index lags behind writes: a pass that our roster knows is not unknown (docs/events-api.md,
    // Trap 15).
    verdict.basis = Verdict::Basis::Roster;
    verdict.registration = evidence.roster.front();
    return by_registration(evidence, std::move(verdict), evidence.roster.front());
  }
  verdict.registration = answer.registration;
  if (!is_known_as_ours(evidence)) {
    if (!answer.has_event) return hold(std::move(verdict), Reason::NoEventLink);
    if (is_other_event(answer, evidence.event)) return wrong_event(std::move(verdict), answer);
  }

  switch (answer.decision) {
    case Answer::Decision::NotFound:
      break;
    case Answer::Decision::AlreadyIn:
      return already_in_or_echo(evidence, std::move(verdict), answer);
    case Answer::Decision::Deny:
      verdict.kind = Verdict::Kind::Deny;
      verdict.reasons = refusal_reasons(*answer.registration);
      // The portal's word stands even where its own statuses do not explain it.
      if (verdict.reasons.empty()) verdict.reasons.push_back(Reason::ContractMismatch);
      return verdict;
    case Answer::Decision::Grant:
      // Once the portal has it recorded, a ticket type that it knows better than our roster refuses nobody.
      if (!is_recorded && !gate_admits(evidence.policy, *answer.registration)) {
        verdict.kind = Verdict::Kind::WrongGate;
        verdict.gate = evidence.policy.ticket_types;
        return verdict;
      }
      verdict.kind = Verdict::Kind::Grant;
      verdict.recorded = is_recorded ? Verdict::Recorded::Portal : Verdict::Recorded::Queued;
      if (is_recorded) {
        verdict.checked_in_at = answer.registration->checked_in_at;
      } else if (evidence.checked_in) {
        verdict.reasons.push_back(Reason::NotRecorded);
      }
      return verdict;
  }
  return verdict;
}

/// Nothing from the portal: the roster decides, and an unknown code is never a refusal.
Verdict by_roster(const Evidence& evidence, Verdict verdict) {
  if (evidence.roster.empty()) verdict.reasons.push_back(Reason::NotOnRoster);
  if (evidence.failure) verdict.reasons.push_back(reason_of(*evidence.failure));
  if (!evidence.roster.empty()) {
    verdict.basis = Verdict::Basis::Roster;
    verdict.registration = evidence.roster.front();
    return by_registration(evidence, std::move(verdict), evidence.roster.front());
  }
  // Policy may admit whom nobody could be asked about, not whom the portal mistook for somebody else.
  const bool mistaken = evidence.verified || evidence.checked_in;
  if (evidence.policy.unknown_offline == Policy::UnknownOffline::AdmitAndFlag && !mistaken) {
    verdict.kind = Verdict::Kind::Grant;
    verdict.recorded = Verdict::Recorded::Queued;
    return verdict;
  }
  verdict.kind = Verdict::Kind::Hold;
  return verdict;
}

/// An answer counts when it is complete and about the registration that our roster has for this code (I7).
bool counts(const std::optional<Answer>& answer, const Evidence& evidence) {
  if (!answer) return false;
  if (answer->decision != Answer::Decision::NotFound && !answer->registration) return false;
  return matches_what_is_known(*answer, evidence);
}

}  // namespace

std::string_view verdict_word(Verdict::Kind kind) {
  return kKindWords[place_of(kind)];
}
std::string_view basis_word(Verdict::Basis basis) {
  return kBasisWords[place_of(basis)];
}
std::string_view recorded_word(Verdict::Recorded recorded) {
  return kRecordedWords[place_of(recorded)];
}

std::optional<Verdict::Kind> parse_verdict_word(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kKindWords); ++i) {
    if (kKindWords[i] == word) return static_cast<Verdict::Kind>(i);
  }
  return std::nullopt;
}

bool gate_admits(const Policy& policy, const Registration& registration) {
  if (policy.ticket_types.empty()) return true;
  return std::any_of(policy.ticket_types.begin(), policy.ticket_types.end(),
                     [&](const std::string& type) { return same_word(type, registration.ticket_type); });
}

bool is_other_event(const Answer& answer, const Event& bound) {
  if (!same_event_name(answer.event_name, bound.name)) return true;
  return answer.event_starts && bound.starts && *answer.event_starts != *bound.starts;
}

Echo echo_of(const Answer& answer, const OwnCheckIn& own) {
  // `Date` has whole seconds and the portal's two clocks are its own business: two seconds of grace.
  constexpr milliseconds kGrace{2000};
  // A send is recorded within a minute or never: ten seconds that we waited for it, half a minute that it may
  // linger on the way, and what this answer took, as `Date` was written before it came.
  constexpr milliseconds kUnderWay{60'000};
  if (own.unanswered.empty()) return Echo::No;
  if (!answer.registration || !answer.registration->checked_in_at) return Echo::CannotTell;
  const Wall recorded = *answer.registration->checked_in_at;
  Echo echo = Echo::No;
  for (const LostSends& sends : own.unanswered) {
    const auto from =
        sends.age && answer.portal_date ? std::optional(*answer.portal_date - *sends.age) : sends.by_portal;
    if (!from) {
      echo = Echo::CannotTell;
      continue;
    }
    const bool old_enough = !sends.lasted || recorded <= *from + *sends.lasted + kUnderWay;
    if (recorded >= *from - kGrace && old_enough) return Echo::Yes;
  }
  return echo;
}

bool is_echo(const Answer& answer, const OwnCheckIn& own) {
  return echo_of(answer, own) == Echo::Yes;
}

Verdict judge(const Evidence& evidence) {
  Verdict verdict;
  if (!evidence.pass) return verdict;
  verdict.code = evidence.pass->code;
  if (!evidence.storage_ok) return hold(std::move(verdict), Reason::StorageTrouble);

  if (evidence.own && evidence.own->shown_grant) {
    verdict.kind = Verdict::Kind::AlreadyIn;
    verdict.basis = Verdict::Basis::Journal;
    verdict.checked_in_at = evidence.own->at;
    verdict.checked_in_where = evidence.own->station;
    if (!evidence.roster.empty()) {
      verdict.registration = evidence.roster.front();
      verdict.reasons = refusal_reasons(evidence.roster.front());
    }
    return verdict;
  }
  if (evidence.own && evidence.own->granted) {
    // A crash came between the commit and the screen, and nobody knows whether the guest saw it. A second
    // GRANT may be a second guest, ALREADY IN may be untrue: a person looks. The check-in itself is in the
    // journal.
    verdict.basis = Verdict::Basis::Journal;
    if (!evidence.roster.empty()) verdict.registration = evidence.roster.front();
    return hold(std::move(verdict), Reason::EarlierAttemptUndecided);
  }
  if (evidence.roster.size() > 1) {
    verdict.basis = Verdict::Basis::Roster;
    return hold(std::move(verdict), Reason::DuplicateCode);
  }
  if (counts(evidence.checked_in, evidence)) {
    return by_answer(evidence, std::move(verdict), *evidence.checked_in, Asked::CheckIn);
  }
  if (counts(evidence.verified, evidence)) {
    if (evidence.failure) verdict.reasons.push_back(reason_of(*evidence.failure));
    return by_answer(evidence, std::move(verdict), *evidence.verified, Asked::Look);
  }
  // An answer about somebody else is no authority for anything, and no reason to send our own guest away.
  if (evidence.checked_in || evidence.verified) verdict.reasons.push_back(Reason::ContractMismatch);
  return by_roster(evidence, std::move(verdict));
}

}  // namespace usher
