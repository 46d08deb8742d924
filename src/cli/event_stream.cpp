#include "event_stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "json_text.hpp"
#include "mistake.hpp"
#include "records_json.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/journal/news.hpp"

namespace usher {

struct EventSink::File {
  std::FILE* stream = nullptr;
  int pipe = -1;     ///< instead of the stream: a named pipe, for which nobody waits
  std::string rest;  ///< of a line that the pipe took half of
  bool ours = false;
  bool complained = false;

  bool put(const std::string& line);
  bool put_in_pipe(const std::string& line);
};

/// A pipe that has no reader yet, or a slow one, keeps what fits; the door waits for neither.
bool EventSink::File::put_in_pipe(const std::string& line) {
  const auto put = [&](const std::string& text) {
    const ssize_t written = ::write(pipe, text.data(), text.size());
    return written < 0 ? std::size_t{0} : static_cast<std::size_t>(written);
  };
  rest.erase(0, put(rest));
  if (!rest.empty()) return false;
  const std::size_t written = put(line);
  if (written > 0) rest = line.substr(written);
  return written > 0;
}

bool EventSink::File::put(const std::string& line) {
  if (pipe >= 0) return put_in_pipe(line);
  return std::fwrite(line.data(), 1, line.size(), stream) == line.size() && std::fflush(stream) == 0;
}

EventSink::EventSink(const std::string& target) : file_(std::make_unique<File>()) {
  if (target == "-") {
    file_->stream = stdout;
    return;
  }
  struct stat there {};
  if (::stat(target.c_str(), &there) == 0 && S_ISFIFO(there.st_mode)) {
    // Opened for writing alone it would wait for its reader, or fail without one.
    file_->pipe = ::open(target.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  } else {
    file_->stream = std::fopen(target.c_str(), "ae");
  }
  if (!file_->stream && file_->pipe < 0) {
    throw Mistake("cannot write the event stream to " + target + ": " + std::strerror(errno) +
                  "; give output.events a file in a folder that is there and writable");
  }
  file_->ours = true;
}

EventSink::~EventSink() {
  if (file_->pipe >= 0)
    ::close(file_->pipe);
  else if (file_->ours)
    std::fclose(file_->stream);
}

void EventSink::write(const std::string& line) {
  const bool written = file_->put(line + '\n');
  if (!written && !file_->complained) {
    log_warning("event stream: cannot be written any more; the journal still has everything");
  }
  file_->complained = !written;
  if (!written && file_->stream) std::clearerr(file_->stream);
}

namespace {

/// Often enough to be live for whoever reads the stream, seldom enough to cost nothing.
constexpr milliseconds kRound{50};

const char* link_word(Errands::Link link) {
  switch (link) {
    case Errands::Link::Up:
      return "up";
    case Errands::Link::Down:
      return "down";
    case Errands::Link::Blocked:
      return "blocked";
    case Errands::Link::Unknown:
      return "unknown";
  }
  return "unknown";
}

const char* camera_word(CameraReport::State state) {
  switch (state) {
    case CameraReport::State::Opening:
      return "opening";
    case CameraReport::State::Watching:
      return "watching";
    case CameraReport::State::Lost:
      return "lost";
    case CameraReport::State::Ended:
      return "ended";
  }
  return "opening";
}

/// What was told last of things that change now and then: only changes are news.
class Teller {
 public:
  Teller(const std::string& folder, std::unique_ptr<NewsReader> news, const Settings& settings,
         const Joints& joints, EventSink& sink)
      : folder_(folder), reader_(std::move(news)), settings_(settings), joints_(joints), sink_(sink) {}

  void round() {
    camera();
    trouble();
    errands();
    ready();
    news();
  }

 private:
  nlohmann::ordered_json begin(const char* type) const {
    nlohmann::ordered_json json;
    json["type"] = type;
    json["at"] = to_iso8601(clock_now().wall);
    json["station"] = settings_.station.name;
    return json;
  }

  void camera() {
    const auto report = joints_.camera.latest();
    if (!report || (camera_ && camera_->state == report->state && camera_->sentence == report->sentence))
      return;
    camera_ = report;
    auto json = begin("camera");
    json["state"] = camera_word(report->state);
    json["source"] = settings_.camera.source;
    json["sentence"] = text_or_null(report->sentence);
    sink_.write(to_text(json));
  }

  /// What staff read on the screen of the desk itself; null when it is over.
  void trouble() {
    const auto desk = joints_.desk.latest();
    if (!desk) return;
    const std::string& sentence = desk->trouble.empty() ? desk->notice : desk->trouble;
    if (sentence == trouble_) return;
    trouble_ = sentence;
    auto json = begin("trouble");
    json["sentence"] = text_or_null(sentence);
    sink_.write(to_text(json));
  }

  void errands() {
    const auto errands = joints_.errands.latest();
    if (!errands) return;
    if (errands->link != Errands::Link::Unknown && (!errands_ || errands_->link != errands->link)) {
      auto json = begin("portal");
      json["state"] = link_word(errands->link);
      json["sentence"] = text_or_null(errands->link_sentence);
      json["waiting"] = errands->waiting;
      sink_.write(to_text(json));
    }
    if (errands->roster_fetched_at &&
        (!errands_ || errands_->roster_fetched_at != errands->roster_fetched_at)) {
      auto json = begin("roster");
      json["rows"] = errands->roster_size;
      json["registered"] = errands->registered;
      json["checkedIn"] = errands->checked_in_portal;
      json["fetchedAt"] = time_or_null(errands->roster_fetched_at);
      sink_.write(to_text(json));
    }
    errands_ = errands;
  }

  void ready() {
    if (ready_told_ || !errands_ || !errands_->event || !joints_.desk.latest()) return;
    ready_told_ = true;
    auto json = begin("ready");
    json["event"] = errands_->event->name;
    json["eventId"] = errands_->event->id;
    json["waiting"] = errands_->waiting;
    json["exceptions"] = errands_->exceptions;
    sink_.write(to_text(json));
  }

  void news() {
    if (!reader_) reader_ = begin_news(folder_);
    if (!reader_) return;
    try {
      for (const News& item : reader_->read()) sink_.write(news_line(item));
    } catch (const std::runtime_error& error) {
      // The desk reports its own trouble with the disk; the reader stays where it is, so nothing is skipped.
      log_debug(std::string("event stream: ") + error.what());
    }
  }

  const std::string& folder_;
  std::unique_ptr<NewsReader> reader_;
  const Settings& settings_;
  const Joints& joints_;
  EventSink& sink_;
  std::optional<CameraReport> camera_;
  std::optional<Errands> errands_;
  std::string trouble_;
  bool ready_told_ = false;
};

}  // namespace

std::unique_ptr<NewsReader> begin_news(const std::string& folder) {
  try {
    return std::make_unique<NewsReader>(folder);
  } catch (const std::runtime_error& error) {
    log_debug(std::string("event stream: ") + error.what());
    return nullptr;
  }
}

void tell(std::stop_token stop, const std::string& folder, std::unique_ptr<NewsReader> news,
          const Settings& settings, const Joints& joints, EventSink& sink) {
  Teller teller(folder, std::move(news), settings, joints, sink);
  std::uint64_t seen = joints.desk.version();
  while (!stop.stop_requested()) {
    teller.round();
    // A verdict is told at once; everything else can wait for the next round.
    joints.desk.next(seen, stop, kRound);
  }
  teller.round();
}

}  // namespace usher
