#include "usher/desk/walk_in.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace usher {
namespace {

using Kind = WalkInOutcome::Kind;

// A new record reaches the portal's search index after some seconds (docs/events-api.md, Trap 15).
constexpr seconds kIndexPauses[] = {seconds(2), seconds(5), seconds(10)};

/// ASCII only: the portal compares addresses without regard to case, and letters beyond are rare in them.
bool same_email(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// The guest's place on the event's list: none, or the one that is not cancelled.
PortalResult<std::optional<Registration>> look_up(Portal& portal, const Event& event,
                                                  const std::string& email, milliseconds limit) {
  std::optional<Registration> found;
  const auto head = portal.roster(
      event.name,
      [&](Registration&& row) {
        const bool is_cancelled =
            parse_registration_status(row.registration_status) == RegistrationStatus::Cancelled;
        if (!is_cancelled && same_email(row.email, email)) found = std::move(row);
      },
      limit);
  if (!head) return head.failure();
  // A partial name finds another event's list (docs/events-api.md, Trap 4), on which nobody of ours is.
  if (head->event.id != event.id) {
    return Failure{.kind = Failure::Kind::Refused,
                   .detail = "the portal gave the list of another event, \"" + head->event.name + "\""};
  }
  return found;
}

/// What the door would be told; nothing when the portal does not say.
std::optional<Answer> ask_the_door(Portal& portal, const std::string& code, milliseconds limit,
                                   const std::function<void(seconds)>& pause) {
  const auto pass = parse_pass(code);
  if (!pass) return std::nullopt;
  auto answer = portal.verify(*pass, limit);
  for (const seconds wait : kIndexPauses) {
    if (!answer || answer->decision != Answer::Decision::NotFound) break;
    pause(wait);
    answer = portal.verify(*pass, limit);
  }
  if (!answer) return std::nullopt;
  return *answer;
}

}  // namespace

WalkInOutcome register_walk_in(Portal& portal, const Event& event, const WalkIn& guest, milliseconds limit,
                               const std::function<void(seconds)>& pause) {
  const auto known = look_up(portal, event, guest.email, limit);
  // Who may be on the list already is not registered blindly.
  if (!known) return {.kind = Kind::NotRegistered, .failure = known.failure()};
  if (*known) {
    return {.kind = Kind::AlreadyRegistered,
            .registration = **known,
            .verified = ask_the_door(portal, (*known)->code, limit, pause)};
  }

  const auto created = portal.register_guest(event.id, guest, limit);
  if (created) {
    return {.kind = Kind::Registered,
            .registration = *created,
            .verified = ask_the_door(portal, created->code, limit, pause)};
  }
  if (!is_undecided(created.failure().kind))
    return {.kind = Kind::NotRegistered, .failure = created.failure()};

  WalkInOutcome outcome = look_for_walk_in(portal, event, guest.email, limit, pause);
  outcome.failure = created.failure();
  return outcome;
}

WalkInOutcome look_for_walk_in(Portal& portal, const Event& event, const std::string& email,
                               milliseconds limit, const std::function<void(seconds)>& pause) {
  const auto found = look_up(portal, event, email, limit);
  if (!found) return {.kind = Kind::Undecided, .failure = found.failure()};
  if (!*found) return {.kind = Kind::Undecided};
  return {.kind = Kind::Registered,
          .registration = **found,
          .verified = ask_the_door(portal, (*found)->code, limit, pause)};
}

std::string door_sentence(const WalkInOutcome& outcome) {
  if (!outcome.verified) return "The portal did not say what the door would; show the code to the camera.";
  const Answer& answer = *outcome.verified;
  switch (answer.decision) {
    case Answer::Decision::Grant:
      return "At the door: GRANT.";
    case Answer::Decision::AlreadyIn:
      return "At the door: ALREADY IN.";
    case Answer::Decision::NotFound:
      return "The portal does not find the code yet; show it to the camera in a minute.";
    case Answer::Decision::Deny:
      break;
  }
  std::string sentence = "At the door: DENY";
  for (const Reason reason :
       answer.registration ? refusal_reasons(*answer.registration) : std::vector<Reason>{}) {
    sentence += "; " + std::string(reason_text(reason));
  }
  return sentence + ".";
}

}  // namespace usher
