// check-in-by-qr, sentence by sentence of its document; CONTRACT.md lists the cases.
#include <doctest/doctest.h>

#include "sides.hpp"
#include "usher/core/time.hpp"

using namespace usher;
using Json = PortalHand::Json;

namespace {

struct Entrance {
  Side& side;
  std::string fair = side.event({{"name", "Fair"}, {"start_datetime", "2041-01-01T09:00:00Z"}});
  Json verify(const std::string& code) { return side.posted("check-in-by-qr", {{"qrCode", code}}); }
  Json check_in(const std::string& code) {
    return side.posted("check-in-by-qr", {{"qrCode", code}, {"action", "checkin"}});
  }
};

}  // namespace

CONTRACT_CASE("the decision of every combination of statuses is that of the document", kEmpty) {
  Entrance entrance{side};
  const Json none;
  int number = 0;
  for (const Json& registration :
       {Json("pending"), Json("confirmed"), Json("waitlisted"), Json("cancelled"), none}) {
    for (const Json& payment :
         {Json("pending"), Json("paid"), Json("free"), Json("complimentary"), Json("refunded"), none}) {
      for (const Json& attendance : {Json("not_arrived"), Json("checked_in"), Json("no_show"), none}) {
        for (const Json& time : {none, Json("2041-01-01T08:30:00.000Z")}) {
          const std::string code = code_of("T" + std::to_string(++number) + "X");  // T2 and T20 are two
          const std::string id = side.registration("", {{"qr_code", code},
                                                        {"registration_status", registration},
                                                        {"payment_status", payment},
                                                        {"attendance_status", attendance},
                                                        {"check_in_datetime", time}});
          const bool in = attendance == "checked_in" || !time.is_null();
          const bool settled = payment == "paid" || payment == "free" || payment == "complimentary";
          const std::string expected = in                                       ? "ALREADY_IN"
                                       : registration == "confirmed" && settled ? "GRANT"
                                                                                : "DENY";
          CAPTURE(registration.dump() + payment.dump() + attendance.dump() + time.dump());
          CHECK(entrance.verify(code)["accessDecision"] == expected);
          const Json before = side.object("event_registrations", id, "attendance_status,check_in_datetime");
          const Json answer = entrance.check_in(code);
          CHECK(answer["accessDecision"] == expected);
          CHECK(answer["checkedIn"] == (expected == "GRANT"));
          // "On DENY or ALREADY_IN, the record is not modified regardless of the action."
          const Json after = side.object("event_registrations", id, "attendance_status,check_in_datetime");
          CHECK((before == after) == (expected != "GRANT"));
        }
      }
    }
  }
}

CONTRACT_CASE("checkin sets attendance_status and check_in_datetime; anything else is read-only", kEmpty) {
  Entrance entrance{side};
  const std::string id = side.registration(entrance.fair, {{"qr_code", code_of("GUEST")}});
  for (const Json& action :
       {Json("check-in"), Json("CHECKIN"), Json(""), Json(nullptr), Json(true), Json(1), Json::array()}) {
    const Json answer = side.posted("check-in-by-qr", {{"qrCode", code_of("GUEST")}, {"action", action}});
    CHECK(answer["accessDecision"] == "GRANT");
    CHECK(answer["checkedIn"] == false);
    CHECK(answer["registration"]["attendanceStatus"] == "not_arrived");
    CHECK(answer["registration"]["checkInDatetime"].is_null());
  }
  const Json answer = entrance.check_in(code_of("GUEST"));
  CHECK(answer["success"] == true);
  CHECK(answer["checkedIn"] == true);
  CHECK(answer["registration"]["attendanceStatus"] == "checked_in");
  const auto time = parse_iso8601(answer["registration"]["checkInDatetime"].get<std::string>());
  REQUIRE(time);
  CHECK(clock_now().wall - *time < seconds(20));
  const Json record =
      side.object("event_registrations", id, "attendance_status,check_in_datetime,registration_status");
  CHECK(record["attendance_status"] == "checked_in");
  CHECK(record["check_in_datetime"] == answer["registration"]["checkInDatetime"]);
  CHECK(record["registration_status"] == "confirmed");  // "a checked-in attendee stays confirmed"
}

CONTRACT_CASE("the answer has the document's shape, camelCase, and names the event", kEmpty) {
  Entrance entrance{side};
  const std::string id = side.registration(entrance.fair, {{"qr_code", code_of("GUEST")},
                                                           {"first_name", "Sarah"},
                                                           {"last_name", "Johnson"},
                                                           {"email", "s@example.com"},
                                                           {"company", "Acme Corp"},
                                                           {"job_title", "Product Manager"},
                                                           {"ticket_type", "standard"}});
  CHECK(entrance.verify(code_of("GUEST")) ==
        Json{{"success", true},
             {"accessDecision", "GRANT"},
             {"checkedIn", false},
             {"registration",
              {{"id", id},
               {"attendeeName", "Sarah Johnson"},
               {"firstName", "Sarah"},
               {"lastName", "Johnson"},
               {"email", "s@example.com"},
               {"company", "Acme Corp"},
               {"jobTitle", "Product Manager"},
               {"eventTicketType", "standard"},
               {"registrationStatus", "confirmed"},
               {"paymentStatus", "free"},
               {"attendanceStatus", "not_arrived"},
               {"checkInDatetime", nullptr},
               {"specialRequirements", nullptr}}},
             {"event", {{"name", "Fair"}, {"startDatetime", "2041-01-01T09:00:00.000Z"}}}});
  side.registration("", {{"qr_code", code_of("LOOSE")}});
  CHECK(entrance.verify(code_of("LOOSE"))["event"].is_null());
}

CONTRACT_CASE("ERROR: no registration matches the QR code, with 404", kEmpty) {
  Entrance entrance{side};
  const auto reply = side.post("check-in-by-qr", {{"qrCode", code_of("NOBODY")}, {"action", "checkin"}});
  CHECK(reply.status == 404);
  CHECK(Json::parse(reply.body) ==
        Json{{"success", false}, {"accessDecision", "ERROR"}, {"error", "QR code not found"}});
  side.registration("", {{"qr_code", code_of("GUEST")}});
  CHECK(entrance.verify("evt-guest0000000")["accessDecision"] == "ERROR");
}
