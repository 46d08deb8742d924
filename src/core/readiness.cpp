#include "usher/core/readiness.hpp"

#include <algorithm>
#include <cstdlib>

#include "findings.hpp"

namespace usher {

namespace {

using State = Finding::State;

constexpr milliseconds kClockOff{120'000};  // docs/events-api.md, Trap 29
constexpr std::chrono::hours kRosterOld{1};

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

/// Something answered, and nothing that it said is the portal's: a venue's login page, a wrong address.
bool is_stranger(const ReadinessFacts& f) {
  return !f.licensed && f.portal_failure && f.portal_failure->status != 0 &&
         f.portal_failure->kind == Failure::Kind::MaybeSent && f.portal_failure->status < 500;
}

bool not_authorised(const ReadinessFacts& f) {
  return f.portal_failure && f.portal_failure->kind == Failure::Kind::NotAuthorised;
}

/// Without an id there is nobody to ask about.
bool was_asked(const ReadinessFacts& f) {
  return !f.settings.portal.id.empty();
}
constexpr const char* kNotAsked = "was not asked for";
constexpr const char* kCompleteFirst = "complete the configuration first";
constexpr const char* kPortalFirst = "mend the portal first";

/// The network is fine, then, and whoever looks for a cable looks in the wrong place. Every sentence of
/// libcurl about a certificate has that word (tests/portal/tls_test.cpp).
bool refused_certificate(const ReadinessFacts& f) {
  return !answered(f) && f.portal_failure &&
         f.portal_failure->detail.find("certificate") != std::string::npos;
}

Finding configuration(const ReadinessFacts& f) {
  if (!f.configuration_trouble.empty()) {
    Finding finding =
        not_ready_by("configuration", f.configuration_trouble, "mend it in /etc/usher/station.toml");
    // What is not there yet can be asked for; a line that is wrong has to be mended where it stands.
    if (f.configuration_trouble.find("is missing") != std::string::npos)
      finding.mend += "; or let the station ask for it: usher run --setup";
    return finding;
  }
  return ready("configuration", "is complete: station \"" + f.settings.station.name + "\"");
}

Finding portal(const ReadinessFacts& f) {
  const std::string url = f.settings.portal.url;
  if (!was_asked(f)) return not_ready("portal", "was not asked: there is no portal.id", kCompleteFirst);
  if (!answered(f)) {
    const std::string why = f.portal_failure ? f.portal_failure->detail : "nobody asked it";
    if (refused_certificate(f)) {
      return not_ready("portal", "somebody answers at " + url + " who is not proven to be the portal",
                       "see tls, the next line");
    }
    return not_ready("portal", "cannot be reached at " + url + " (" + why + ")",
                     "check the network cable or Wi-Fi, a login page of the venue, and portal.url");
  }
  if (is_stranger(f)) {
    return not_ready("portal",
                     "what answers at " + url + " is not the portal (" + f.portal_failure->detail + ")",
                     "a login page of the venue's network: open it in a browser; or a wrong portal.url");
  }
  if (!f.licensed && f.portal_failure->status >= 500) {
    return not_ready("portal", "is in trouble itself (" + f.portal_failure->detail + ")",
                     "try again in some minutes; if it stays, ask whoever manages the portal");
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
  if (!was_asked(f)) return not_ready("tls", "was not verified", kCompleteFirst);
  if (refused_certificate(f)) {
    return not_ready(
        "tls",
        "the certificate does not hold (" + f.portal_failure->detail + "); this machine's clock says " +
            local_day_and_clock(f.now.wall),
        "if that clock is wrong: timedatectl set-ntp true; if it is right: a login page of the venue's "
        "network, a wrong portal.url, or a venue's own authority (portal.ca_file)");
  }
  if (!answered(f)) {
    return not_ready("tls", "could not be verified, since the portal did not answer", kPortalFirst);
  }
  return ready("tls", "the portal's certificate is verified");
}

Finding licence(const ReadinessFacts& f) {
  if (!was_asked(f)) return not_ready("licence", kNotAsked, kCompleteFirst);
  // A portal without the app has no licence either, and renewing one would not help.
  if (not_authorised(f)) return not_ready("licence", "is not known", "see authorisation, the next line");
  const bool inactive = f.portal_failure && f.portal_failure->kind == Failure::Kind::LicenceInactive;
  if (inactive || f.licensed == false) {
    return not_ready("licence", "of portal " + f.settings.portal.id + " is not active",
                     "ask whoever manages the portal to renew the Events licence");
  }
  if (!f.licensed) return not_ready("licence", "is not known", kPortalFirst);
  return ready("licence", "is active");
}

Finding authorisation(const ReadinessFacts& f) {
  if (!was_asked(f)) return not_ready("authorisation", kNotAsked, kCompleteFirst);
  if (not_authorised(f)) {
    return not_ready("authorisation", "portal " + f.settings.portal.id + " has not authorised the Events app",
                     "check portal.id, or install the app in that portal");
  }
  if (f.portal_failure && f.portal_failure->kind == Failure::Kind::Blocked) {
    return not_ready("authorisation", "the portal refuses this station (" + f.portal_failure->detail + ")",
                     "ask whoever manages the portal");
  }
  if (f.portal_failure && f.portal_failure->kind == Failure::Kind::LicenceInactive)
    return not_ready("authorisation", "is not known", "mend the licence first");
  if (f.portal_failure || !f.licensed) return not_ready("authorisation", "is not known", kPortalFirst);
  return ready("authorisation", "portal " + f.settings.portal.id + " knows this app");
}

/// What the portal's clock says: one of ours that is wrong must not make tonight's event last year's.
Wall portal_clock(const ReadinessFacts& f) {
  return f.clock_ahead ? f.now.wall - *f.clock_ahead : f.now.wall;
}

Finding event(const ReadinessFacts& f) {
  const Wall now = portal_clock(f);
  if (!f.event && !was_asked(f)) return not_ready("event", "is not known", kCompleteFirst);
  if (!f.event && f.event_sentence.empty()) return not_ready("event", "is not known", kPortalFirst);
  if (!f.event)
    return not_ready_by("event", f.event_sentence, "set station.event to one that `usher events` lists");
  const Event& e = *f.event;
  const std::string name = "\"" + e.name + "\" (id " + e.id + ")";
  const std::optional<Wall> over = e.ends ? e.ends : e.starts;
  if (over && now > *over + std::chrono::hours(24)) {
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
  if (e.starts && *e.starts > now + std::chrono::hours(24)) {
    return mind("event", name + " starts only on " + local_day_and_clock(*e.starts),
                "check that it is the right one");
  }
  return ready("event", name + (e.starts ? ", " + local_day_and_clock(*e.starts) : ""));
}

Finding roster(const ReadinessFacts& f) {
  const char* sync = "usher roster sync, with the network there";
  if (!f.roster_trouble.empty()) return not_ready_by("roster", f.roster_trouble, sync);
  if (!f.has_roster)
    return not_ready("roster", "there is none: without the network nobody could be admitted", sync);
  if (f.event && f.roster_event != f.event->id) return not_ready("roster", "is of another event", sync);
  const std::string count = std::to_string(f.roster_registered) + " registered (" +
                            std::to_string(f.roster_rows) + " with cancelled ones)";
  if (f.roster_rows == 0)
    return not_ready("roster", "is empty", "check that the event has registrations, then sync");
  const auto age = f.roster_fetched ? f.now.wall - *f.roster_fetched : milliseconds::max();
  if (age < -kClockOff) {
    return mind("roster", count + ", fetched after what this machine's clock says now",
                "mend the clock, then sync again");
  }
  if (!f.roster_fetched || age > kRosterOld) {
    return not_ready("roster", count + (f.roster_fetched ? ", " + span(age) + " old" : ", of unknown age"),
                     sync);
  }
  // capacity_current is approximate by nature (docs/events-api.md, Trap 22), so only a clear gap is worth a
  // word: a list cut short.
  if (f.event && f.event->capacity_current > 0 && f.roster_rows * 10 < f.event->capacity_current * 9) {
    return mind("roster", count + ", but the portal counts " + std::to_string(f.event->capacity_current),
                "the list may be cut: sync again, and ask whoever manages the portal");
  }
  std::string of = f.event && f.event->capacity_total > 0
                       ? " of " + std::to_string(f.event->capacity_total) + " places"
                       : "";
  return ready("roster", count + of + ", " + span(std::max<milliseconds>(age, milliseconds{0})) + " old");
}

Finding clock(const ReadinessFacts& f) {
  if (!f.clock_ahead) {
    return not_ready("clock", "could not be compared with the portal's",
                     std::string(was_asked(f) ? kPortalFirst : kCompleteFirst) + "; see also timedatectl");
  }
  const milliseconds off{std::abs(f.clock_ahead->count())};
  if (off > kClockOff) {
    return not_ready(
        "clock", "is " + span(off) + (f.clock_ahead->count() > 0 ? " ahead of" : " behind") + " the portal's",
        "switch on time synchronisation: timedatectl set-ntp true");
  }
  return ready("clock", "agrees with the portal's within " + span(std::max(off, milliseconds{1000})));
}

}  // namespace

Finding not_ready_by(const char* name, const std::string& sentence, const std::string& mend) {
  // Who says it is the line's own name already.
  const std::string prefix = std::string(name) + ": ";
  const std::string what = sentence.rfind(prefix, 0) == 0 ? sentence.substr(prefix.size()) : sentence;
  const auto semicolon = what.find("; ");
  if (semicolon == std::string::npos) return not_ready(name, what, mend);
  return not_ready(name, what.substr(0, semicolon), what.substr(semicolon + 2));
}

std::vector<Finding> judge_readiness(const ReadinessFacts& facts) {
  std::vector<Finding> findings;
  for (const auto check :
       {configuration, portal, tls, licence, authorisation, event, roster, clock, judge_camera, judge_focus,
        judge_test_code, judge_sound, judge_display, judge_disk, judge_queue, judge_power}) {
    findings.push_back(check(facts));
  }
  return findings;
}

bool all_ready(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.state == State::NotReady; });
}

}  // namespace usher
