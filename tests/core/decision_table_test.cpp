#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "usher/core/verdict.hpp"

using namespace usher;

namespace {

struct Row {
  std::string registration, payment, attendance, check_in, decision, reason_code, staff_text, flags;
};

std::vector<std::string> split(const std::string& line, char by) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : line) {
    if (c == by) {
      parts.push_back(part);
      part.clear();
    } else {
      part += c;
    }
  }
  parts.push_back(part);
  return parts;
}

std::vector<Row> table() {
  std::ifstream file(USHER_TESTS_DIR "/core/decision-table.tsv");
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);  // the heading
  while (std::getline(file, line)) {
    const auto cells = split(line, '\t');
    REQUIRE(cells.size() == 8);
    rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]});
  }
  return rows;
}

Registration registration_of(const Row& row) {
  Registration r;
  r.id = "1";
  r.code = "EVT-ABC123DEF456";
  r.registration_status = row.registration;
  r.payment_status = row.payment;
  r.attendance_status = row.attendance;
  r.has_check_in_time = !row.check_in.empty();
  r.checked_in_at = parse_iso8601(row.check_in);
  return r;
}

}  // namespace

TEST_CASE("the decision rule holds in all 420 cases of its table") {
  const auto rows = table();
  REQUIRE(rows.size() == 420);
  for (const Row& row : rows) {
    CAPTURE(row.registration);
    CAPTURE(row.payment);
    CAPTURE(row.attendance);
    CAPTURE(row.check_in);
    const Registration registration = registration_of(row);

    Evidence evidence;
    evidence.pass = Pass{registration.code};
    evidence.roster = {registration};
    const Verdict by_roster = judge(evidence);
    CHECK(verdict_word(by_roster.kind) == row.decision);
    CHECK(standing_text(registration, "<time>") == row.staff_text);
    CHECK((by_roster.reasons == std::vector{Reason::WasNoShow}) == (row.flags == "WAS_NO_SHOW"));
  }
}

TEST_CASE("each reason of a refusal is named, registration before payment") {
  const struct {
    const char* code;
    Reason reason;
  } words[] = {
      {"REG_PENDING", Reason::RegistrationPending},     {"REG_WAITLISTED", Reason::RegistrationWaitlisted},
      {"REG_CANCELLED", Reason::RegistrationCancelled}, {"REG_MISSING", Reason::RegistrationMissing},
      {"REG_UNKNOWN", Reason::RegistrationUnknown},     {"PAY_PENDING", Reason::PaymentPending},
      {"PAY_REFUNDED", Reason::PaymentRefunded},        {"PAY_MISSING", Reason::PaymentMissing},
      {"PAY_UNKNOWN", Reason::PaymentUnknown},
  };
  for (const Row& row : table()) {
    if (row.decision == "GRANT") continue;
    std::vector<Reason> expected;
    for (const std::string& code : split(row.reason_code, '+')) {
      for (const auto& word : words) {
        if (code == word.code) expected.push_back(word.reason);
      }
    }
    CAPTURE(row.reason_code);
    CHECK(refusal_reasons(registration_of(row)) == expected);
  }
}
