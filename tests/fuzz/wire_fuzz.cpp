// The first byte chooses the reader, the second the status; the rest is the body.
#include <cstdint>
#include <string>
#include <string_view>

#include "expect.hpp"
#include "portal/wire.hpp"

using namespace usher;

namespace {

constexpr int kStatuses[] = {200, 201, 204, 301, 400, 401, 403, 404, 418, 429, 500, 503, 0, 999};

template <class T>
void expect_reason(const PortalResult<T>& result) {
  if (!result) EXPECT(!result.failure().detail.empty() && result.failure().detail.size() < 400);
}

void check_in(const wire::Reply& reply) {
  const auto answer = wire::read_check_in(reply);
  expect_reason(answer);
  if (!answer) return;
  const bool is_success = reply.status >= 200 && reply.status < 300;
  EXPECT(is_success ? answer->decision != Answer::Decision::NotFound : reply.status == 404);
  if (!is_success) return;
  EXPECT(answer->registration && !answer->registration->id.empty());
  // No authority without the very words.
  if (answer->decision == Answer::Decision::Grant)
    EXPECT(reply.body.find("GRANT") != std::string::npos || reply.body.find('\\') != std::string::npos);
  if (answer->checked_in)
    EXPECT(reply.body.find("true") != std::string::npos || reply.body.find('\\') != std::string::npos);
  const auto again = wire::read_check_in(wire::write_check_in(*answer));
  EXPECT(again && again->decision == answer->decision && again->checked_in == answer->checked_in);
  EXPECT(again->registration->id == answer->registration->id);
  EXPECT(again->event_name == answer->event_name);
}

void row(std::string_view body) {
  const auto registration = wire::read_registration(body);
  if (!registration) {
    EXPECT(wire::name_of_bad_row(body).size() < 5000);
    return;
  }
  const auto again = wire::read_registration(wire::write_registration(*registration));
  EXPECT(again && again->id == registration->id && again->code == registration->code);
  EXPECT(again->attendee_name == registration->attendee_name);
  EXPECT(again->special_requirements == registration->special_requirements);
  EXPECT(again->checked_in_at == registration->checked_in_at);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 2) return 0;
  const std::string body(reinterpret_cast<const char*>(bytes) + 2, size - 2);
  const wire::Reply reply{.status = kStatuses[bytes[1] % std::size(kStatuses)], .body = body};
  switch (bytes[0] % 8) {
    case 0:
      check_in(reply);
      break;
    case 1:
      expect_reason(wire::read_licence(reply));
      break;
    case 2:
      expect_reason(wire::read_events(reply));
      break;
    case 3:
      expect_reason(wire::read_details(reply));
      break;
    case 4:
      expect_reason(wire::read_created(reply));
      break;
    case 5:
      expect_reason(wire::read_corrected(reply));
      break;
    case 6:
      expect_reason(wire::read_event_ids(reply));
      break;
    case 7:
      row(body);
      break;
  }
  return 0;
}
