#include "usher/core/log.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace usher {

namespace {

void write(const char* priority, const char* word, std::string_view line) {
  // journald sets JOURNAL_STREAM for the services it reads, and understands <N> at the start of a line.
  static const bool for_journald = std::getenv("JOURNAL_STREAM") != nullptr;
  std::string out = for_journald ? priority : word;
  out += line;
  // One line is one record: what a record contains must not be able to begin another.
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  out += '\n';
  std::fwrite(out.data(), 1, out.size(), stderr);
}

}  // namespace

void log_error(std::string_view line) {
  write("<3>", "error: ", line);
}
void log_warning(std::string_view line) {
  write("<4>", "warning: ", line);
}
void log_info(std::string_view line) {
  write("<6>", "", line);
}

void log_debug(std::string_view line) {
  static const bool wanted = std::getenv("USHER_DEBUG") != nullptr;
  if (wanted) write("<7>", "debug: ", line);
}

}  // namespace usher
