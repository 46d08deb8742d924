#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "usher/core/joints.hpp"
#include "usher/core/settings.hpp"

namespace usher {

/// Where the event stream goes (docs/words.md, Objects of the JSON): one object per line, each written whole
/// and at once.
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

class NewsReader;

/// Where the stream begins: at what the journal in `folder` holds now. Taken before the loops start, since a
/// guest may be served within the first round of `tell`. Null while there is no journal to be had.
std::unique_ptr<NewsReader> begin_news(const std::string& folder);

/// The stream's loop: tells what the journal and the reports say, until stopped, and then what was left to
/// tell. Verdicts, deliveries and exceptions are read from the journal, so none is missed however slowly they
/// are read.
void tell(std::stop_token stop, const std::string& folder, std::unique_ptr<NewsReader> news,
          const Settings& settings, const Joints& joints, EventSink& sink);

}  // namespace usher
