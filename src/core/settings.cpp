#include "usher/core/settings.hpp"

#include <algorithm>
#include <array>

namespace usher {

namespace {

bool one_of(std::string_view value, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), value) != words.end();
}

std::string must_be(std::string_view key, std::string_view value, std::string_view mend) {
  return std::string(key) + " is \"" + std::string(value) + "\"; it must be " + std::string(mend);
}

}  // namespace

std::optional<std::string> complaint_about(const Settings& s, Need need) {
  if (s.portal.id.empty() && need != Need::Nothing) {
    return "portal.id is missing; give the HubSpot portal id, or --portal-id";
  }
  if (!std::all_of(s.portal.id.begin(), s.portal.id.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return must_be("portal.id", s.portal.id, "digits only, as HubSpot shows the portal id");
  }
  if (s.station.event.empty() && need == Need::Event) {
    return "station.event is missing; give the event's id, exact name or url_slug, or --event (see usher "
           "events)";
  }
  if (s.station.name.empty()) return "station.name is empty; give the lane a name that staff know it by";
  if (s.station.state.empty()) return "station.state is empty; give a folder for the journal and the roster";
  if (s.station.keep_roster_hours < 1 || s.station.keep_roster_hours > 24 * 365) {
    return must_be("station.keep_roster_hours", std::to_string(s.station.keep_roster_hours),
                   "from 1 to 8760 hours after the event's end");
  }
  if (s.station.keep_journal_days < 1 || s.station.keep_journal_days > 3650) {
    return must_be("station.keep_journal_days", std::to_string(s.station.keep_journal_days),
                   "from 1 to 3650 days after the event's end");
  }
  if (s.portal.deadline < milliseconds{100} || s.portal.deadline > milliseconds{30'000}) {
    return must_be("portal.deadline_ms", std::to_string(s.portal.deadline.count()), "from 100 to 30000");
  }
  if (s.camera.width < 160 || s.camera.width > 7680) {
    return must_be("camera.width", std::to_string(s.camera.width), "from 160 to 7680 pixels");
  }
  if (s.camera.height < 120 || s.camera.height > 4320) {
    return must_be("camera.height", std::to_string(s.camera.height), "from 120 to 4320 pixels");
  }
  if (!(s.camera.fps >= 1 && s.camera.fps <= 240)) {
    return must_be("camera.fps", std::to_string(s.camera.fps), "from 1 to 240 frames per second");
  }
  if (!one_of(s.admission.decide, {"auto", "portal-first", "local-first"})) {
    return must_be("admission.decide", s.admission.decide, "auto, portal-first or local-first");
  }
  if (!one_of(s.admission.unknown_offline, {"hold", "admit-and-flag"})) {
    return must_be("admission.unknown_offline", s.admission.unknown_offline, "hold or admit-and-flag");
  }
  if (!one_of(s.screen.language, {"en", "de", "nl", "fr", "es"})) {
    return must_be("screen.language", s.screen.language, "en, de, nl, fr or es");
  }
  if (s.sound.volume < 0 || s.sound.volume > 100) {
    return must_be("sound.volume", std::to_string(s.sound.volume), "from 0 (mute) to 100");
  }
  return std::nullopt;
}

Policy policy_of(const AdmissionSettings& admission) {
  Policy policy;
  const bool local =
      admission.decide == "local-first" || (admission.decide == "auto" && admission.only_station);
  policy.decide = local ? Policy::Decide::LocalFirst : Policy::Decide::PortalFirst;
  policy.unknown_offline = admission.unknown_offline == "admit-and-flag"
                               ? Policy::UnknownOffline::AdmitAndFlag
                               : Policy::UnknownOffline::Hold;
  policy.ticket_types = admission.ticket_types;
  return policy;
}

}  // namespace usher
