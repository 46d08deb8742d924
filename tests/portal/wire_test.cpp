#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "fixtures.hpp"
#include "portal/json_document.hpp"
#include "portal/wire.hpp"

using namespace usher;

namespace {

wire::Reply ok(std::string body) {
  return {.status = 200, .body = std::move(body)};
}

Registration full_registration() {
  return {.id = "98765432",
          .code = "EVT-ABC123DEF456",
          .attendee_name = "Sarah \"Sally\" Johnson",
          .first_name = "Sarah",
          .last_name = "Johnson",
          .email = "sarah.johnson@example.com",
          .phone = "+31 20 123 45 67",
          .company = "Ácme & Söhne <Köln>",
          .job_title = "製品マネージャー",
          .ticket_type = "vip",
          .registration_status = "confirmed",
          .payment_status = "complimentary",
          .attendance_status = "checked_in",
          .checked_in_at = parse_iso8601("2026-06-15T09:32:00.000Z"),
          .has_check_in_time = true,
          .registered_at = parse_iso8601("2026-06-01T10:00:00.123Z"),
          .special_requirements = "Wheelchair\nNo nuts \\ 🥜",
          .purchaser_email = "office@example.com",
          .purchaser_name = "Office",
          .amount_paid = "249.50"};
}

Event full_event() {
  return {.id = "12345678",
          .name = "Annual Member Conference",
          .url_slug = "annual-member-conference",
          .status = "published",
          .starts = parse_iso8601("2026-06-15T09:00:00.000Z"),
          .ends = parse_iso8601("2026-06-15T17:00:00.000Z"),
          .place = "Convention Center",
          .street = "Europaplein 24",
          .city = "Amsterdam",
          .ticket_types = {"standard", "vip"},
          .price_amount = "249.50",
          .price_currency = "EUR",
          .capacity_total = 500,
          .capacity_current = 12,
          .online = false,
          .contact = "+31 20 123 45 67"};
}

void check_same(const Registration& a, const Registration& b) {
  CHECK(a.id == b.id);
  CHECK(a.code == b.code);
  CHECK(a.attendee_name == b.attendee_name);
  CHECK(a.first_name == b.first_name);
  CHECK(a.last_name == b.last_name);
  CHECK(a.email == b.email);
  CHECK(a.phone == b.phone);
  CHECK(a.company == b.company);
  CHECK(a.job_title == b.job_title);
  CHECK(a.ticket_type == b.ticket_type);
  CHECK(a.registration_status == b.registration_status);
  CHECK(a.payment_status == b.payment_status);
  CHECK(a.attendance_status == b.attendance_status);
  CHECK(a.checked_in_at == b.checked_in_at);
  CHECK(a.has_check_in_time == b.has_check_in_time);
  CHECK(a.registered_at == b.registered_at);
  CHECK(a.special_requirements == b.special_requirements);
  CHECK(a.purchaser_email == b.purchaser_email);
  CHECK(a.purchaser_name == b.purchaser_name);
  CHECK(a.amount_paid == b.amount_paid);
}

void check_same(const Event& a, const Event& b) {
  CHECK(a.id == b.id);
  CHECK(a.name == b.name);
  CHECK(a.url_slug == b.url_slug);
  CHECK(a.status == b.status);
  CHECK(a.starts == b.starts);
  CHECK(a.ends == b.ends);
  CHECK(a.place == b.place);
  CHECK(a.street == b.street);
  CHECK(a.city == b.city);
  CHECK(a.ticket_types == b.ticket_types);
  CHECK(a.price_amount == b.price_amount);
  CHECK(a.price_currency == b.price_currency);
  CHECK(a.capacity_total == b.capacity_total);
  CHECK(a.capacity_current == b.capacity_current);
  CHECK(a.online == b.online);
  CHECK(a.contact == b.contact);
}

}  // namespace

