#include "usher/core/event.hpp"

namespace usher {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

std::vector<std::string> split_ticket_types(std::string_view text) {
  std::vector<std::string> types;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
    const std::string_view type = trimmed(text.substr(0, end));
    if (!type.empty()) types.emplace_back(type);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return types;
}

bool same_event_name(std::string_view a, std::string_view b) {
  return trimmed(a) == trimmed(b);
}

}  // namespace usher
