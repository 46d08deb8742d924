#include "cli/verdict_json.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

VerdictLine granted() {
  VerdictLine line;
  line.at = *parse_iso8601("2026-06-15T09:32:00.123Z");
  line.station = "North door 1";
  line.event = "Annual Member Conference";
  line.latency = milliseconds{41};
  line.verdict.kind = Verdict::Kind::Grant;
  line.verdict.basis = Verdict::Basis::Portal;
  line.verdict.recorded = Verdict::Recorded::Portal;
  line.verdict.code = "EVT-ABC123DEF456";
  line.verdict.checked_in_at = parse_iso8601("2026-06-15T09:32:00.000Z");
  line.verdict.registration =
      Registration{.attendee_name = "Sarah Johnson", .company = "Acme Corp", .ticket_type = "standard"};
  return line;
}

}  // namespace

TEST_CASE("a verdict is the line that the manual promises to scripts") {
  CHECK(
      to_json(granted()) ==
      R"({"type":"verdict","at":"2026-06-15T09:32:00.123Z","station":"North door 1","code":"EVT-ABC123DEF456",)"
      R"("verdict":"GRANT","basis":"portal","recorded":"portal","reasons":[],"attendeeName":"Sarah Johnson",)"
      R"("company":"Acme Corp","ticketType":"standard","event":"Annual Member Conference",)"
      R"("checkedInAt":"2026-06-15T09:32:00.000Z","latencyMs":41})");
}

TEST_CASE("what is not known is null, and reasons are their stable words") {
  VerdictLine line = granted();
  line.verdict = {};
  line.verdict.reasons = {Reason::NotOnRoster, Reason::PortalUnreachable};
  line.latency.reset();
  const std::string json = to_json(line);
  CHECK(json.find(R"("code":null)") != std::string::npos);
  CHECK(json.find(R"("attendeeName":null)") != std::string::npos);
  CHECK(json.find(R"("latencyMs":null)") != std::string::npos);
  CHECK(json.find(R"("reasons":["not_on_roster","portal_unreachable"])") != std::string::npos);
}

TEST_CASE("a pass of another event names that event") {
  VerdictLine line = granted();
  line.verdict.kind = Verdict::Kind::WrongEvent;
  line.verdict.other_event = "Gala Dinner";
  CHECK(to_json(line).find(R"("event":"Gala Dinner")") != std::string::npos);
}

TEST_CASE("a name that is not UTF-8 costs a character, not the line") {
  VerdictLine line = granted();
  line.verdict.registration->attendee_name =
      "Sar\xff"
      "ah\n\"x\"";
  const std::string json = to_json(line);
  CHECK(json.find("Sar\xEF\xBF\xBD"
                  "ah\\n\\\"x\\\"") != std::string::npos);
  CHECK(json.find('\n') == std::string::npos);
}

TEST_CASE("a symbol is the line that the manual promises to scripts") {
  const Symbol symbol{"EVT-ABC123DEF456", {Point{10, 12}, Point{90, 11}, Point{92.4F, 93}, Point{9, 95}}};
  CHECK(read_line("photos/1.webp", &symbol, 3.14) ==
        R"({"file":"photos/1.webp","payload":"EVT-ABC123DEF456","pass":true,)"
        R"("corners":[[10,12],[90,11],[92,93],[9,95]],"ms":3.1})");
  CHECK(read_line("a.png", nullptr, 1) ==
        R"({"file":"a.png","payload":null,"pass":false,"corners":[],"ms":1.0})");
}
