#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "commands.hpp"
#include "demo_cast.hpp"
#include "options.hpp"
#include "signals.hpp"
#include "usher/cli/station.hpp"
#include "usher/core/log.hpp"
#include "usher/desk/journal_file.hpp"
#include "usher/sandbox/sample_event.hpp"
#include "usher/sandbox/sandbox.hpp"
#include "usher/scan/scanner.hpp"
#include "usher/scan/virtual_camera.hpp"
#include "usher/screen/show.hpp"
#include "verdict_text.hpp"

namespace usher {

namespace {

constexpr int kAttendees = 200;

struct DemoOptions {
  int guests = 0;  ///< 0: the whole cast once
  double speed = 1;
  double seconds = 0;  ///< 0: until everybody was there
  bool headless = false;
  bool windowed = false;
  std::string shots;
};

/// A folder that goes when the demo goes.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "usher-demo-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("demo: cannot make a folder at " + pattern);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The portal of the demo, which can be pulled and plugged in again like any network.
class DemoPortal {
 public:
  explicit DemoPortal(const std::string& data) {
    options_.data = data;
    options_.guests = kAttendees;
    plug_in();
    options_.port = sandbox_->port();
  }
  void pull() { sandbox_.reset(); }
  void plug_in() { sandbox_ = std::make_unique<Sandbox>(options_); }
  std::string origin() const { return sandbox_->origin(); }
  const std::string& id() const { return options_.portal_id; }

 private:
  SandboxOptions options_;
  std::unique_ptr<Sandbox> sandbox_;
};

/// A hand scanner as the kernel would tell of it: the same bytes, through a pipe. Types one code after the
/// other, each once the verdict before has been read.
class HandScanner {
 public:
  HandScanner(std::vector<std::string> codes, Joints& joints) : codes_(std::move(codes)), joints_(joints) {
    if (::pipe2(ends_, O_CLOEXEC) != 0) throw std::runtime_error("demo: no pipe for the hand scanner");
    listener_ = std::jthread([this](std::stop_token stop) { listen_to(stop, ends_[0], joints_); });
  }
  ~HandScanner() {
    listener_ = {};
    for (const int end : ends_) ::close(end);
  }
  HandScanner(const HandScanner&) = delete;
  HandScanner& operator=(const HandScanner&) = delete;

  /// True when all has been typed and each verdict has had its time.
  bool done(Tick now) {
    if (!began_) began_ = now;
    if (now - *began_ > kPatience) return true;  // what was not seen is told at the end
    const auto desk = joints_.desk.latest();
    if (!desk || desk->scan < joints_.scans.version() || typed_ > served(*desk)) return false;
    if (now - desk->at < kBetween) return false;
    if (typed_ == codes_.size()) return true;
    before_ = typed_ == 0 ? desk->presentations : before_;
    const std::string bytes = events_of_typing(codes_[typed_++]);
    std::cout << "         -- a hand scanner --" << std::endl;
    if (::write(ends_[1], bytes.data(), bytes.size()) < 0)
      throw std::runtime_error("demo: the hand scanner broke");
    return false;
  }

 private:
  static constexpr milliseconds kBetween{1500};
  static constexpr seconds kPatience{30};

  std::size_t served(const DeskReport& desk) const {
    return typed_ == 0 ? 0 : static_cast<std::size_t>(desk.presentations - before_);
  }

  const std::vector<std::string> codes_;
  Joints& joints_;
  int ends_[2] = {-1, -1};
  std::optional<Tick> began_;
  std::size_t typed_ = 0;
  std::uint64_t before_ = 0;  ///< verdicts given when the first was typed
  std::jthread listener_;
};

/// Prints each verdict as it falls, and pulls the portal when the play says so.
void direct(std::stop_token stop, const DemoCast& cast, const Joints& joints, DemoPortal& portal) {
  std::uint64_t seen = 0;
  std::uint64_t told = 0;
  bool away = false;
  while (!stop.stop_requested()) {
    const auto report = joints.desk.next(seen, stop, seconds{1});
    if (!report || report->stage != DeskReport::Stage::Decided || report->scan == told) continue;
    told = report->scan;
    std::cout << local_clock(clock_now().wall) << "    " << verdict_text("?", report->verdict) << std::endl;

    const auto served = static_cast<int>(report->presentations);
    if (!away && cast.outage_after > 0 && served >= cast.outage_after && served < cast.back_after) {
      std::cout << "         -- the portal is gone --" << std::endl;
      portal.pull();
      away = true;
    } else if (away && served >= cast.back_after) {
      portal.plug_in();
      std::cout << "         -- the portal is back --" << std::endl;
      away = false;
    }
  }
}

Settings settings_of(const DemoOptions& options, const DemoPortal& portal,
                     const std::filesystem::path& folder) {
  Settings s;
  s.station = {.name = "Demo door", .event = kSampleEventName, .state = (folder / "state").string()};
  s.portal.url = portal.origin();
  s.portal.id = portal.id();
  s.admission.ticket_types = demo_gate();
  s.screen.fullscreen = !options.windowed;
  return s;
}

/// Everybody was there, the last verdict has been read, and all that waited is delivered.
bool is_over(const Station& station, std::optional<Tick>& ended, Tick now) {
  if (!station.camera_ended()) return false;
  if (!ended) ended = now;
  constexpr seconds kPatience{30};
  const auto errands = station.joints().errands.latest();
  const auto desk = station.joints().desk.latest();
  const bool delivered = errands && errands->waiting == 0;
  const bool read = !desk || now - desk->at > seconds{2};
  return (delivered && read) || now - *ended > kPatience;
}

bool is_second(const DemoCast& cast, const std::string& code) {
  return std::any_of(cast.turns.begin(), cast.turns.end(),
                     [&](const DemoCast::Turn& turn) { return !code.empty() && turn.guest.second == code; });
}

/// What the play was to show against what the journal says. A demo that flatters itself would be no demo.
int verdict_on_the_demo(const DemoCast& cast, const std::string& state, bool whole) {
  JournalFile journal(state, JournalFile::Access::ReadOnly);
  const auto records = journal.presentations_after(0);
  std::array<int, 8> counts{};
  int wrong = 0;
  std::size_t turn = 0;
  for (const Presentation& record : records) {
    ++counts[static_cast<std::size_t>(record.verdict)];
    // Of two phones held up together the other one may be read first: it is somebody's pass, too.
    const bool beside = record.verdict == Verdict::Kind::Grant && is_second(cast, record.code);
    if (beside || turn == cast.turns.size()) continue;
    const Verdict::Kind expected = cast.turns[turn++].expected;
    if (record.verdict == expected) continue;
    ++wrong;
    std::cout << "unexpected: guest " << turn << " was told " << verdict_word(record.verdict) << ", not "
              << verdict_word(expected) << '\n';
  }
  const std::size_t missed = whole ? cast.turns.size() - turn : 0;
  const auto waiting = journal.queue(false);
  std::cout << "\n" << records.size() << " guests";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) std::cout << ", " << verdict_word(static_cast<Verdict::Kind>(i)) << ' ' << counts[i];
  }
  std::cout << "; " << waiting.size() << " check-ins left to deliver or look into\n";
  const bool good = wrong == 0 && missed == 0 && (!whole || waiting.empty());
  if (missed > 0) std::cout << missed << " guests of the play were not seen\n";
  std::cout << (good ? "The demo went as it should.\n" : "The demo did NOT go as it should.\n");
  return good ? 0 : 1;
}

