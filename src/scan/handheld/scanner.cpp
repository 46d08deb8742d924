#include "usher/scan/handheld/scanner.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <thread>

#include "usher/core/log.hpp"
#include "usher/scan/source/playback_clock.hpp"

// The kernel's event stream is read as it is: it needs no library, and a pipe can play it in a test.
namespace usher {
namespace {

constexpr int kPollMs = 50;  // a third of the pause that ends a scan
constexpr milliseconds kSayEvery{1000};
constexpr milliseconds kRetry{2000};  // a scanner is plugged in by hand

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

/// How one scanner is.
using Said = Slot<ScannerReport>;

void report(Said& reports, const std::string& device, bool listening, const std::string& sentence) {
  const auto before = reports.latest();
  if (!sentence.empty() && (!before || before->sentence != sentence)) log_warning(sentence);
  reports.put({.listening = listening, .device = device, .sentence = sentence, .at = clock_now().tick});
}

/// When the key was struck, by the kernel: how long a crowded machine took to ask for it is no pause of the
/// scanner's. A device that keeps another time, and a recording, are taken as they come.
Tick struck(const input_event& event, Tick now) {
  constexpr milliseconds kLongAgo{10'000};
  const Tick at{seconds(event.input_event_sec) + milliseconds(event.input_event_usec / 1000)};
  return at <= now && now - at < kLongAgo ? at : now;
}

void publish(Joints& joints, const std::optional<WedgeScan>& scan) {
  if (!scan) return;
  joints.scans.put_numbered(Scan{.payload = scan->payload,
                                 .source = Scan::Source::Wedge,
                                 .repaired = scan->repaired,
                                 .decoded = clock_now().tick});
}

/// Reads events until stop or until the descriptor ends; calls `idle` about 20 times a second.
template <class Idle>
void follow(std::stop_token stop, int descriptor, Joints& joints, Idle idle) {
  ScannerKeys keys;
  bool lost = false;  // since SYN_DROPPED, until the next report is whole again
  while (!stop.stop_requested()) {
    idle();
    pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, kPollMs);
    const Tick now = clock_now().tick;
    if (ready < 0 && errno != EINTR) return;
    if (ready <= 0) {
      publish(joints, keys.quiet(now));
      continue;
    }
    std::array<input_event, 64> events;
    const ssize_t got = ::read(descriptor, events.data(), sizeof events);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < static_cast<ssize_t>(sizeof(input_event))) return;
    for (std::size_t i = 0; i < static_cast<std::size_t>(got) / sizeof(input_event); ++i) {
      const input_event& event = events[i];
      if (event.type == EV_SYN && event.code == SYN_DROPPED) {
        lost = true;
        keys.lost_some();
      } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
        lost = false;
      } else if (event.type == EV_KEY && !lost) {
        publish(joints, keys.key(event.code, event.value, struck(event, now)));
      }
    }
  }
}

std::string cannot_open(const std::string& device, int error) {
  if (error == EACCES || error == EPERM)
    return "scanner: " + device + " may not be read; add this user to the group input";
  if (error == ENOENT || error == ENODEV) return "scanner: " + device + " is not there; plug the scanner in";
  return "scanner: " + device + " cannot be opened (" + std::strerror(error) + "); plug it in again";
}

}  // namespace

void listen_to(std::stop_token stop, int descriptor, Joints& joints) {
  follow(stop, descriptor, joints, [] {});
}

namespace {

/// Listens to a device that is open, until it is gone or stop. Takes it for itself as soon as nobody else
/// has it: until then its scans go there.
void follow_device(std::stop_token stop, int input, const std::string& device, Joints& joints,
                   Said& reports) {
  int clock = CLOCK_BOOTTIME;  // as Tick counts
  ::ioctl(input, EVIOCSCLOCKID, &clock);
  bool alone = false;
  Tick reported{};
  follow(stop, input, joints, [&] {
    const Tick now = clock_now().tick;
    if (now - reported < kSayEvery) return;
    reported = now;
    alone = alone || ::ioctl(input, EVIOCGRAB, 1) == 0;
    report(reports, device, alone,
           alone ? ""
                 : "scanner: another program holds " + device + " and gets what it scans; end that program");
  });
}

void listen(std::stop_token stop, const std::string& device, Joints& joints, Said& reports) {
  while (!stop.stop_requested()) {
    std::string sentence;
    {
      const Descriptor input(::open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
      int version = 0;
      if (input.get() < 0) {
        sentence = cannot_open(device, errno);
      } else if (::ioctl(input.get(), EVIOCGVERSION, &version) != 0) {
        sentence = "scanner: " + device + " is no input device; name one of /dev/input/by-id";
      } else {
        follow_device(stop, input.get(), device, joints, reports);
        if (stop.stop_requested()) return;
        sentence = "scanner: " + device + " was unplugged; plug it in again";
      }
    }
    report(reports, device, false, sentence);
    sleep_for(stop, kRetry);
  }
}

}  // namespace

void listen(std::stop_token stop, const std::string& device, Joints& joints) {
  listen(stop, device, joints, joints.scanner);
}

std::vector<std::string> hand_scanners(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  const std::string ending = "-event-kbd";
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool keyboard =
        name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    if (keyboard && sounds_like_a_scanner(name)) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void listen_to_all(std::stop_token stop, const std::string& folder, Joints& joints) {
  // Looking is as quick as a notification would be: somebody has just bent down to plug it in.
  constexpr milliseconds kLookEvery{1000};
  struct Listener {
    Said reports;
    std::jthread thread;
  };
  std::map<std::string, Listener> listeners;  // one that is unplugged goes on waiting for its scanner
  while (!stop.stop_requested()) {
    for (const std::string& device : hand_scanners(folder)) {
      const auto [at, is_new] = listeners.try_emplace(device);
      if (is_new)
        at->second.thread = std::jthread([device, &joints, &reports = at->second.reports](
                                             std::stop_token own) { listen(own, device, joints, reports); });
    }
    // There is one line for all of them: the first that is in trouble has it, however well the others are.
    std::optional<ScannerReport> told;
    for (const auto& [device, listener] : listeners) {
      const auto report = listener.reports.latest();
      if (report && (!told || (told->listening && !report->listening))) told = report;
    }
    if (told) joints.scanner.put(*told);
    sleep_for(stop, kLookEvery);
  }
}

}  // namespace usher
