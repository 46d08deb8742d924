#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher {

/// A payload understood: exactly `EVT-` and twelve of A–Z and 0–9 (seed document, property `qr_code`).
struct Pass {
  std::string code;
  friend bool operator==(const Pass&, const Pass&) = default;
};

/// Understands what cameras and scanners deliver: white space and control characters around the code, AIM and
/// ECI prefixes (`]Q1`, `\000026`), lower case, and a code as the whole last path segment or query value of a
/// URL. A letter that merely looks like a digit is never folded into one: that would be somebody else's code.
std::optional<Pass> parse_pass(std::string_view payload);

}  // namespace usher
