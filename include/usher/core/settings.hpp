#pragma once

#include <optional>
#include <string>
#include <vector>

#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher {

/// The configuration, one struct per table of the file. The defaults in here are those that the package's
/// station.toml shows.
struct StationSettings {
  std::string name = "usher";
  std::string event;                     ///< id, exact name or url_slug; required
  std::string state = "/var/lib/usher";  ///< folder for journal and roster
  int keep_roster_hours = 24;            ///< after the event's end; then the roster is deleted
  int keep_journal_days = 30;            ///< after the event's end; then the journal is reduced to hashes
};

struct PortalSettings {
  std::string url = "https://api.worksby.design/apps/events/";
  std::string id;               ///< digits; required
  milliseconds deadline{1500};  ///< from decode to verdict
  std::string ca_file;  ///< extra trust anchor, for portals behind a venue's own authority; empty: system
};

struct CameraSettings {
  std::string source =
      "auto";         ///< auto, /dev/v4l/by-id/…, file:VIDEO, images:DIR, gst:PIPELINE, virtual, none
  int width = 1280;   ///< pixels
  int height = 720;   ///< pixels
  double fps = 30;    ///< asked of the driver; the pace of folders, and of films that tell none of their own
  bool loop = false;  ///< files and folders: start again at the end
  bool mirror = false;  ///< preview only: a camera that faces the guest feels like a mirror
};

struct AdmissionSettings {
  std::string decide = "auto";  ///< portal-first, local-first, auto
  bool only_station = false;
  std::vector<std::string> ticket_types;  ///< the gate: empty admits all
  std::string unknown_offline = "hold";   ///< hold, admit-and-flag
};

struct OutputSettings {
  std::string events;  ///< a path, "-" for stdout, or empty
};

struct ScreenSettings {
  bool fullscreen = true;
  bool self_service = false;    ///< guests alone: first name only, no company, bigger guidance
  std::string language = "en";  ///< en, de, nl, fr, es
  bool show_requirements = false;
  std::string pin;  ///< staff; empty: no lock
};

struct SoundSettings {
  int volume = 70;  ///< percent; 0 is mute
  std::string device = "default";
};

struct Settings {
  StationSettings station;
  PortalSettings portal;
  CameraSettings camera;
  AdmissionSettings admission;
  OutputSettings output;
  ScreenSettings screen;
  SoundSettings sound;
};

/// What a command needs beyond well-formed values.
enum class Need { Nothing, Portal, Event };

/// The first thing wrong or missing, as a sentence that names the key and the mend; nothing when all is well.
/// Need::Event needs the portal, too.
std::optional<std::string> complaint_about(const Settings& settings, Need need = Need::Event);

/// "auto" resolved: local-first where the station is declared the only one, else portal-first.
Policy policy_of(const AdmissionSettings& admission);

}  // namespace usher