int demo(const DemoOptions& options) {
  std::string why_not;
  const bool display = !options.headless && display_available(why_not);
  if (!options.headless && !display)
    std::cout << "No display (" << why_not << "), so the demo runs headless.\n";

  const Signals signals;  // before any thread starts, so that none of them takes the signal
  const TemporaryFolder folder;
  DemoPortal portal((folder.path() / "portal.db").string());
  const DemoCast cast = make_demo_cast(options.guests);
  const Settings settings = settings_of(options, portal, folder.path());
  std::vector<VirtualGuest> guests;
  std::vector<std::string> by_hand;
  for (const auto& turn : cast.turns)
    if (turn.by_hand)
      by_hand.push_back(turn.guest.payload);
    else
      guests.push_back(turn.guest);

  std::cout << "The sandbox portal is at " << portal.origin() << "; " << cast.turns.size()
            << " guests are coming." << std::endl;
  bool whole = true;
  {
    Station station(settings);
    const std::jthread director([&](std::stop_token stop) { direct(stop, cast, station.joints(), portal); });
    station.start([&] { return make_virtual_camera(guests, {.speed = options.speed}); }, nullptr);

    HandScanner scanner(by_hand, station.joints());
    const Tick begin = clock_now().tick;
    std::optional<Tick> ended;
    const auto finished = [&](milliseconds wait) {
      const Tick now = clock_now().tick;
      const bool cut = signals.came(wait) ||
                       (options.seconds > 0 && now - begin > std::chrono::duration<double>(options.seconds));
      if (cut) whole = station.camera_ended();
      const bool through = station.camera_ended() && scanner.done(now);
      return cut || (through && is_over(station, ended, now)) || !station.refused().empty();
    };
    if (display) {
      ShowOptions show_options{.screen = settings.screen,
                               .sound = settings.sound,
                               .station = settings.station.name,
                               .gate = settings.admission.ticket_types,
                               .shots = options.shots};
      show_options.finished = [&] { return finished(milliseconds{0}); };
      show({}, station.joints(), show_options);
      if (!ended) whole = false;  // the window was closed
    } else {
      while (!finished(milliseconds{33})) {
      }
    }
    if (!station.refused().empty()) throw std::runtime_error(station.refused());
    station.stop();
  }
  return finish_output(verdict_on_the_demo(cast, settings.station.state, whole));
}

}  // namespace

void add_demo(CLI::App& app, Chosen& chosen) {
  auto o = std::make_shared<DemoOptions>();
  CLI::App* command = app.add_subcommand(
      "demo", "The whole station with nothing to set up: a sandbox portal and a virtual camera");
  command->add_option("--guests", o->guests, "how many step up (0: one of each kind)")
      ->check(CLI::Range(0, 100));
  command->add_option("--speed", o->speed, "how quick they are")
      ->check(CLI::Range(0.1, 20.0))
      ->capture_default_str();
  command->add_option("--seconds", o->seconds, "end after so long (0: when everybody was there)")
      ->check(CLI::Range(0.0, 86'400.0));
  command->add_flag("--headless", o->headless, "without a window");
  command->add_flag("--windowed", o->windowed, "in a window instead of full-screen");
  command->add_option("--shots", o->shots, "a folder for a PNG of each new scene");
  command->callback([o, &chosen] { chosen = [o] { return demo(*o); }; });
}

}  // namespace usher
