#pragma once

#include <string>
#include <vector>

#include "screen/draw.hpp"
#include "screen/render/canvas.hpp"

namespace usher::screen {

enum class Manner { Primary, Plain, Quiet, Off };

/// A button as high as its box; `Off` is drawn and cannot be touched.
void draw_button(Canvas& canvas, Rect box, const std::string& words, Manner tone, Act act, int value = 0);

/// A field with what was typed and where the next letter goes.
void draw_field(Canvas& canvas, Rect box, const std::string& label, const std::string& text, bool active,
                Tick now);

/// Letters, digits and what e-mail addresses need, finger-sized; each key says what it types. How high it is,
/// so that pages can leave room.
void draw_keyboard(Canvas& canvas, Rect box, bool capitals);
float keyboard_height(const Canvas& canvas);

/// How much of a PIN was typed, and the keys for it in a column three keys wide.
void draw_dots(Canvas& canvas, Rect row, int length, std::size_t typed);
void draw_pad(Canvas& canvas, Rect column, float key, float gap, bool barred);

/// A row that says what it switches, with its switch.
void draw_switch(Canvas& canvas, Rect row, const std::string& title, const std::string& help, bool on,
                 Act act);

/// One check, with what to do about it where there is something to do.
void draw_finding(Canvas& canvas, Rect box, const Finding& finding);

/// "Checked in 09:21", "May enter", "Payment not received", with the colour that goes with it.
struct StandingSign {
  std::string words;
  Colour colour;
};
StandingSign standing_sign(const Registration& guest);

/// A short line on what came of the last action. Takes its room from the top of the page when there is one.
void draw_outcome(Canvas& canvas, Rect& page, const Staff& staff);

/// "3–6 of 14" with a way forward and back; nothing when all fit. `more`: there are others, not asked for.
void draw_paging(Canvas& canvas, Rect row, int first, int shown, int all, bool more = false);

/// As many rows as there is room for, when paging has taken its own from the foot of the page. `lines` of
/// text in each.
struct Rows {
  float height, gap;
  int fit;
};
Rows rows_in(Canvas& canvas, Rect& page, int first, int all, int lines = 2);

/// In the middle of a page that has nothing on it.
void draw_nothing(Canvas& canvas, Rect page, const std::string& words);

/// "12 s", "3 min", "2 h".
std::string span_words(milliseconds time);

/// Pages that belong together, side by side under one tab.
struct Segment {
  StaffPage page;
  std::string words;
};
void draw_segments(Canvas& canvas, Rect row, const std::vector<Segment>& segments, StaffPage current);

// One for each page; `page` is what the frame leaves them.
void draw_pin(Canvas& canvas, Rect page, const View& view);
void draw_search(Canvas& canvas, Rect page, const View& view);
void draw_guest(Canvas& canvas, Rect page, const View& view);
void draw_group(Canvas& canvas, Rect page, const View& view);
void draw_recent(Canvas& canvas, Rect page, const View& view);
void draw_exceptions(Canvas& canvas, Rect page, const View& view);
void draw_queue(Canvas& canvas, Rect page, const View& view);
void draw_readiness(Canvas& canvas, Rect page, const View& view);
void draw_walk_in(Canvas& canvas, Rect page, const View& view);
void draw_door(Canvas& canvas, Rect page, const View& view);
void draw_note(Canvas& canvas, Rect page, const View& view);
void draw_confirm(Canvas& canvas, Rect page, const View& view);

}  // namespace usher::screen
