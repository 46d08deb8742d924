#include "draw.hpp"

#include <cmath>

#include "screen/input/focus.hpp"
#include "screen/render/sanitise.hpp"

namespace usher::screen {

namespace {

void draw_scene(Canvas& canvas, const View& view) {
  switch (view.scene.kind) {
    case Scene::Kind::Starting:
      return draw_starting(canvas, view);
    case Scene::Kind::Ready:
      return draw_ready(canvas, view);
    case Scene::Kind::Checking:
      return draw_checking(canvas, view);
    case Scene::Kind::Verdict:
      return draw_verdict(canvas, view);
    case Scene::Kind::OutOfOrder:
      return draw_out_of_order(canvas, view);
  }
}

}  // namespace

namespace {

void draw_page(Canvas& canvas, const View& view) {
  if (view.setup != nullptr) return draw_setup(canvas, view);
  if (view.staff != nullptr && view.staff->mode.training) draw_training(canvas, view);
  // A guest at the door comes before whatever staff are reading.
  const bool guest_there =
      view.scene.kind == Scene::Kind::Verdict || view.scene.kind == Scene::Kind::Checking;
  const bool asks_for_id = view.staff != nullptr && view.staff->page == StaffPage::Confirm;
  const bool group = view.staff != nullptr && view.staff->page == StaffPage::Group;
  if (view.staff != nullptr && view.staff->open() && (!guest_there || asks_for_id || group)) {
    draw_staff(canvas, view);
  } else {
    draw_scene(canvas, view);
  }
}

}  // namespace

void draw(Canvas& canvas, const View& view) {
  canvas.base(ink::kGround);
  draw_page(canvas, view);
  if (view.focus == nullptr) return;
  for (const Touch& touch : canvas.touches()) {
    if (same_button(touch, *view.focus))
      canvas.outline(touch.box, ink::kWhite, canvas.px(3), canvas.metrics().radius() * 0.75F);
  }
}

Guest guest_of(const View& view, const Registration& registration) {
  const std::string name = display_name(registration);
  Guest guest;
  guest.ticket = sanitise(registration.ticket_type, 32);
  if (!view.self_service) {
    guest.name = sanitise(name);
    guest.company = sanitise(registration.company);
    return guest;
  }
  guest.name = first_word(registration.first_name.empty() ? name : registration.first_name);
  return guest;
}

void draw_turning(Canvas& canvas, float x, float y, float radius, milliseconds age, Colour colour,
                  Colour track) {
  constexpr float kTurnMs = 1400;
  const float thickness = std::max(3.0F, radius / 7);
  const float turn = static_cast<float>(age.count()) / kTurnMs;
  canvas.ring(x, y, radius, 0, 1, track, thickness);
  canvas.ring(x, y, radius, turn, turn + 0.28F, colour, thickness);
}

}  // namespace usher::screen
