#include <algorithm>

#include "json_document.hpp"
#include "wire.hpp"
#include "wire_records.hpp"

namespace usher::wire {
namespace {

constexpr std::size_t kLongestQuote = 200;  // bytes of the portal's own words in a sentence of ours

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
  });
  return text;
}

/// The portal's own words, in a length that fits a log line. "%" of a cut character is dropped with the rest
/// of it.
std::string quoted(std::string words) {
  std::replace(words.begin(), words.end(), '\n', ' ');
  if (words.size() > kLongestQuote) {
    std::size_t end = kLongestQuote;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
    words = words.substr(0, end) + "…";
  }
  return words;
}

}  // namespace

Failure failure_of(const Reply& reply) {
  Failure failure{.kind = Failure::Kind::MaybeSent,
                  .status = reply.status,
                  .detail = {},
                  .retry_after = reply.retry_after,
                  .portal_date = reply.date};
  const std::string status = std::to_string(reply.status);
  const bool is_refusal = reply.status >= 400 && reply.status < 500;
  if (!is_refusal) {
    // A redirect is how a captive portal answers, and a 5xx comes before or after the portal's own commit:
    // nobody knows.
    failure.detail = reply.status >= 500   ? "the portal failed with status " + status
                     : reply.status >= 300 ? "sent elsewhere with status " + status + "; not followed"
                                           : "status " + status + ", but not the portal's answer";
    return failure;
  }

  const std::optional<Json> body = parse_json(reply.body);
  const std::string error = body ? text_of(body->find("error")) : std::string();
  const std::string code = body ? text_of(body->find("code")) : std::string();
  const std::string message = body ? text_of(body->find("message")) : std::string();
  if (error.empty() && code.empty() && message.empty()) {
    failure.detail = "status " + status + " from something that is not the portal";
    return failure;
  }

  const std::string words = quoted(!error.empty() ? error : !message.empty() ? message : code);
  switch (reply.status) {
    case 401:
      failure.kind = Failure::Kind::Blocked;
      failure.detail = "the portal wants a sign-in (401): " + words;
      return failure;
    case 403:
      if (code == "LICENSE_INACTIVE") {
        failure.kind = Failure::Kind::LicenceInactive;
        failure.detail = "the Events licence of this portal is not active";
      } else if (const std::string said = lower(error); said.find("not authorised") != std::string::npos ||
                                                        said.find("not authorized") != std::string::npos) {
        failure.kind = Failure::Kind::NotAuthorised;
        failure.detail = "the portal id has not installed the Events app: " + words;
      } else {
        failure.kind = Failure::Kind::Blocked;
        failure.detail = "the portal blocks this station (403): " + words;
      }
      return failure;
    case 429:
      failure.kind = Failure::Kind::Paced;
      failure.detail = "the portal asks for fewer requests (429): " + words;
      return failure;
    default:
      failure.kind = Failure::Kind::Refused;
      failure.detail = "the portal refused (" + status + "): " + words;
      return failure;
  }
}

}  // namespace usher::wire
