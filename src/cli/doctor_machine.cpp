#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "camera_source.hpp"
#include "doctor_facts.hpp"
#include "usher/core/masked.hpp"
#include "usher/core/pass.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/roster/roster.hpp"
#include "usher/scan/lens_check.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/scan/source/camera.hpp"
#include "usher/scan/watch.hpp"
#include "usher/screen/show.hpp"
#include "usher/screen/sound/sound_check.hpp"

namespace usher {

namespace {

namespace fs = std::filesystem;

/// The slowest of a few writes for good, in a file of our own beside the journal.
double slowest_fsync_ms(const std::string& folder) {
  const std::string path = folder + "/doctor.tmp";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) throw std::runtime_error("cannot be written: " + folder + " (" + std::strerror(errno) + ")");
  double slowest = 0;
  bool good = true;
  for (int i = 0; i < 8 && good; ++i) {
    const std::string page(4096, static_cast<char>('a' + i));
    const auto start = std::chrono::steady_clock::now();
    good = pwrite(file, page.data(), page.size(), i * 4096) == 4096 && fdatasync(file) == 0;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    slowest = std::max(slowest, took.count());
  }
  close(file);
  unlink(path.c_str());
  if (!good) throw std::runtime_error("does not keep what is written to " + folder);
  return slowest;
}

std::string word_in(const fs::path& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

std::optional<int> number_in(const fs::path& path) {
  const std::string word = word_in(path);
  if (word.empty() || word.find_first_not_of("0123456789") != std::string::npos || word.size() > 9)
    return std::nullopt;
  return std::stoi(word);
}

/// The first connector with a screen on it, as the kernel's graphics drivers tell: "card1-HDMI-A-1" is
/// HDMI-A-1.
std::string plugged_in_screen(const fs::path& sys) {
  std::error_code error;
  std::vector<std::string> connectors;
  for (const auto& entry : fs::directory_iterator(sys / "class/drm", error)) {
    const std::string name = entry.path().filename().string();
    const auto dash = name.find('-');
    if (dash != std::string::npos && word_in(entry.path() / "status") == "connected")
      connectors.push_back(name.substr(dash + 1));
  }
  return connectors.empty() ? "" : *std::min_element(connectors.begin(), connectors.end());
}

void read_journal(ReadinessFacts& facts, const std::string& folder) {
  if (!fs::exists(folder + "/journal.db")) return;
  JournalFile journal(folder);
  if (!facts.event) facts.event = remembered_event(facts.settings.station.event, journal);
  const auto counts = journal.counts(facts.event ? facts.event->id : "");
  facts.waiting = counts.waiting;
  facts.exceptions = counts.exceptions;
}

void read_roster(ReadinessFacts& facts, const std::string& folder) {
  Roster roster(folder);
  if (!roster.present()) return;
  const auto card = roster.card();
  if (!card) return;
  facts.has_roster = true;
  facts.roster_event = card->event.id;
  facts.roster_rows = card->rows;
  facts.roster_registered = card->registered;
  facts.roster_fetched = card->fetched_at;
}

/// The first thing in the folder, or the folder itself, that others on this machine may look into, and its
/// mode.
std::string open_to_others(const std::string& folder) {
  const auto wide = [](const fs::path& path, std::error_code& error) -> std::string {
    const auto mode = static_cast<unsigned>(fs::status(path, error).permissions()) & 0777U;
    if (error || (mode & 0077U) == 0) return "";
    std::string octal = "0";
    for (const unsigned shift : {6U, 3U, 0U}) octal += static_cast<char>('0' + (mode >> shift & 7U));
    return path.string() + " (" + octal + ")";
  };
  std::error_code error;
  if (std::string self = wide(folder, error); !self.empty()) return self;
  std::vector<std::string> found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;  // what a station at work took away meanwhile
    if (std::string one = wide(entry->path(), gone); !one.empty()) found.push_back(std::move(one));
  }
  return found.empty() ? "" : *std::ranges::min_element(found);
}

}  // namespace

void look_at_disk(ReadinessFacts& facts) {
  const std::string& folder = facts.settings.station.state;
  std::error_code error;
  if (!facts.configuration_trouble.empty() && !fs::exists(folder)) {
    facts.state_trouble = facts.queue_trouble = facts.roster_trouble =
        "was not looked at; complete the configuration first";
    return;
  }
  if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (error && !fs::is_directory(folder)) {
    facts.state_trouble = "the folder " + folder + " cannot be made (" + error.message() + ")";
    facts.queue_trouble = facts.roster_trouble = "is not known; mend the disk first";
    return;
  }
  facts.open_to_others = open_to_others(folder);
  struct statvfs room {};
  if (statvfs(folder.c_str(), &room) == 0) {
    facts.free_megabytes = static_cast<double>(room.f_bavail) * static_cast<double>(room.f_frsize) / 1e6;
  }
  // One after the other: a disk that keeps nothing may still be read.
  const auto trouble_of = [&](auto look) -> std::string {
    try {
      look();
      return "";
    } catch (const std::exception& broken) {
      return broken.what();
    }
  };
  facts.state_trouble = trouble_of([&] { facts.fsync_ms = slowest_fsync_ms(folder); });
  facts.queue_trouble = trouble_of([&] { read_journal(facts, folder); });
  facts.roster_trouble = trouble_of([&] { read_roster(facts, folder); });
}

