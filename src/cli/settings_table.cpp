#include "settings_table.hpp"

namespace usher {

std::vector<Table> tables_of(Settings& s) {
  return {
      {"station",
       {{"name", &s.station.name},
        {"event", &s.station.event},
        {"state", &s.station.state},
        {"keep_roster_hours", &s.station.keep_roster_hours},
        {"keep_journal_days", &s.station.keep_journal_days}}},
      {"portal",
       {{"url", &s.portal.url},
        {"id", &s.portal.id},
        {"deadline_ms", &s.portal.deadline},
        {"ca_file", &s.portal.ca_file}}},
      {"camera",
       {{"source", &s.camera.source},
        {"width", &s.camera.width},
        {"height", &s.camera.height},
        {"fps", &s.camera.fps},
        {"loop", &s.camera.loop},
        {"mirror", &s.camera.mirror}}},
      {"admission",
       {{"decide", &s.admission.decide},
        {"only_station", &s.admission.only_station},
        {"ticket_types", &s.admission.ticket_types},
        {"unknown_offline", &s.admission.unknown_offline}}},
      {"output", {{"events", &s.output.events}}},
      {"screen",
       {{"fullscreen", &s.screen.fullscreen},
        {"self_service", &s.screen.self_service},
        {"language", &s.screen.language},
        {"show_requirements", &s.screen.show_requirements},
        {"pin", &s.screen.pin}}},
      {"sound", {{"volume", &s.sound.volume}, {"device", &s.sound.device}}},
  };
}

}  // namespace usher
