#pragma once

#include <memory>
#include <string>

#include "json.hpp"
#include "usher/core/result.hpp"

namespace usher::sandbox {

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

 private:
  struct Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace usher::sandbox
