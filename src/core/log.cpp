#include "usher/core/log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "usher/core/one_line.hpp"

namespace usher {

namespace {

/// journald understands <N> at the start of a line. It names the stream that it reads, "DEVICE:INODE": a
/// terminal opened from a desktop inherits the name, and is no journal.
bool journald_reads() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat ours {};
  return stream && fstat(STDERR_FILENO, &ours) == 0 &&
         std::to_string(ours.st_dev) + ":" + std::to_string(ours.st_ino) == stream;
}

void write(const char* priority, const char* word, std::string_view line) {
  static const bool for_journald = journald_reads();
  // One line is one record: what a record contains must not be able to begin another.
  const std::string out = (for_journald ? priority : word) + one_line(line) + '\n';
  std::fwrite(out.data(), 1, out.size(), stderr);
}

}  // namespace

void log_error(std::string_view line) {
  write("<3>", "usher: ", line);
}
void log_warning(std::string_view line) {
  write("<4>", "usher: warning: ", line);
}
void log_info(std::string_view line) {
  write("<6>", "", line);
}

void log_debug(std::string_view line) {
  static const bool wanted = std::getenv("USHER_DEBUG") != nullptr;
  if (wanted) write("<7>", "usher: debug: ", line);
}

}  // namespace usher
