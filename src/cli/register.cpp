#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include "commands.hpp"
#include "json_text.hpp"
#include "options.hpp"
#include "portal_sentence.hpp"
#include "usher/core/log.hpp"
#include "usher/core/one_line.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/walk_in.hpp"
#include "usher/portal/worksby/worksby.hpp"

namespace usher {

namespace {

/// The list of a large event takes a while; a guest waits at the desk, not at the door.
constexpr seconds kRegisterPatience{60};

struct RegisterOptions {
  Overrides overrides;
  WalkIn guest;
  bool json = false;
};

const char* outcome_word(WalkInOutcome::Kind kind) {
  switch (kind) {
    case WalkInOutcome::Kind::Registered:
      return "REGISTERED";
    case WalkInOutcome::Kind::AlreadyRegistered:
      return "ALREADY_REGISTERED";
    case WalkInOutcome::Kind::NotRegistered:
      return "NOT_REGISTERED";
    case WalkInOutcome::Kind::Undecided:
      return "UNDECIDED";
  }
  return "";
}

/// What the door would say to it; the portal writes its document's own word, which is another one for
/// NOT_FOUND.
const char* door_word(Answer::Decision decision) {
  switch (decision) {
    case Answer::Decision::Grant:
      return "GRANT";
    case Answer::Decision::AlreadyIn:
      return "ALREADY_IN";
    case Answer::Decision::Deny:
      return "DENY";
    case Answer::Decision::NotFound:
      return "NOT_FOUND";
  }
  return "";
}

std::string json_line(const WalkInOutcome& outcome, const Event& event) {
  nlohmann::ordered_json json;
  json["outcome"] = outcome_word(outcome.kind);
  json["id"] = text_or_null(outcome.registration.id);
  json["code"] = text_or_null(outcome.registration.code);
  json["event"] = event.name;
  json["door"] = outcome.verified ? nlohmann::ordered_json(door_word(outcome.verified->decision))
                                  : nlohmann::ordered_json(nullptr);
  json["error"] = text_or_null(outcome.failure ? outcome.failure->detail : "");
  return to_text(json);
}

std::string text_of(const WalkInOutcome& outcome, const Event& event) {
  const std::string what = outcome.registration.id + " with code " + outcome.registration.code;
  const bool is_new = outcome.kind == WalkInOutcome::Kind::Registered;
  return std::string(is_new ? "Registered" : "Already registered") + " for " + event.name + ": " + what +
         ".\n" + door_sentence(outcome);
}

int register_guest(const RegisterOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Event);
  PortalPacer pacer;
  const auto portal = make_portal(settings.portal, pacer);
  const auto events = answer_of(portal->events(kRegisterPatience), settings.portal);
  const Binding binding = choose_event(settings.station.event, events);
  if (!binding.event) throw std::runtime_error(binding.sentence);
  const auto outcome = register_walk_in(*portal, *binding.event, options.guest, kRegisterPatience,
                                        [](seconds pause) { std::this_thread::sleep_for(pause); });
  const bool is_registered = outcome.kind == WalkInOutcome::Kind::Registered ||
                             outcome.kind == WalkInOutcome::Kind::AlreadyRegistered;
  if (options.json)
    std::cout << json_line(outcome, *binding.event) << '\n';
  else if (is_registered)
    std::cout << one_line(text_of(outcome, *binding.event)) << '\n';
  if (outcome.kind == WalkInOutcome::Kind::NotRegistered) {
    log_error("nobody was registered: " + sentence_of(*outcome.failure, settings.portal));
  }
  if (outcome.kind == WalkInOutcome::Kind::Undecided) {
    log_error(
        "the registration was sent and no answer came, and the list does not show it yet; run this again in "
        "a minute, it looks the e-mail up first");
  }
  return finish_output(is_registered ? 0 : 1);
}

}  // namespace

Command add_register(const Command& usher) {
  auto options = std::make_shared<RegisterOptions>();
  const Command command =
      usher.command("register", "Register a walk-in for the bound event, unless the e-mail is registered");
  add_overrides(command, options->overrides);
  WalkIn& guest = options->guest;
  command.option("--first", guest.first_name, "first name").required();
  command.option("--last", guest.last_name, "last name").required();
  command.option("--email", guest.email, "e-mail address; the portal may send mail to it").required();
  command.option("--phone", guest.phone, "phone number");
  command.option("--company", guest.company, "company");
  command.option("--job-title", guest.job_title, "job title");
  command.option("--ticket-type", guest.ticket_type, "ticket type; standard, unless said");
  command.option("--requirements", guest.special_requirements, "special requirements");
  command.flag("--json", options->json, "one JSON object");
  command.example("usher register --first Ada --last Byron --email ada@example.com");
  command.does([options] { return register_guest(*options); });
  return command;
}

}  // namespace usher
