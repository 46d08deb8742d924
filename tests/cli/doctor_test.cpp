#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/doctor_facts.hpp"

using namespace usher;
namespace fs = std::filesystem;

namespace {

/// A /sys as a machine has it.
struct Sys {
  fs::path root;
  Sys() {
    char name[] = "/tmp/usher-sys-XXXXXX";
    root = mkdtemp(name);
  }
  ~Sys() { fs::remove_all(root); }
  void put(const std::string& path, const std::string& word) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << word << '\n';
  }
  ReadinessFacts facts() const {
    ReadinessFacts found;
    look_at_power(found, root);
    return found;
  }
};

}  // namespace

TEST_CASE("a tablet's battery, its plug and a Pi's voltage are found under /sys") {
  const Sys sys;
  CHECK_FALSE(sys.facts().battery_percent);
  CHECK(sys.facts().on_mains);
  sys.put("class/power_supply/BAT0/type", "Battery");
  sys.put("class/power_supply/BAT0/capacity", "62");
  sys.put("class/power_supply/BAT0/status", "Discharging");
  CHECK(sys.facts().battery_percent == 62);
  CHECK_FALSE(sys.facts().on_mains);
  sys.put("class/power_supply/AC/type", "Mains");
  sys.put("class/power_supply/AC/online", "1");
  CHECK(sys.facts().on_mains);
  sys.put("class/power_supply/mouse/type", "Battery");
  sys.put("class/power_supply/mouse/scope", "Device");
  sys.put("class/power_supply/mouse/capacity", "4");
  CHECK(sys.facts().battery_percent == 62);

  CHECK_FALSE(sys.facts().under_voltage_now);
  sys.put("class/hwmon/hwmon1/name", "rpi_volt");
  sys.put("class/hwmon/hwmon1/in0_lcrit_alarm", "1");
  CHECK(sys.facts().under_voltage_now);
  sys.put("class/hwmon/hwmon1/in0_lcrit_alarm", "0");
  sys.put("devices/platform/soc/soc:firmware/get_throttled", "50000");
  CHECK_FALSE(sys.facts().under_voltage_now);
  CHECK(sys.facts().under_voltage_since_boot);
}

TEST_CASE("a screen is known by its connector where no display can be opened") {
  const Sys sys;
  const auto plugged = [&] {
    ReadinessFacts facts;
    facts.settings.sound.volume = 0;
    look_at_screen_and_sound(facts, sys.root);
    return facts.screen_plugged_in;
  };
  CHECK(plugged().empty());
  sys.put("class/drm/version", "drm 1.1.0");
  sys.put("class/drm/card1-HDMI-A-1/status", "disconnected");
  CHECK(plugged().empty());
  sys.put("class/drm/card1-HDMI-A-2/status", "connected");
  CHECK(plugged() == "HDMI-A-2");
}

TEST_CASE("a Pi's trouble and a tablet's battery come out as sentences") {
  const auto power = [](const Sys& sys) {
    ReadinessFacts facts;
    look_at_power(facts, sys.root);
    for (const Finding& finding : judge_readiness(facts)) {
      if (finding.name == "power") return finding;
    }
    return Finding{};
  };
  const Sys pi;
  CHECK(power(pi).state == Finding::State::Ready);
  pi.put("class/hwmon/hwmon1/name", "rpi_volt");
  pi.put("class/hwmon/hwmon1/in0_lcrit_alarm", "1");
  CHECK(power(pi).state == Finding::State::NotReady);
  CHECK(power(pi).mend == "the right power supply and a short cable");
  pi.put("class/hwmon/hwmon1/in0_lcrit_alarm", "0");
  pi.put("devices/platform/soc/soc:firmware/get_throttled", "50000");
  CHECK(power(pi).state == Finding::State::Mind);

  const Sys tablet;
  tablet.put("class/power_supply/BAT0/type", "Battery");
  tablet.put("class/power_supply/BAT0/capacity", "31");
  tablet.put("class/power_supply/BAT0/status", "Discharging");
  CHECK(power(tablet).state == Finding::State::NotReady);
  CHECK(power(tablet).sentence == "runs on its battery, 31 percent");
  tablet.put("class/power_supply/USB/type", "USB");
  tablet.put("class/power_supply/USB/online", "1");
  CHECK(power(tablet).state == Finding::State::Ready);
}

TEST_CASE("a disk whose folder cannot be made says so, and what lies on it is not called ready") {
  ReadinessFacts facts;
  facts.settings.station.state = "/proc/usher";
  look_at_disk(facts);
  CHECK(facts.state_trouble.find("/proc/usher cannot be made") != std::string::npos);
  CHECK_FALSE(facts.queue_trouble.empty());
  CHECK_FALSE(facts.roster_trouble.empty());
}

TEST_CASE("the virtual foyer shows a code, at its rate and in focus") {
  ReadinessFacts facts;
  facts.settings.camera.source = "virtual";
  facts.settings.camera.width = 640;
  facts.settings.camera.height = 480;
  look_at_camera(facts, seconds{20});
  CHECK(facts.camera_trouble.empty());
  CHECK(facts.camera_fps > 0);
  facts = {};
  facts.settings.camera.source = "file:/nonexistent/film.mkv";
  look_at_camera(facts, seconds{1});
  CHECK_FALSE(facts.camera_trouble.empty());
}

TEST_CASE("a station that runs is asked by its own camera loop, and silence is not called ready") {
  ReadinessFacts facts;
  facts.settings.camera.source = "/dev/video0";
  Joints joints;
  const Tick now(milliseconds{1'000'000});
  ask_watch(facts, joints, now);
  CHECK_FALSE(facts.camera_trouble.empty());

  facts.camera_trouble.clear();
  joints.camera.put(
      {.state = CameraReport::State::Watching, .sentence = "It is blurred.", .fps = 29, .at = now});
  Scan scan;
  scan.payload = "EVT-ABC123DEF456";
  joints.scans.put_numbered(scan);
  ask_watch(facts, joints, now);
  CHECK(facts.camera_trouble.empty());
  CHECK(facts.camera_fps == 29);
  CHECK(facts.lens_trouble == "It is blurred.");
  CHECK(facts.test_code.find("F456") != std::string::npos);
  CHECK(facts.test_code.find("ABC123") == std::string::npos);

  ask_watch(facts, joints, now + seconds{10});
  CHECK_FALSE(facts.camera_trouble.empty());  // the report has grown old
}
