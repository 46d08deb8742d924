#include "verdict_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "json_text.hpp"
#include "usher/core/one_line.hpp"
#include "usher/core/pass.hpp"

namespace usher {

std::string to_text(const nlohmann::ordered_json& json) {
  // Guests' names come from anywhere; a broken byte in one must not cost the line.
  return escape_steering(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

nlohmann::ordered_json text_or_null(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

nlohmann::ordered_json time_or_null(const std::optional<Wall>& time) {
  return time ? nlohmann::ordered_json(to_iso8601(*time)) : nlohmann::ordered_json(nullptr);
}

std::string to_json(const VerdictLine& line) {
  const Verdict& v = line.verdict;
  nlohmann::ordered_json json;
  json["type"] = "verdict";
  json["at"] = to_iso8601(line.at);
  json["station"] = line.station;
  json["code"] = text_or_null(v.code);
  json["verdict"] = verdict_word(v.kind);
  json["basis"] = basis_word(v.basis);
  json["recorded"] = recorded_word(v.recorded);
  json["reasons"] = nlohmann::ordered_json::array();
  for (const Reason reason : v.reasons) json["reasons"].push_back(reason_word(reason));
  json["attendeeName"] = text_or_null(v.registration ? display_name(*v.registration) : "");
  json["company"] = text_or_null(v.registration ? v.registration->company : "");
  json["ticketType"] = text_or_null(v.registration ? v.registration->ticket_type : "");
  json["event"] = text_or_null(v.other_event.empty() ? line.event : v.other_event);
  json["checkedInAt"] = time_or_null(v.checked_in_at);
  json["latencyMs"] =
      line.latency ? nlohmann::ordered_json(line.latency->count()) : nlohmann::ordered_json(nullptr);
  return to_text(json);
}

std::string read_line(const std::string& file, const Symbol* symbol, double ms) {
  nlohmann::ordered_json json;
  json["file"] = file;
  json["payload"] = symbol ? nlohmann::ordered_json(symbol->payload) : nlohmann::ordered_json(nullptr);
  json["pass"] = symbol && parse_pass(symbol->payload).has_value();
  json["corners"] = nlohmann::ordered_json::array();
  if (symbol) {
    for (const Point& p : symbol->corners) json["corners"].push_back({std::lround(p.x), std::lround(p.y)});
  }
  json["ms"] = std::round(ms * 10) / 10;
  return to_text(json);
}

}  // namespace usher
