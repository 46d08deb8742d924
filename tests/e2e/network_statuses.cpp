// The rows of the table: whole answers, each with its status and body.
#include "network.hpp"

namespace usher {

namespace {

using Class = NetworkRow::Class;
using Kind = Verdict::Kind;

const std::string kErrorPage = "<html>Bad Gateway</html>";
const std::string kGrant =
    R"({"success":true,"accessDecision":"GRANT","checkedIn":true,"registration":{"id":"1","registrationStatus":"confirmed","paymentStatus":"paid"}})";

/// What a box in between says; the portal itself is never asked.
struct Said {
  const char* name;
  Class expected;
  int status;
  std::string body;
  const char* headers = "";
  Kind stranger = Kind::Hold;
};

const Said kSaid[] = {
    {"200, a web page", Class::MaybeSent, 200, "<!DOCTYPE html><html>GRANT</html>"},
    {"200, nothing", Class::MaybeSent, 200, ""},
    {"200, null", Class::MaybeSent, 200, "null"},
    {"200, a word", Class::MaybeSent, 200, "\"GRANT\""},
    {"200, a list", Class::MaybeSent, 200, "[" + kGrant + "]"},
    {"200, another program's JSON", Class::MaybeSent, 200, R"({"status":"ok"})"},
    {"200, success false", Class::MaybeSent, 200,
     R"({"success":false,"accessDecision":"GRANT","registration":{"id":"1"}})"},
    {"200, an unknown decision", Class::MaybeSent, 200,
     R"({"success":true,"accessDecision":"MAYBE","registration":{"id":"1"}})"},
    {"200, nobody's registration", Class::MaybeSent, 200,
     R"({"success":true,"accessDecision":"GRANT","checkedIn":true})"},
    {"200, cut with the right length", Class::MaybeSent, 200, kGrant.substr(0, kGrant.size() - 3)},
    {"200, something behind it", Class::MaybeSent, 200, kGrant + "{}"},
    {"200, too deep", Class::MaybeSent, 200,
     R"({"success":true,"accessDecision":"GRANT","registration":{"id":"1"},"more":)" + std::string(200, '[') +
         std::string(200, ']') + "}"},
    // A whole answer that names no event: it is no authority for a guest whom no roster knows.
    {"200, another's registration", Class::Answered, 200, kGrant},
    {"204", Class::MaybeSent, 204, ""},
    {"301 within the host", Class::MaybeSent, 301, "", "Location: /apps/events/elsewhere\r\n"},
    {"302 to a login page", Class::MaybeSent, 302, "", "Location: http://login.example.net/\r\n"},
    {"307, which keeps the method", Class::MaybeSent, 307, kGrant, "Location: /login\r\n"},
    {"400 with our JSON", Class::Answered, 400, R"({"error":"qrCode is required"})"},
    {"400, a web page", Class::MaybeSent, 400, kErrorPage},
    {"401", Class::Answered, 401, R"({"message":"Sign in"})"},
    {"403, no licence", Class::Answered, 403, R"({"code":"LICENSE_INACTIVE"})"},
    {"403, not installed", Class::Answered, 403, R"({"error":"Portal 12345678 not authorised for events"})"},
    {"403, something else", Class::Answered, 403, R"({"error":"Forbidden"})"},
    {"403, a web page", Class::MaybeSent, 403, kErrorPage},
    {"404 with our JSON", Class::Answered, 404, R"({"success":false,"accessDecision":"ERROR"})", "",
     Kind::NotFound},
    {"404, a web page", Class::MaybeSent, 404, kErrorPage},
    {"404 of another program", Class::MaybeSent, 404, R"({"message":"no route"})"},
    {"418", Class::Answered, 418, R"({"error":"teapot"})"},
    {"429", Class::Answered, 429, R"({"error":"Too many requests"})"},
    {"429, Retry-After 0", Class::Answered, 429, R"({"error":"x"})", "Retry-After: 0\r\n"},
    {"429, Retry-After 20", Class::Answered, 429, R"({"error":"x"})", "Retry-After: 20\r\n"},
    {"429, Retry-After next week", Class::Answered, 429, R"({"error":"x"})", "Retry-After: 604800\r\n"},
    {"429, Retry-After beyond numbers", Class::Answered, 429, R"({"error":"x"})",
     "Retry-After: 99999999999999999999999\r\n"},
    {"429, Retry-After negative", Class::Answered, 429, R"({"error":"x"})", "Retry-After: -5\r\n"},
    {"429, Retry-After a date", Class::Answered, 429, R"({"message":"limit"})",
     "Date: Mon, 15 Jun 2026 09:32:00 GMT\r\nRetry-After: Mon, 15 Jun 2026 09:32:30 GMT\r\n"},
    {"429, a web page", Class::MaybeSent, 429, kErrorPage, "Retry-After: 7\r\n"},
    {"500 with our GRANT", Class::MaybeSent, 500, kGrant},
    {"500 with an error", Class::MaybeSent, 500, R"({"error":"Internal"})"},
    {"500, nothing", Class::MaybeSent, 500, ""},
    {"502, a web page", Class::MaybeSent, 502, kErrorPage},
    {"503 with Retry-After", Class::MaybeSent, 503, kErrorPage, "Retry-After: 20\r\n"},
    {"504, nothing", Class::MaybeSent, 504, ""},
    {"599", Class::MaybeSent, 599, ""},
    {"999, a status of no class", Class::MaybeSent, 999, kGrant},
};

}  // namespace

std::vector<NetworkRow> status_rows() {
  std::vector<NetworkRow> rows;
  for (const Said& said : kSaid) {
    const std::string answer = http_answer(said.status, said.body, said.headers);
    rows.push_back({.name = said.name,
                    .expected = said.expected,
                    .foe =
                        [answer](const Grounds& grounds) {
                          return behind(grounds, [answer](Loopback::Connection& c, const std::string&,
                                                          const Grounds&) { return c.write(answer); });
                        },
                    .stranger = said.stranger});
  }
  return rows;
}

}  // namespace usher
