#include "usher/core/masked.hpp"

namespace usher {

std::string masked_code(std::string_view code) {
  constexpr std::size_t kShown = 4;
  if (code.size() <= 2 * kShown) return "…";
  return std::string(code.substr(0, kShown)) + "…" + std::string(code.substr(code.size() - kShown));
}

std::string masked_email(std::string_view email) {
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos || at == 0) return "…";
  return std::string(email.substr(0, 1)) + "…" + std::string(email.substr(at));
}

}  // namespace usher