TEST_CASE("a registration comes back as it was written, in either spelling") {
  const Registration full = full_registration();
  const Registration bare{.id = "1"};
  for (const Registration& registration : {full, bare}) {
    const auto read = wire::read_registration(wire::write_registration(registration));
    REQUIRE(read);
    check_same(*read, registration);

    Answer answer{.decision = Answer::Decision::Grant, .checked_in = true, .registration = registration};
    const auto answered = wire::read_check_in(wire::write_check_in(answer));
    REQUIRE(answered);
    check_same(*answered->registration, registration);
  }
}

TEST_CASE("an event comes back as it was written") {
  Event by_mail = full_event();
  by_mail.contact = "hello@example.com";
  by_mail.online = true;
  by_mail.status = "draft";
  const Event bare{.id = "1", .name = "A"};
  for (const Event& event : {full_event(), by_mail, bare}) {
    const auto list = wire::read_events(ok(wire::write_events({event, event})));
    REQUIRE(list);
    REQUIRE(list->events.size() == 2);
    check_same(list->events[1], event);
    CHECK(!list->may_be_cut);
  }
}

TEST_CASE("every decision comes back as it was written") {
  for (const auto decision : {Answer::Decision::Grant, Answer::Decision::AlreadyIn, Answer::Decision::Deny,
                              Answer::Decision::NotFound}) {
    for (const bool checked_in : {true, false}) {
      Answer answer{.decision = decision, .checked_in = checked_in};
      if (decision != Answer::Decision::NotFound) {
        answer.registration = full_registration();
        answer.has_event = true;
        answer.event_name = "Annual Member Conference";
        answer.event_starts = parse_iso8601("2026-06-15T09:00:00.000Z");
      } else {
        answer.checked_in = false;
      }
      answer.portal_date = parse_iso8601("2026-06-15T09:32:01.000Z");
      const auto read = wire::read_check_in(wire::write_check_in(answer));
      REQUIRE(read);
      CHECK(read->decision == answer.decision);
      CHECK(read->checked_in == answer.checked_in);
      CHECK(read->has_event == answer.has_event);
      CHECK(read->event_name == answer.event_name);
      CHECK(read->event_starts == answer.event_starts);
      CHECK(read->portal_date == answer.portal_date);
    }
  }
}

TEST_CASE("requests say what the document says, with portalId as a string") {
  CHECK(wire::verify_request("1", kSarah) == R"({"portalId":"1","qrCode":"EVT-ABC123DEF456"})");
  CHECK(wire::check_in_request("1", kSarah) ==
        R"({"portalId":"1","qrCode":"EVT-ABC123DEF456","action":"checkin"})");
  CHECK(wire::events_request("1") == R"({"portalId":"1","upcomingOnly":false})");
  CHECK(wire::details_request("1", "A \"B\"") ==
        R"({"portalId":"1","eventId":"A \"B\"","isNameLookup":true})");
  CHECK(wire::user_registrations_request("1", "7") == R"({"portalId":"1","contactId":"7"})");
  CHECK(wire::correct_request("1", "2", "phone", "") ==
        R"({"portalId":"1","registrationId":"2","propertyName":"phone","propertyValue":""})");
  CHECK(
      wire::register_request("1", "2",
                             {.first_name = "A", .last_name = "B", .email = "c@d", .ticket_type = "vip"}) ==
      R"({"portalId":"1","eventId":"2","formData":{"firstName":"A","lastName":"B","email":"c@d","ticketType":"vip"}})");
}

TEST_CASE("text that is not UTF-8 is mended in a request, never thrown over") {
  CHECK(wire::details_request("1", "caf\xE9") ==
        "{\"portalId\":\"1\",\"eventId\":\"caf\xEF\xBF\xBD\",\"isNameLookup\":true}");
}