namespace {

/// The first frames of a camera are dark while it finds its exposure.
constexpr int kWarmUp = 10;

/// The camera's own pace, before anything is read in its pictures: whoever reads meanwhile finds frames
/// waiting. False when it gives none.
bool measure_frame_rate(Camera& camera, ReadinessFacts& facts, Tick until) {
  constexpr int kCounted = 20;
  Tick first{};
  int frames = 0;
  while (frames < kWarmUp + kCounted) {
    const FramePtr frame = camera.read({});
    if (!frame) break;
    const Tick came = clock_now().tick;
    if (!frame->grey.empty()) {
      ++frames;
      // A film of few pictures ends before it is warm.
      if (frames == 1 || frames == kWarmUp) first = came;
      const int counted = frames >= kWarmUp ? frames - kWarmUp : frames - 1;
      if (counted > 0 && came > first)
        facts.camera_fps = 1000.0 * counted / static_cast<double>((came - first).count());
    }
    if (came >= until) break;
  }
  return frames > 0;
}

}  // namespace

void look_at_camera(ReadinessFacts& facts, milliseconds patience) try {
  if (facts.settings.camera.source == "none") {
    facts.camera_left_out = true;
    return;
  }
  const auto camera = open_source(facts.settings.camera);
  const Tick until = clock_now().tick + patience;
  if (!measure_frame_rate(*camera, facts, until)) {
    facts.camera_trouble = "gives no picture: " + facts.settings.camera.source;
    return;
  }
  // As the station would: a search without a limit takes seconds, and this look has ten.
  Reader reader(way_to_read(*camera));
  LensCheck lens;
  constexpr milliseconds kBetweenLooks{200};
  constexpr int kEnoughLooks = 8;
  Tick looked{};
  int looks = 0;
  // A code that was read is enough, unless it is that of a picture that stands still.
  const auto enough = [&] {
    return !facts.test_code.empty() && looks >= kEnoughLooks && (lens.moved() || camera->stills());
  };
  while (clock_now().tick < until && !enough()) {
    const FramePtr frame = camera->read({});
    if (!frame) break;
    if (frame->grey.empty()) continue;
    const bool due = clock_now().tick - looked >= kBetweenLooks;
    if (!facts.test_code.empty() && !due) continue;
    const auto symbols = reader.read(*frame);
    for (const Symbol& symbol : symbols) {
      if (const auto pass = parse_pass(symbol.payload)) facts.test_code = masked_code(pass->code);
    }
    if (!due) continue;
    looked = clock_now().tick;
    ++looks;
    facts.lens_trouble = lens_sentence(lens.look(signs_of(*frame), !symbols.empty(), looked));
  }
} catch (const std::exception& error) {
  facts.camera_trouble = error.what();
}

void look_at_screen_and_sound(ReadinessFacts& facts, const fs::path& sys) {
  std::string why_not;
  if (!display_available(why_not)) facts.display_trouble = why_not;
  facts.screen_plugged_in = plugged_in_screen(sys);
  if (facts.settings.sound.volume > 0 && !sound_available(facts.settings.sound)) {
    facts.sound_trouble = "there is no device \"" + facts.settings.sound.device + "\"";
  }
}

void look_at_power(ReadinessFacts& facts, const fs::path& sys) {
  std::error_code error;
  std::optional<bool> mains;
  for (const auto& supply : fs::directory_iterator(sys / "class/power_supply", error)) {
    const std::string type = word_in(supply.path() / "type");
    if (type == "Battery" && word_in(supply.path() / "scope") != "Device") {
      facts.battery_percent = number_in(supply.path() / "capacity");
      if (!mains) facts.on_mains = word_in(supply.path() / "status") != "Discharging";
    } else if (type == "Mains" || type == "USB") {
      const bool online = number_in(supply.path() / "online") == 1;
      mains = mains.value_or(false) || online;
      facts.on_mains = *mains;
    }
  }
  // The Pi's firmware speaks through a driver named rpi_volt: its alarm is latched since the last look.
  for (const auto& sensor : fs::directory_iterator(sys / "class/hwmon", error)) {
    if (word_in(sensor.path() / "name") == "rpi_volt") {
      facts.under_voltage_now = number_in(sensor.path() / "in0_lcrit_alarm") == 1;
    }
  }
  // Older firmware: bit 0 is now, bit 16 since the start.
  const std::string throttled = word_in(sys / "devices/platform/soc/soc:firmware/get_throttled");
  if (!throttled.empty()) {
    const unsigned long bits = std::strtoul(throttled.c_str(), nullptr, 16);
    facts.under_voltage_now = facts.under_voltage_now || (bits & 1UL) != 0;
    facts.under_voltage_since_boot = (bits & 0x10000UL) != 0;
  }
}

}  // namespace usher
