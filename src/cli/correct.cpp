#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "options.hpp"
#include "portal_sentence.hpp"
#include "usher/portal/worksby/worksby.hpp"

namespace usher {

namespace {

constexpr seconds kCorrectPatience{20};

struct CorrectOptions {
  Overrides overrides;
  std::string registration, property, value;
};

int correct(const CorrectOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Portal);
  PortalPacer pacer;
  const auto portal = make_portal(settings.portal, pacer);
  answer_of(portal->correct(options.registration, options.property, options.value, kCorrectPatience),
            settings.portal);
  std::cout << "Registration " << options.registration << ": " << options.property
            << (options.value.empty() ? " is cleared.\n" : " is corrected.\n");
  return finish_output(0);
}

}  // namespace

Command add_correct(const Command& usher) {
  auto options = std::make_shared<CorrectOptions>();
  const Command command = usher.command("correct", "Correct one property of a registration at the portal");
  add_overrides(command, options->overrides);
  command.option("REGISTRATION", options->registration, "the registration's number").required();
  command.option("PROPERTY", options->property, "attendee_name, job_title, company, email or phone")
      .required()
      .one_of({"attendee_name", "job_title", "company", "email", "phone"});
  command.option("VALUE", options->value, "the new value; \"\" clears it").required();
  command.example("usher correct 30051 company \"Acme Corp\"");
  command.does([options] { return correct(*options); });
  return command;
}

}  // namespace usher