TEST_CASE("a scalar is a scalar however the portal wrote it") {
  const struct {
    std::string name, row, id, amount;
    bool has_time;
  } cases[] = {
      {"text", R"({"id":"7","amount_paid":"12.50"})", "7", "12.50", false},
      {"numbers", R"({"id":7,"amount_paid":12.50})", "7", "12.50", false},
      {"an id beyond any integer", R"({"id":98765432109876543210987,"amount_paid":0})",
       "98765432109876543210987", "0", false},
      {"blanks around an id", R"({"id":" 7 "})", "7", "", false},
      {"null", R"({"id":"7","amount_paid":null,"check_in_datetime":null})", "7", "", false},
      {"empty text", R"({"id":"7","check_in_datetime":""})", "7", "", false},
      {"a time as milliseconds", R"({"id":"7","check_in_datetime":1781515920000})", "7", "", true},
      {"a time as text of milliseconds", R"({"id":"7","check_in_datetime":"1781515920000"})", "7", "", true},
      {"a time nobody can read", R"({"id":"7","check_in_datetime":"this morning"})", "7", "", true},
      {"an object where a scalar belongs", R"({"id":"7","amount_paid":{"value":1}})", "7", "", false},
      {"a byte order mark", "\xEF\xBB\xBF{\"id\":\"7\"}", "7", "", false},
      {"unknown fields", R"({"id":"7","hs_object_id":[1,{"a":2}],"new":{"deep":[[]]}})", "7", "", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto row = wire::read_registration(c.row);
    REQUIRE(row);
    CHECK(row->id == c.id);
    CHECK(row->amount_paid == c.amount);
    CHECK(row->has_check_in_time == c.has_time);
  }
  CHECK(wire::read_registration(R"({"id":"7","check_in_datetime":1781515920000})")->checked_in_at ==
        parse_iso8601("2026-06-15T09:32:00.000Z"));
}

TEST_CASE("what is no row is nothing, and is named without saying whose it is") {
  const struct {
    std::string row, named;
  } cases[] = {
      {"", "not readable"},
      {"{", "not readable"},
      {"null", "no id"},
      {"7", "no id"},
      {"[]", "no id"},
      {"{}", "no id"},
      {R"({"id":null})", "no id"},
      {R"({"id":""})", "no id"},
      {R"({"id":"  "})", "id   "},
      {R"({"id":["7"],"qr_code":"EVT-ABC123DEF456"})", "code EVT-…F456"},
      {R"({"id":"7","id":"8"})", "not readable"},
      {R"({"id":NaN,"qr_code":"EVT-ABC123DEF456"})", "not readable"},
      {R"({"id":"7"} x)", "not readable"},
      {R"({'id':'7'})", "not readable"},
      {std::string("{\"id\":\"7\"}\0x", 12), "not readable"},
      {"{\"id\":\"\xFF\"}", "not readable"},
      {"{\"id\":\"7\n\"}", "not readable"},
      {R"({"id":"7","email":"someone@example.com","x":)" + std::string(40, '[') + std::string(40, ']') + "}",
       "not readable"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.row);
    CHECK(!wire::read_registration(c.row));
    CHECK(wire::name_of_bad_row(c.row) == c.named);
  }
}

TEST_CASE("thirty-two deep is read, one more is not") {
  const auto nested = [](int arrays) {
    return R"({"id":"7","x":)" + std::string(arrays, '[') + std::string(arrays, ']') + "}";
  };
  CHECK(wire::read_registration(nested(31)));
  CHECK(!wire::read_registration(nested(32)));
}

TEST_CASE("a portal with hundreds of properties of its own is an ordinary portal") {
  std::string row = R"({"k0":null,"attendee_name":"Ann")";
  for (int i = 1; i < 10'000; ++i) row += ",\"k" + std::to_string(i) + "\":null";
  const auto read = wire::read_registration(row + R"(,"id":"7"})");
  REQUIRE(read);
  CHECK(read->attendee_name == "Ann");
}

TEST_CASE("a damaged value in a field that the door does not need costs itself alone") {
  const struct {
    std::string name, value, amount;
  } cases[] = {
      {"NaN", "NaN", ""},
      {"minus infinity", "-Infinity", ""},
      {"another language's nothing", "None", ""},
      {"a number beyond any", "1e999", "1e999"},
      {"a number of forty digits", std::string(40, '7'), std::string(40, '7')},
      {"a zero too many", "007", ""},
      {"hexadecimal", "0x1F", ""},
      {"half a surrogate pair, the first", "\"7\\ud83d\"", "7\uFFFD"},
      {"half a surrogate pair, the second", "\"\\udc007\"", "\uFFFD7"},
      {"two first halves", "\"\\ud83d\\ud83d\\udc00\"", "\uFFFD\xF0\x9F\x90\x80"},
      {"a Latin-1 byte", "\"7\xE9\"", "7\uFFFD"},
      {"an overlong slash", "\"\xC0\xAF\"", "\uFFFD\uFFFD"},
      {"a surrogate as UTF-8", "\"\xED\xA0\x80\"", "\uFFFD\uFFFD\uFFFD"},
      {"beyond Unicode", "\"\xF4\x90\x80\x80\"", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"half a letter", "\"\xE2\x82\"", "\uFFFD\uFFFD"},
      {"an escape that is none", "\"7\\x41\"", "7\uFFFD41"},
      {"an escape cut short", "\"7\\u12\"", "7\uFFFD12"},
      {"a zero byte", std::string("\"7\0\"", 4), "7\uFFFD"},
      {"a line end", "\"7\n\"", "7\uFFFD"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto row = wire::read_registration(
        R"({"amount_paid":)" + c.value +
        R"(,"id":"7","qr_code":"EVT-ABC123DEF456","registration_status":"confirmed","payment_status":"paid"})");
    REQUIRE(row);
    CHECK(row->amount_paid == c.amount);
    CHECK(row->code == "EVT-ABC123DEF456");
    CHECK(standing_of(*row).kind == Standing::Kind::Eligible);
    const auto answer = wire::read_check_in(
        ok(R"({"accessDecision":"GRANT","checkedIn":true,"registration":{"id":"7","amountPaid":)" + c.value +
           R"(},"event":{"name":"A"}})"));
    REQUIRE(answer);
    CHECK(answer->checked_in);
  }
}

TEST_CASE("what the door decides by must be readable, or nobody is let in or sent away by it") {
  const struct {
    std::string property;
    bool is_read;
  } cases[] = {
      {"\"registration_status\":\"confirmed\xE9\"", false},
      {"\"registration_status\":NaN", false},
      {"\"payment_status\":\"paid\\ud83d\"", false},
      {"\"payment_status\":\"paid\",\"payment_status\":\"refunded\"", false},
      {"\"payment_status\":\"paid\",\"payment_status\":\"paid\"", true},
      {"\"attendance_status\":\"checked_in\xFF\"", false},
      {"\"attendance_status\":\"checked_in\",\"attendance_status\":\"not_arrived\"", false},
      {"\"check_in_datetime\":\"2026-06-15\xFF\"", false},
      {"\"check_in_datetime\":null,\"check_in_datetime\":\"2026-06-15T09:32:00Z\"", false},
      {"\"check_in_datetime\":NaN,\"attendance_status\":None", true},
      {"\"company\":\"A\",\"company\":\"B\"", true},
  };
  for (const auto& c : cases) {
    CAPTURE(c.property);
    const auto row = wire::read_registration(R"({"id":"7",)" + c.property + "}");
    CHECK(row.has_value() == c.is_read);
    if (row) CHECK(!row->has_check_in_time);
    if (row) CHECK(row->company.empty());
  }
  CHECK(wire::read_registration("{\"id\":\"7\",\"qr_code\":\"EVT-ABC123DEF45\xFF\"}")->code.empty());
}

TEST_CASE("a doubled word decides nothing, however its two values read") {
  const std::string guest = R"("registration":{"id":"1"})";
  for (const std::string& body : std::vector<std::string>{
           R"({"accessDecision":"DENY","accessDecision":"GRANT","checkedIn":true,)" + guest + "}",
           R"({"success":false,"success":true,"accessDecision":"GRANT",)" + guest + "}",
           R"({"accessDecision":"GRANT","registration":{"id":"1"},"registration":{"id":"2"}})",
           R"({"accessDecision":"GRANT","registration":{"id":"1","id":"2"}})",
       }) {
    CAPTURE(body);
    CHECK(!wire::read_check_in(ok(body)));
  }
  const auto answer = wire::read_check_in(
      ok(R"({"accessDecision":"GRANT","checkedIn":false,"checkedIn":true,)" + guest + "}"));
  REQUIRE(answer);
  CHECK(!answer->checked_in);
  CHECK(!wire::read_details(ok(R"({"registrations":[],"registrations":[],"event":{"id":"1","name":"A"}})")));
}

TEST_CASE("what the portal is asked by goes back as it came") {
  for (const std::string name : {R"(Spring\r\nMeeting)", R"( Spring\tMeeting\u00a0 )", R"(Fru\u0308hling)",
                                 R"(Spring\u0000Meeting)", R"(\u202eSpring\u001b[31m)"}) {
    CAPTURE(name);
    const auto list =
        wire::read_events(ok(R"({"events":[{"id":" 7 ","url_slug":"a\tb","name":")" + name + "\"}]}"));
    REQUIRE(list);
    const Event& event = list->events.at(0);
    CHECK(event.id == "7");
    CHECK(event.url_slug == "a\tb");
    CHECK(event.name == parse_json("\"" + name + "\"")->text);
    // And it is the same event where a check-in's answer names it.
    const auto answer = wire::read_check_in(
        ok(R"({"accessDecision":"GRANT","registration":{"id":"1"},"event":{"name":")" + name + "\"}}"));
    REQUIRE(answer);
    CHECK(answer->event_name == event.name);
  }
}

TEST_CASE("an event's name with a bad byte in it names no event, and so not another one") {
  const auto answer = wire::read_check_in(
      ok("{\"accessDecision\":\"GRANT\",\"registration\":{\"id\":\"1\"},\"event\":{\"name\":\"A\xE9\"}}"));
  REQUIRE(answer);
  CHECK(!answer->has_event);
}

TEST_CASE("text for screens holds no control characters and no novels") {
  const auto row = wire::read_registration(R"({"id":"7","attendee_name":"A\u001b[31mB\u0000C","company":")" +
                                           std::string(5000, 'x') + R"(","job_title":")" +
                                           std::string(4095, 'y') + "é\"}");
  REQUIRE(row);
  CHECK(row->attendee_name == "A [31mB C");
  CHECK(row->company.size() == 4096);
  CHECK(row->job_title == std::string(4095, 'y'));  // never half a character
}

TEST_CASE("GRANT was recorded only when checkedIn is true") {
  const struct {
    std::string value;
    bool recorded;
  } cases[] = {{"true", true},    {"\"true\"", false}, {"false", false},   {"\"false\"", false},
               {"null", false},   {"1", false},        {"\"yes\"", false}, {"{}", false},
               {"[true]", false}, {"\"TRUE\"", false}};
  for (const auto& c : cases) {
    CAPTURE(c.value);
    const auto answer = wire::read_check_in(
        ok(R"({"success":true,"accessDecision":"GRANT","registration":{"id":"1"},"checkedIn":)" + c.value +
           "}"));
    REQUIRE(answer);
    CHECK(answer->checked_in == c.recorded);
  }
  const auto silent = wire::read_check_in(ok(R"({"accessDecision":"GRANT","registration":{"id":"1"}})"));
  REQUIRE(silent);
  CHECK(!silent->checked_in);
}

TEST_CASE("an answer may name no event, and then it has none") {
  for (const std::string event : {"null", "{}", R"({"name":null})", R"({"name":""})", "7", "[]"}) {
    CAPTURE(event);
    const auto answer = wire::read_check_in(
        ok(R"({"success":true,"accessDecision":"GRANT","registration":{"id":"1"},"event":)" + event + "}"));
    REQUIRE(answer);
    CHECK(!answer->has_event);
  }
}

TEST_CASE("license-status answers without success, and only a yes or a no") {
  CHECK(*wire::read_licence(ok(R"({"licensed":true})")));
  CHECK(!*wire::read_licence(ok(R"({"licensed":"false"})")));
  for (const std::string body : {"{}", R"({"licensed":null})", R"({"licensed":1})", "true", "<html>", ""}) {
    CAPTURE(body);
    const auto licence = wire::read_licence(ok(body));
    REQUIRE(!licence);
    CHECK(licence.failure().kind == Failure::Kind::MaybeSent);
  }
}

TEST_CASE("a list of events that may be cut says so") {
  const auto list_of = [](std::size_t count, const std::string& total) {
    std::string body = R"({"success":true,"total":)" + total + R"(,"events":[)";
    for (std::size_t i = 0; i < count; ++i) {
      body += (i == 0 ? "" : ",") + wire::write_event({.id = std::to_string(i), .name = "E"});
    }
    return wire::read_events(ok(body + "]}"));
  };
  CHECK(!list_of(3, "3")->may_be_cut);
  CHECK(!list_of(3, "\"3\"")->may_be_cut);
  CHECK(list_of(3, "5")->may_be_cut);
  CHECK(list_of(100, "100")->may_be_cut);
  CHECK(list_of(200, "200")->may_be_cut);
  CHECK(!list_of(3, "null")->may_be_cut);
}

TEST_CASE("one bad event costs itself alone") {
  const auto list =
      wire::read_events(ok(R"({"success":true,"total":4,"events":[{"id":"1"},null,{"name":"x"},)" +
                           wire::write_event(full_event()) + "]}"));
  REQUIRE(list);
  CHECK(list->events.size() == 1);
  CHECK(list->bad_rows == 3);
}

TEST_CASE("numbers of an event are read from strings or numbers; what is no number is unlimited") {
  const struct {
    std::string value;
    int total;
  } cases[] = {{"\"500\"", 500}, {"500", 500}, {"\"0\"", 0}, {"500.0", 500}, {"null", 0},
               {"\"many\"", 0},  {"-5", 0},    {"1e300", 0}, {"\"nan\"", 0}, {"\"12x\"", 0}};
  for (const auto& c : cases) {
    CAPTURE(c.value);
    const auto list =
        wire::read_events(ok(R"({"events":[{"id":"1","name":"A","capacity_total":)" + c.value + "}]}"));
    REQUIRE(list);
    CHECK(list->events[0].capacity_total == c.total);
  }
}

TEST_CASE("a new registration, a correction and a contact's events are read as the document shows them") {
  const auto created = wire::read_created(ok(
      R"({"success":true,"registration":{"id":"98765432","qr_code":"EVT-ABC123DEF456","email":"s@example.com"}})"));
  REQUIRE(created);
  CHECK(created->code == "EVT-ABC123DEF456");

  CHECK(wire::read_corrected(ok(R"({"success":true})")));
  CHECK(!wire::read_corrected(ok("{}")));
  CHECK(!wire::read_corrected(ok(R"({"success":false})")));

  const auto ids = wire::read_event_ids(ok(R"({"success":true,"eventIds":["12345678",87654321,null]})"));
  REQUIRE(ids);
  CHECK(*ids == std::vector<std::string>{"12345678", "87654321"});
}

TEST_CASE("full capacity is a refusal in the portal's own words") {
  const auto created =
      wire::read_created({.status = 400, .body = R"({"error":"Event is at full capacity"})"});
  REQUIRE(!created);
  CHECK(created.failure().kind == Failure::Kind::Refused);
  CHECK(created.failure().detail.find("full capacity") != std::string::npos);
}

TEST_CASE("the portal's words are quoted in one short line") {
  const auto failure =
      wire::failure_of({.status = 400, .body = R"({"error":"a\nb)" + std::string(1000, 'x') + "\"}"});
  CHECK(failure.detail.size() < 300);
  CHECK(failure.detail.find('\n') == std::string::npos);
}
