#include "letters.hpp"

#include <glib.h>

namespace usher::screen {

void add_letter(std::string& text, int letter) {
  if (letter < ' ') return;
  char bytes[6];
  text.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(static_cast<gunichar>(letter), bytes)));
}

void erase_letter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
  if (!text.empty()) text.pop_back();
}

}  // namespace usher::screen
