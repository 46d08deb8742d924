#include "usher/core/readiness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace usher {

namespace {

using State = Finding::State;

// Where doors begin to suffer. A verdict has the door deadline and 250 ms: a disk that takes 100 ms to
// promise one commit leaves little of it; below 15 frames a second people have moved on before the code is
// sharp.
constexpr double kSlowDisk = 100;           // ms
constexpr double kSmallDisk = 200;          // MB
constexpr double kSlowCamera = 15;          // frames per second
constexpr milliseconds kClockOff{120'000};  // events-api, trap 29
constexpr std::chrono::hours kRosterOld{1};
constexpr int kBatteryLow = 50;  // percent: half an evening

Finding ready(const char* name, std::string sentence) {
  return {name, State::Ready, std::move(sentence), ""};
}
Finding mind(const char* name, std::string sentence, std::string mend) {
  return {name, State::Mind, std::move(sentence), std::move(mend)};
}
Finding not_ready(const char* name, std::string sentence, std::string mend) {
  return {name, State::NotReady, std::move(sentence), std::move(mend)};
}

std::string rounded(double number) {
  return std::to_string(std::lround(number));
}

std::string span(milliseconds time) {
  const auto s = std::chrono::duration_cast<seconds>(time).count();
  if (s < 120) return std::to_string(s) + " s";
  if (s < 7200) return std::to_string(s / 60) + " min";
  if (s < 48 * 3600) return std::to_string(s / 3600) + " h";
  return std::to_string(s / 86400) + " days";
}

bool answered(const ReadinessFacts& f) {
  return f.licensed || (f.portal_failure && f.portal_failure->status != 0);
}

/// The network is fine, then, and whoever looks for a cable looks in the wrong place. Every sentence of
/// libcurl about a certificate has that word (tests/portal/tls_test.cpp).
bool refused_certificate(const ReadinessFacts& f) {
  return !answered(f) && f.portal_failure &&
         f.portal_failure->detail.find("certificate") != std::string::npos;
}

Finding configuration(const ReadinessFacts& f) {
  if (!f.configuration_trouble.empty()) {
    return not_ready("configuration", f.configuration_trouble, "mend it in /etc/usher/station.toml");
  }
  return ready("configuration", "is complete: station \"" + f.settings.station.name + "\"");
}

Finding portal(const ReadinessFacts& f) {
  const std::string url = f.settings.portal.url;
  if (!answered(f)) {
    const std::string why = f.portal_failure ? f.portal_failure->detail : "nobody asked it";
    if (refused_certificate(f)) {
      return not_ready("portal", "somebody answers at " + url + " who is not proven to be the portal",
                       "see tls, the next line");
    }
    return not_ready("portal", "cannot be reached at " + url + " (" + why + ")",
                     "check the network cable or Wi-Fi, a login page of the venue, and portal.url");
  }
  if (f.portal_took > milliseconds{1000}) {
    return mind("portal", "answers at " + url + ", slowly: " + std::to_string(f.portal_took.count()) + " ms",
                "a nearer access point or a cable; slow answers are given up at the door deadline");
  }
  return ready("portal", "answers at " + url + " in " + std::to_string(f.portal_took.count()) + " ms");
}

Finding tls(const ReadinessFacts& f) {
  if (f.settings.portal.url.rfind("https://", 0) != 0) {
    return ready("tls", "is not used: the portal is on this machine");
  }
  if (refused_certificate(f)) {
    return not_ready(
        "tls",
        "the certificate does not hold (" + f.portal_failure->detail + "); this machine's clock says " +
            local_day_and_clock(f.now.wall),
        "if that clock is wrong: timedatectl set-ntp true; if it is right: a login page of the venue's "
        "network, a wrong portal.url, or a venue's own authority (portal.ca_file)");
  }
  if (!answered(f)) {
    return not_ready("tls", "could not be verified, since the portal did not answer",
                     "mend the portal first");
  }
  return ready("tls", "the portal's certificate is verified");
}

Finding licence(const ReadinessFacts& f) {
  const bool inactive = f.portal_failure && f.portal_failure->kind == Failure::Kind::LicenceInactive;
  if (inactive || f.licensed == false) {
    return not_ready("licence", "of portal " + f.settings.portal.id + " is not active",
                     "ask whoever manages the portal to renew the Events licence");
  }
  if (!f.licensed) return not_ready("licence", "is not known", "mend the portal first");
  return ready("licence", "is active");
}

Finding authorisation(const ReadinessFacts& f) {
  if (f.portal_failure) {
    switch (f.portal_failure->kind) {
      case Failure::Kind::NotAuthorised:
        return not_ready("authorisation",
                         "portal " + f.settings.portal.id + " has not authorised the Events app",
                         "check portal.id, or install the app in that portal");
      case Failure::Kind::Blocked:
        return not_ready("authorisation",
                         "the portal refuses this station (" + f.portal_failure->detail + ")",
                         "ask whoever manages the portal");
      case Failure::Kind::NotSent:
      case Failure::Kind::MaybeSent:
      case Failure::Kind::LicenceInactive:
      case Failure::Kind::Paced:
      case Failure::Kind::Refused:
        return not_ready("authorisation", "is not known", "mend the portal first");
    }
  }
  return ready("authorisation", "portal " + f.settings.portal.id + " knows this app");
}

Finding event(const ReadinessFacts& f) {
  if (!f.event) {
    return not_ready("event", f.event_sentence.empty() ? "is not known" : f.event_sentence,
                     "set station.event to one that `usher events` lists");
  }
  const Event& e = *f.event;
  const std::string name = "\"" + e.name + "\" (id " + e.id + ")";
  const std::optional<Wall> over = e.ends ? e.ends : e.starts;
  if (over && f.now.wall > *over + std::chrono::hours(24)) {
    return not_ready("event", name + " was over on " + local_day_and_clock(*over),
                     "set station.event to tonight's event");
  }
  if (!f.event_by_portal) {
    return mind("event", name + " is remembered; the portal did not confirm it now",
                f.event_sentence.empty() ? "mend the portal, then look again" : f.event_sentence);
  }
  if (!e.status.empty() && e.status != "published") {
    return not_ready("event", name + " is " + e.status + " in the portal",
                     "ask the organiser whether it takes place");
  }
  if (e.online)
    return mind("event", name + " is an online event", "check that this is the event with the door");
  if (e.starts && *e.starts > f.now.wall + std::chrono::hours(24)) {
    return mind("event", name + " starts only on " + local_day_and_clock(*e.starts),
                "check that it is the right one");
  }
  return ready("event", name + (e.starts ? ", " + local_day_and_clock(*e.starts) : ""));
}

Finding roster(const ReadinessFacts& f) {
  const char* sync = "usher roster sync, with the network there";
  if (!f.has_roster)
    return not_ready("roster", "there is none: without the network nobody could be admitted", sync);
  if (f.event && f.roster_event != f.event->id) return not_ready("roster", "is of another event", sync);
  const std::string count = std::to_string(f.roster_registered) + " registered (" +
                            std::to_string(f.roster_rows) + " with cancelled ones)";
  if (f.roster_rows == 0)
    return not_ready("roster", "is empty", "check that the event has registrations, then sync");
  const auto age = f.roster_fetched ? f.now.wall - *f.roster_fetched : milliseconds::max();
  if (!f.roster_fetched || age > kRosterOld) {
    return not_ready("roster", count + (f.roster_fetched ? ", " + span(age) + " old" : ", of unknown age"),
                     sync);
  }
  // capacity_current is approximate by nature (trap 22), so only a clear gap is worth a word: a list cut
  // short.
  if (f.event && f.event->capacity_current > 0 && f.roster_rows * 10 < f.event->capacity_current * 9) {
    return mind("roster", count + ", but the portal counts " + std::to_string(f.event->capacity_current),
                "the list may be cut: sync again, and ask whoever manages the portal");
  }
  std::string of = f.event && f.event->capacity_total > 0
                       ? " of " + std::to_string(f.event->capacity_total) + " places"
                       : "";
  return ready("roster", count + of + ", " + span(age) + " old");
}

Finding clock(const ReadinessFacts& f) {
  if (!f.clock_ahead) {
    return not_ready("clock", "could not be compared with the portal's",
                     "mend the portal first; see also timedatectl");
  }
  const milliseconds off{std::abs(f.clock_ahead->count())};
  if (off > kClockOff) {
    return not_ready(
        "clock", "is " + span(off) + (f.clock_ahead->count() > 0 ? " ahead of" : " behind") + " the portal's",
        "switch on time synchronisation: timedatectl set-ntp true");
  }
  return ready("clock", "agrees with the portal's within " + span(std::max(off, milliseconds{1000})));
}

Finding camera(const ReadinessFacts& f) {
  if (f.camera_left_out) return ready("camera", "is not used here: hand scanners only");
  if (!f.camera_trouble.empty()) {
    return not_ready(
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

Finding focus(const ReadinessFacts& f) {
  if (f.camera_left_out) return ready("focus", "does not matter without a camera");
  if (!f.camera_trouble.empty()) return not_ready("focus", "is not known", "mend the camera first");
  if (!f.lens_trouble.empty()) {
    return not_ready("focus", f.lens_trouble,
                     "hold a printed page where guests will hold codes; wipe, focus, light");
  }
  // A code that was read is the proof; without one nobody held anything sharp or blurred before the lens.
  return ready("focus", f.test_code.empty() ? "nothing to complain of" : "is right for codes");
}

Finding test_code(const ReadinessFacts& f) {
  if (!f.test_code.empty()) return ready("test code", "was read: " + f.test_code);
  if (f.camera_left_out)
    return mind("test code", "was not looked for", "scan one with each hand scanner yourself");
  if (!f.camera_trouble.empty()) return not_ready("test code", "was not looked for", "mend the camera first");
  return not_ready("test code", "none was read",
                   "hold any pass of the event before the camera while this runs");
}

Finding sound(const ReadinessFacts& f) {
  if (f.settings.sound.volume == 0)
    return mind("sound", "is muted", "set sound.volume if guests should hear their verdict");
  if (!f.sound_trouble.empty())
    return not_ready("sound", f.sound_trouble,
                     "plug a speaker in, set sound.device (see aplay -L), or sound.volume = 0");
  return ready("sound", "plays on \"" + f.settings.sound.device + "\"");
}

Finding display(const ReadinessFacts& f) {
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

Finding disk(const ReadinessFacts& f) {
  if (!f.state_trouble.empty())
    return not_ready("disk", f.state_trouble, "run as the station's own user: sudo -u usher usher doctor");
  if (!f.free_megabytes || !f.fsync_ms) return not_ready("disk", "is not known", "check station.state");
  const std::string room =
      rounded(*f.free_megabytes) + " MB free, " + rounded(*f.fsync_ms) + " ms to write for good";
  if (*f.free_megabytes < kSmallDisk)
    return not_ready("disk", room, "free some space where " + f.settings.station.state + " lies");
  if (*f.fsync_ms > kSlowDisk)
    return not_ready("disk", room, "a better card or an SSD; each guest waits for one such write");
  return ready("disk", room);
}

Finding queue(const ReadinessFacts& f) {
  if (f.waiting == 0 && f.exceptions == 0) return ready("queue", "is empty");
  std::string count = std::to_string(f.waiting) + " check-ins wait for the portal, " +
                      std::to_string(f.exceptions) + " exceptions";
  if (f.exceptions > 0)
    return not_ready("queue", count, "look at each: usher queue list, and close it with a note");
  return mind("queue", count, "they are delivered by themselves; or now: usher queue replay");
}

Finding power(const ReadinessFacts& f) {
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

}  // namespace

std::vector<Finding> judge_readiness(const ReadinessFacts& facts) {
  std::vector<Finding> findings;
  for (const auto check : {configuration, portal, tls, licence, authorisation, event, roster, clock, camera,
                           focus, test_code, sound, display, disk, queue, power}) {
    findings.push_back(check(facts));
  }
  return findings;
}

bool all_ready(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.state == State::NotReady; });
}

}  // namespace usher
