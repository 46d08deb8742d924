#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// The command line as the commands see it. CLI11 does the work, in command.cpp and help.cpp alone: all of its
// code is inline, and whoever includes it takes 21 CPU seconds to compile under AddressSanitizer instead
// of 3.

namespace usher {

/// What was asked for, once the command line is understood; `main` runs it for the exit code.
using Chosen = std::function<int()>;

/// One option, flag or argument. What is said about it reads as a sentence: `.takes("DIR").required()`.
class Option {
 public:
  Option& required();
  /// What the help page calls the value; an empty word shows none.
  Option& takes(const std::string& kind);
  Option& shelf(const std::string& title);
  /// The value before parsing is the default, and the page says so.
  Option& shows_default();
  Option& from_environment(const std::string& variable);
  Option& within(int least, int most);
  Option& within(double least, double most);
  Option& one_of(const std::vector<std::string>& words);
  Option& existing_file();
  /// A complaint for a value that cannot be, nothing for one that can.
  Option& checked(std::function<std::string(const std::string&)> complaint);
  Option& not_with(const Option& other);

 private:
  friend class Command;
  explicit Option(CLI::Option* option) : option_(option) {}
  CLI::Option* option_;
};

/// A command: what it takes and what it does. The targets of its options must live as long as its action.
class Command {
 public:
  /// A command below this one.
  Command command(const std::string& name, const std::string& help) const;

  /// A name without dashes is an argument, found by its place.
  Option option(const std::string& name, std::string& target, const std::string& help) const;
  Option option(const std::string& name, std::vector<std::string>& target, const std::string& help) const;
  Option option(const std::string& name, int& target, const std::string& help) const;
  Option option(const std::string& name, double& target, const std::string& help) const;
  Option flag(const std::string& name, bool& target, const std::string& help) const;

  /// The end of its page: how it is typed.
  void example(const std::string& line) const;
  void footer(const std::string& text) const;
  /// On which shelf of the page above it stands.
  void shelf(const std::string& title) const;
  /// One of those below it must be asked for.
  void needs_command() const;
  /// Whatever is typed behind it is let be.
  void takes_anything() const;
  /// Unless one of those below it was asked for.
  void does(Chosen action) const;

 private:
  friend class CommandLine;
  Command(CLI::App* app, Chosen* chosen) : app_(app), chosen_(chosen) {}
  CLI::App* app_;
  Chosen* chosen_;  ///< of the CommandLine, which outlives its commands
};

/// All of it.
class CommandLine {
 public:
  CommandLine();
  ~CommandLine();

  Command top();

  /// What to run: the command that was asked for, or one that shows the page or the version. Throws Mistake.
  Chosen parse(int argc, const char* const* argv);

 private:
  std::unique_ptr<CLI::App> app_;
  Chosen chosen_;
};

}  // namespace usher
