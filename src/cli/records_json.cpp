#include "records_json.hpp"

#include "json_text.hpp"
#include "verdict_json.hpp"

namespace usher {

namespace {

nlohmann::ordered_json queue_json(const CheckIn& row) {
  nlohmann::ordered_json json;
  json["id"] = row.id;
  json["code"] = row.code;
  json["state"] = state_word(row.state);
  json["verdict"] = verdict_word(row.granted ? Verdict::Kind::Grant : Verdict::Kind::Hold);
  json["scannedAt"] = to_iso8601(row.at.wall);
  json["attempts"] = row.attempts;
  json["reckoning"] = row.reckoning ? nlohmann::ordered_json(reckoning_word(*row.reckoning))
                                    : nlohmann::ordered_json(nullptr);
  json["note"] = text_or_null(row.note);
  json["attendeeName"] = text_or_null(row.guest);
  json["station"] = row.station;
  json["portalTime"] = time_or_null(row.portal_time);
  json["clockUnsure"] = row.at.clock_unsure;
  json["undone"] = row.undone;
  json["closedBy"] = text_or_null(row.closed_by);
  json["closedAt"] = time_or_null(row.closed_at);
  return json;
}

}  // namespace

std::string presentation_line(const Presentation& record) {
  VerdictLine line;
  line.at = record.at.wall;
  line.station = record.station;
  line.event = record.event;
  line.latency = record.latency;
  line.verdict = verdict_of(record);
  return to_json(line);
}

std::string queue_line(const CheckIn& row) {
  return to_text(queue_json(row));
}

std::string news_line(const News& news) {
  if (news.kind == News::Kind::Verdict) return presentation_line(news.presentation);
  nlohmann::ordered_json json;
  json["type"] = news.kind == News::Kind::Delivered ? "delivered" : "exception";
  json["at"] = to_iso8601(news.check_in.closed_at.value_or(clock_now().wall));
  json.update(queue_json(news.check_in));
  if (news.kind == News::Kind::Exception) json["sentence"] = sentence_about(news.check_in);
  return to_text(json);
}

}  // namespace usher
