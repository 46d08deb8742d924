#include <cctype>
#include <cmath>

#include "findings.hpp"

namespace usher {

namespace {

// Where doors begin to suffer. A verdict has the door deadline and 250 ms: a disk that takes 100 ms to
// promise one commit leaves little of it; below 15 frames a second people have moved on before the code is
// sharp.
constexpr double kSlowDisk = 100;   // ms
constexpr double kSmallDisk = 200;  // MB
constexpr double kSlowCamera = 15;  // frames per second
constexpr int kBatteryLow = 50;     // percent: half an evening

std::string rounded(double number) {
  return std::to_string(std::lround(number));
}

std::string counted(int number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

}  // namespace

Finding judge_camera(const ReadinessFacts& f) {
  if (f.camera_left_out) return ready("camera", "is not used here: hand scanners only");
  if (!f.camera_trouble.empty()) {
    return not_ready_by(
        "camera", f.camera_trouble,
        "plug it in and check camera.source; a station that runs holds its camera: systemctl stop usher");
  }
  const std::string fps = rounded(f.camera_fps) + " frames a second";
  if (f.camera_fps < kSlowCamera) {
    return not_ready("camera", "gives only " + fps,
                     "more light, a USB 3 port, or camera.width = 1280 and height = 720");
  }
  return ready("camera", "gives " + fps);
}

Finding judge_focus(const ReadinessFacts& f) {
  if (f.camera_left_out) return ready("focus", "does not matter without a camera");
  if (!f.camera_trouble.empty()) return not_ready("focus", "is not known", "mend the camera first");
  if (!f.lens_trouble.empty()) {
    // "The picture is out of focus. Turn the lens until…": what is wrong, and what to do.
    const auto end = f.lens_trouble.find_first_of(".:");
    if (end + 2 >= f.lens_trouble.size())
      return not_ready("focus", f.lens_trouble, "wipe the lens, focus it, give it light");
    std::string what = f.lens_trouble.substr(0, end);
    std::string mend = f.lens_trouble.substr(end + 2);
    for (std::string* part : {&what, &mend})
      (*part)[0] = static_cast<char>(std::tolower(static_cast<unsigned char>((*part)[0])));
    if (mend.back() == '.') mend.pop_back();
    return not_ready("focus", what, mend);
  }
  // A code that was read is the proof; without one nobody held anything sharp or blurred before the lens.
  return ready("focus", f.test_code.empty() ? "nothing to complain of" : "is right for codes");
}

Finding judge_test_code(const ReadinessFacts& f) {
  if (!f.test_code.empty()) return ready("test code", "was read: " + f.test_code);
  if (f.camera_left_out)
    return mind("test code", "was not looked for", "scan one with each hand scanner yourself");
  if (!f.camera_trouble.empty()) return not_ready("test code", "was not looked for", "mend the camera first");
  return not_ready("test code", "none was read", "hold a pass before the camera while this looks");
}

Finding judge_sound(const ReadinessFacts& f) {
  if (f.settings.sound.volume == 0)
    return mind("sound", "is muted", "set sound.volume if guests should hear their verdict");
  if (!f.sound_trouble.empty())
    return not_ready("sound", f.sound_trouble, "plug one in, or set sound.device or sound.volume = 0");
  return ready("sound", "plays on \"" + f.settings.sound.device + "\"");
}

Finding judge_display(const ReadinessFacts& f) {
  if (f.display_trouble.empty()) return ready("display", "can be opened");
  // A kiosk has no display for anybody but the station: cage opens the screen, and only for it.
  if (!f.screen_plugged_in.empty()) {
    return mind("display", "a screen is plugged in (" + f.screen_plugged_in + "), for the kiosk to open",
                "look at it: the station's picture must be there once the kiosk runs");
  }
  return not_ready("display",
                   "no screen is plugged in, and none can be opened from here (" + f.display_trouble + ")",
                   "plug a screen in and switch it on; on a desktop, ask there and not from a remote login");
}

Finding judge_disk(const ReadinessFacts& f) {
  // A full disk keeps nothing either: which of the two it is decides what to do.
  const bool small = f.free_megabytes && *f.free_megabytes < kSmallDisk;
  const std::string room = f.free_megabytes ? rounded(*f.free_megabytes) + " MB free" : "";
  if (small) {
    return not_ready("disk", room + (f.state_trouble.empty() ? "" : ": it " + f.state_trouble),
                     "free some space where " + f.settings.station.state + " lies");
  }
  if (!f.state_trouble.empty())
    return not_ready_by("disk", f.state_trouble, "run as the station's own user: sudo -u usher usher doctor");
  if (!f.free_megabytes || !f.fsync_ms) return not_ready("disk", "is not known", "check station.state");
  const std::string both = room + ", " + rounded(*f.fsync_ms) + " ms to write for good";
  if (*f.fsync_ms > kSlowDisk)
    return not_ready("disk", both, "a better card or an SSD; each guest waits for one such write");
  // Guests' names are this user's alone; the folder's owner may have chosen otherwise, and should know.
  if (!f.open_to_others.empty())
    return mind("disk", both + "; others on this machine may read " + f.open_to_others,
                "chmod -R go= " + f.settings.station.state);
  return ready("disk", both);
}

Finding judge_queue(const ReadinessFacts& f) {
  if (!f.queue_trouble.empty()) return not_ready_by("queue", f.queue_trouble, "mend the disk first");
  if (f.waiting == 0 && f.exceptions == 0) return ready("queue", "is empty");
  const std::string waiting =
      counted(f.waiting, "check-in waits for the portal", "check-ins wait for the portal");
  if (f.exceptions > 0)
    return not_ready("queue", waiting + ", " + counted(f.exceptions, "exception", "exceptions"),
                     "look at each: usher queue list, and close it with a note");
  return mind("queue", waiting, "delivered by themselves, or by usher queue replay");
}

Finding judge_power(const ReadinessFacts& f) {
  if (f.under_voltage_now)
    return not_ready("power", "the machine gets too little voltage",
                     "the right power supply and a short cable");
  if (f.battery_percent && !f.on_mains) {
    const std::string level = "runs on its battery, " + std::to_string(*f.battery_percent) + " percent";
    if (*f.battery_percent < kBatteryLow) return not_ready("power", level, "plug it in");
    return mind("power", level, "plug it in before doors");
  }
  if (f.under_voltage_since_boot)
    return mind("power", "the voltage was too low once since the start", "a better power supply");
  if (f.battery_percent)
    return ready("power", "plugged in, battery at " + std::to_string(*f.battery_percent) + " percent");
  return ready("power", "nothing to complain of");
}

}  // namespace usher
