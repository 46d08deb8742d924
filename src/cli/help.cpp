#include "help.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <numeric>
#include <vector>

namespace usher {

namespace {

/// An option is its name, what it takes and what it is without being given; limits stand in its sentence.
class Pages : public CLI::Formatter {
 public:
  Pages() {
    column_width(28);
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
  }
  /// CLI11 leaves two blank lines between groups of options.
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    std::string page = Formatter::make_help(app, std::move(name), mode);
    for (std::size_t at = page.find("\n\n\n"); at != std::string::npos; at = page.find("\n\n\n", at))
      page.erase(at, 1);
    return page;
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string text;
    if (option->get_type_size() != 0) {
      if (option->nonpositional()) text += " " + option->get_type_name();
      if (!option->get_default_str().empty()) text += " (" + option->get_default_str() + ")";
      if (option->get_required() && option->nonpositional()) text += ", required";
    }
    return text;
  }
};

/// How many letters have to be put in, left out or changed.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, before + 1, row[j] + 1});
    }
  }
  return row.back();
}

/// " (did you mean …?)" where one of the known words is near.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  constexpr std::size_t kNear = 2;
  const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
    return distance(word, a) < distance(word, b);
  });
  if (nearest == known.end() || distance(word, *nearest) > kNear) return {};
  return " (did you mean " + *nearest + "?)";
}

std::vector<std::string> names_of_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::string about_unknown(const std::string& word, const CLI::App& app) {
  if (word.starts_with("-")) {
    const std::string name = word.substr(0, word.find('='));  // what follows may be a token
    return "there is no option \"" + name + "\"" + did_you_mean(name, names_of_options(app));
  }
  const auto commands = names_of_commands(app);
  if (commands.empty()) return "\"" + word + "\" is one word too many";
  return "there is no command \"" + word + "\"" + did_you_mean(word, commands);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    const char* joint = text.empty() ? "" : name == names.back() ? " or " : ", ";
    text += joint + name;
  }
  return text;
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_pages() {
  return std::make_shared<Pages>();
}

std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* command = &app;
  std::string words = app.get_name();
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    words += " " + command->get_name();
  }
  const std::string see = "; see " + words + " --help";
  const bool about_words = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) ||
                           error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  const auto unknown = app.remaining(true);
  if (about_words && !unknown.empty()) return about_unknown(unknown.front(), *command) + see;
  if (about_words && command->get_require_subcommand_min() > 0) {
    if (command == &app)
      return "no command was given; usher demo shows a station with nothing to set up, and usher --help "
             "lists "
             "the rest";
    return "say which: " + listed(names_of_commands(*command)) + see;
  }
  return error.what() + see;
}

}  // namespace usher
