#pragma once

#include <string>
#include <string_view>

#include "usher/core/result.hpp"

namespace usher {

/// Where a portal lives: scheme, host and port, never a path. A base URL may be written in any of the forms
/// people copy (with or without `/apps/events/`, with an endpoint behind it): the document's endpoints bring
/// their own path, and joining the two naively doubles it (docs/events-api.md, Trap 1).
class Origin {
 public:
  /// The origin, or a sentence that names what is wrong and the mend: plain http to anything but this
  /// machine, a name and password, another scheme.
  static Result<Origin, std::string> parse(std::string_view url);

  /// "https://api.worksby.design"
  const std::string& text() const { return text_; }
  bool is_tls() const { return is_tls_; }

  /// "https://api.worksby.design/apps/events/check-in-by-qr"
  std::string endpoint(std::string_view name) const;

 private:
  Origin(std::string text, bool is_tls) : text_(std::move(text)), is_tls_(is_tls) {}

  std::string text_;
  bool is_tls_ = true;
};

/// localhost, 127.0.0.0/8 and ::1, as they stand in a URL.
bool is_loopback_host(std::string_view host);

}  // namespace usher
