#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "usher/core/joints.hpp"

namespace usher {

/// Where the event stream of the manual goes: one JSON object per line, each written whole and at once.
class EventSink {
 public:
  /// A path (appended to) or "-" for stdout. Throws Mistake when the file cannot be opened.
  explicit EventSink(const std::string& target);
  ~EventSink();

  /// Adds the line's end. What cannot be written is logged once, not thrown: the door goes on.
  void write(const std::string& line);

 private:
  struct File;
  std::unique_ptr<File> file_;
};

/// The stream's loop: tells what the journal and the reports say, until stopped, and then what was left to
/// tell. Verdicts, deliveries and exceptions are read from the journal in `folder`, so none is missed however
/// slowly they are read.
void tell(std::stop_token stop, const std::string& folder, const std::string& station, const Joints& joints,
          EventSink& sink);

}  // namespace usher
