#include "sanitise.hpp"

#include <glib.h>

namespace usher::screen {
namespace {

// Latin, Greek and Cyrillic never need more than two marks on a letter (Vietnamese has two). Thai, Hebrew and
// the scripts of India need up to four. Zalgo has dozens, and draws over the lines above and below.
constexpr int kMarksOnEuropean = 2;
constexpr int kMarksOnOther = 4;

bool is_mark(gunichar letter) {
  const GUnicodeType type = g_unichar_type(letter);
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

bool is_joiner(gunichar letter) {
  return letter == 0x200C || letter == 0x200D;
}

/// Characters that draw nothing themselves but steer others, or mean nothing at all.
bool is_unwanted(gunichar letter) {
  switch (g_unichar_type(letter)) {
    case G_UNICODE_FORMAT:        // bidi overrides and isolates, zero-width space, soft hyphen, tags
      return !is_joiner(letter);  // the joiners shape Persian and Indic names
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
      return true;
    default:
      break;
  }
  // Variation selectors and the fillers that look like nothing.
  return (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xE0100 && letter <= 0xE01EF) ||
         letter == 0x115F || letter == 0x1160 || letter == 0x3164 || letter == 0xFFA0 || letter == 0x2800;
}

bool is_space(gunichar letter) {
  return g_unichar_type(letter) == G_UNICODE_CONTROL || g_unichar_isspace(letter) ||
         g_unichar_type(letter) == G_UNICODE_LINE_SEPARATOR ||
         g_unichar_type(letter) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

void append(std::string& text, gunichar letter) {
  char bytes[6];
  text.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(letter, bytes)));
}

}  // namespace

std::string sanitise(std::string_view text, int letters) {
  // A record may be a megabyte; look only at what could ever be shown.
  text = text.substr(0, static_cast<std::size_t>(letters) * 48);
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string tamed;
  bool space_due = false;
  int count = 0;
  int marks = 0;
  int marks_allowed = 0;
  int joiners = 0;
  for (const gchar* at = valid; *at != 0; at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    if (is_space(letter)) {
      space_due = !tamed.empty();
      continue;
    }
    if (is_unwanted(letter)) continue;
    if (is_joiner(letter)) {
      if (!tamed.empty() && !space_due && ++joiners == 1) append(tamed, letter);
      continue;
    }
    if (is_mark(letter)) {
      if (tamed.empty() || space_due || ++marks > marks_allowed) continue;
      append(tamed, letter);
      continue;
    }
    if (++count > letters) {
      tamed += "…";
      break;
    }
    if (space_due) tamed += ' ';
    space_due = false;
    marks = 0;
    joiners = 0;
    marks_allowed = letter < 0x530 ? kMarksOnEuropean : kMarksOnOther;
    append(tamed, letter);
  }
  g_free(valid);
  return tamed;
}

std::string isolated(std::string_view text, int letters) {
  const std::string tamed = sanitise(text, letters);
  return tamed.empty() ? tamed : "\u2068" + tamed + "\u2069";
}

std::string first_word(std::string_view name) {
  const std::string tamed = sanitise(name);
  return tamed.substr(0, tamed.find(' '));
}

}  // namespace usher::screen
