#include "command.hpp"

#include <CLI/CLI.hpp>

#include "help.hpp"
#include "mistake.hpp"

namespace usher {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::takes(const std::string& kind) {
  option_->type_name(kind);
  return *this;
}

Option& Option::shelf(const std::string& title) {
  option_->group(title);
  return *this;
}

Option& Option::shows_default() {
  option_->capture_default_str();
  return *this;
}

Option& Option::from_environment(const std::string& variable) {
  option_->envname(variable);
  return *this;
}

// The limits stand in the option's sentence: CLI11's own description of them would be a second one.

Option& Option::within(int least, int most) {
  option_->check(CLI::Range(least, most).description(""));
  return *this;
}

Option& Option::within(double least, double most) {
  option_->check(CLI::Range(least, most).description(""));
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words).description(""));
  return *this;
}

Option& Option::existing_file() {
  option_->check(CLI::ExistingFile.description(""));
  return *this;
}

Option& Option::checked(std::function<std::string(const std::string&)> complaint) {
  option_->check(std::move(complaint));
  return *this;
}

Option& Option::not_with(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Command Command::command(const std::string& name, const std::string& help) const {
  return {app_->add_subcommand(name, help), chosen_};
}

Option Command::option(const std::string& name, std::string& target, const std::string& help) const {
  return Option(app_->add_option(name, target, help));
}

Option Command::option(const std::string& name, std::vector<std::string>& target,
                       const std::string& help) const {
  return Option(app_->add_option(name, target, help));
}

Option Command::option(const std::string& name, int& target, const std::string& help) const {
  return Option(app_->add_option(name, target, help));
}

Option Command::option(const std::string& name, double& target, const std::string& help) const {
  return Option(app_->add_option(name, target, help));
}

Option Command::flag(const std::string& name, bool& target, const std::string& help) const {
  return Option(app_->add_flag(name, target, help));
}

void Command::example(const std::string& line) const {
  app_->footer("Example:\n    " + line);
}

void Command::footer(const std::string& text) const {
  app_->footer(text);
}

void Command::shelf(const std::string& title) const {
  app_->group(title);
}

void Command::takes_anything() const {
  app_->allow_extras();
}

void Command::needs_command() const {
  app_->require_subcommand(1);
}

void Command::does(Chosen action) const {
  app_->callback([app = app_, chosen = chosen_, action = std::move(action)] {
    if (app->get_subcommands().empty()) *chosen = action;
  });
}

CommandLine::CommandLine()
    : app_(std::make_unique<CLI::App>("usher: the station at an event's entrance", "usher")) {
  app_->formatter(help_pages());
  app_->set_help_flag("-h,--help", "this page");
  app_->set_version_flag("--version", "usher " USHER_VERSION, "the version");
}

CommandLine::~CommandLine() = default;

Command CommandLine::top() {
  return {app_.get(), &chosen_};
}

Chosen CommandLine::parse(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
    return chosen_;
  } catch (const CLI::Success& help) {
    return [this, help] { return app_->exit(help); };
  } catch (const CLI::ParseError& error) {
    throw Mistake(usage_sentence(*app_, error));
  }
}

}  // namespace usher
