#pragma once

#include <string>

#include "screen/render/canvas.hpp"
#include "usher/core/registration.hpp"
#include "usher/core/time.hpp"
#include "view.hpp"

namespace usher::screen {

/// Draws the view's scene: one function for each.
void draw(Canvas& canvas, const View& view);

void draw_setup(Canvas& canvas, const View& view);
void draw_staff(Canvas& canvas, const View& view);
void draw_training(Canvas& canvas, const View& view);
void draw_starting(Canvas& canvas, const View& view);
void draw_ready(Canvas& canvas, const View& view);
void draw_checking(Canvas& canvas, const View& view);
void draw_verdict(Canvas& canvas, const View& view);
void draw_out_of_order(Canvas& canvas, const View& view);

/// The line at the foot of every dark scene: how the station is, languages, the way in for staff. Returns the
/// page above it.
Rect draw_bar(Canvas& canvas, const View& view);

/// How many came, of how many; and the room that is left, when the event has a limit.
void draw_arrivals(Canvas& canvas, Rect card, const View& view);
float arrivals_height(Canvas& canvas, const View& view);

/// Who it is, as far as a screen in the open may say.
struct Guest {
  std::string name;     ///< tamed; the first name alone on a self-service screen
  std::string company;  ///< tamed; empty on a self-service screen
  std::string ticket;
};
Guest guest_of(const View& view, const Registration& registration);

/// The camera's picture with the code in it lit up; a sign where there is no picture.
void draw_preview(Canvas& canvas, Rect box, const View& view);

/// A ring that turns calmly: something is being done.
void draw_turning(Canvas& canvas, float x, float y, float radius, milliseconds age, Colour colour,
                  Colour track);

}  // namespace usher::screen
