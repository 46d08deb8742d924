#pragma once

#include <string>

#include "canvas.hpp"
#include "draw.hpp"

namespace usher::screen {

enum class Manner { Primary, Plain, Quiet, Off };

/// A button as high as its box; `Off` is drawn and cannot be touched.
void draw_button(Canvas& canvas, Rect box, const std::string& words, Manner tone, Act act, int value = 0);

/// A field with what was typed and where the next letter goes.
void draw_field(Canvas& canvas, Rect box, const std::string& label, const std::string& text, bool active,
                Tick now);

/// Letters, digits and what e-mail addresses need, finger-sized. How high it is, so that pages can leave
/// room.
void draw_keyboard(Canvas& canvas, Rect box);
float keyboard_height(const Canvas& canvas);

/// "Checked in 09:21", "May enter", "Payment not received", with the colour that goes with it.
struct StandingSign {
  std::string words;
  Colour colour;
};
StandingSign standing_sign(const Registration& guest);

/// A short line on what came of the last action. Takes its room from the top of the page when there is one.
void draw_outcome(Canvas& canvas, Rect& page, const Staff& staff);

/// "3–6 of 14" with a way forward and back; nothing when all fit.
void draw_paging(Canvas& canvas, Rect row, int first, int shown, int all);

// One for each page; `page` is what the frame leaves them.
void draw_pin(Canvas& canvas, Rect page, const View& view);
void draw_search(Canvas& canvas, Rect page, const View& view);
void draw_guest(Canvas& canvas, Rect page, const View& view);
void draw_group(Canvas& canvas, Rect page, const View& view);
void draw_recent(Canvas& canvas, Rect page, const View& view);
void draw_exceptions(Canvas& canvas, Rect page, const View& view);
void draw_walk_in(Canvas& canvas, Rect page, const View& view);
void draw_door(Canvas& canvas, Rect page, const View& view);
void draw_note(Canvas& canvas, Rect page, const View& view);
void draw_confirm(Canvas& canvas, Rect page, const View& view);

}  // namespace usher::screen
