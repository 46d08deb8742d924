#pragma once

#include <memory>
#include <string>

namespace CLI {
class App;
class FormatterBase;
class ParseError;
}  // namespace CLI

namespace usher {

/// How the pages of --help are laid out.
std::shared_ptr<CLI::FormatterBase> help_pages();

/// What is wrong with a command line, in one sentence that names the word and the page to read. CLI11 would
/// write several lines, and where a command is missing it does not say which word it did not know.
std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error);

}  // namespace usher
