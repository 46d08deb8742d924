#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "help.hpp"
#include "options.hpp"
#include "portal_sentence.hpp"
#include "usher/portal/worksby.hpp"

namespace usher {

namespace {

constexpr seconds kPatience{20};

struct CorrectOptions {
  Overrides overrides;
  std::string registration, property, value;
};

int correct(const CorrectOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Portal);
  PortalPacer pacer;
  const auto portal = make_portal(settings.portal, pacer);
  answer_of(portal->correct(options.registration, options.property, options.value, kPatience),
            settings.portal);
  std::cout << "Registration " << options.registration << ": " << options.property
            << (options.value.empty() ? " is cleared.\n" : " is corrected.\n");
  return finish_output(0);
}

}  // namespace

void add_correct(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<CorrectOptions>();
  CLI::App* command = app.add_subcommand("correct", "Correct one property of a registration at the portal");
  add_overrides(*command, options->overrides);
  command->add_option("REGISTRATION", options->registration, "the registration's number")->required();
  command->add_option("PROPERTY", options->property, "attendee_name, job_title, company, email or phone")
      ->required()
      ->check(CLI::IsMember({"attendee_name", "job_title", "company", "email", "phone"}).description(""));
  command->add_option("VALUE", options->value, "the new value; \"\" clears it")->required();
  command->footer(example("usher correct 30051 company \"Acme Corp\""));
  command->callback([options, &chosen] { chosen = [options] { return correct(*options); }; });
}

}  // namespace usher
