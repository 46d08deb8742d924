#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "stage/sandbox/http/json_body.hpp"
#include "usher/core/result.hpp"

namespace usher::sandbox {

/// A call that had to succeed did not; the sentence says which and why.
struct CrmRefusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// HubSpot's CRM API as a client sees it: a call at a time, at a pace that a portal bears. Waits where it is
/// told to, and repeats only what may be repeated.
class CrmClient {
 public:
  struct Answer {
    int status = 0;
    Json body;
  };

  /// Throws std::runtime_error with a sentence when the URL is none to trust: https, or http to loopback.
  CrmClient(const std::string& url, const std::string& token);
  ~CrmClient();

  /// `repeatable`: doing it twice is doing it once. An answer of any status, or a sentence why there is none.
  Result<Answer, std::string> call(const std::string& method, const std::string& path, const Json& body,
                                   bool repeatable);

  /// The answer of a call that must succeed; else throws CrmRefusal. A batch that was done in part is a
  /// refusal, unless that is what was asked: `Partly`.
  enum class Want { All, Partly };
  Json must(const std::string& method, const std::string& path, const Json& body, bool repeatable,
            Want want = Want::All);

  /// What a refusing answer says, in a sentence.
  static std::string refusal(const std::string& what, const Answer& answer);

 private:
  struct Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace usher::sandbox
