#include "usher/core/one_line.hpp"

namespace usher {

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    // U+0080 to U+009F are two bytes in UTF-8. Terminals take U+009B for the beginning of a command.
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    const bool is_upper_control = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    line += byte < 0x20 || byte == 0x7F || is_upper_control ? ' ' : text[at];
    if (is_upper_control) ++at;
  }
  return line;
}

}  // namespace usher
