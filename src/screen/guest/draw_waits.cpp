// The three scenes in which nobody is told anything yet: starting, checking, out of order.

#include "screen/draw.hpp"
#include "screen/render/column.hpp"
#include "screen/render/sanitise.hpp"

namespace usher::screen {

void draw_starting(Canvas& canvas, const View& view) {
  const Rect page = draw_bar(canvas, view).inset(canvas.metrics().margin());
  const float radius = canvas.grid(canvas.metrics().form() == Form::Small ? 4 : 6);
  draw_turning(canvas, page.middle_x(), page.middle_y() - radius * 1.8F, radius,
               view.now.tick.time_since_epoch(), ink::kAccent, ink::kLine);
  Column words(canvas, Align::Centre);
  words.text(0, std::string(view(Say::Starting)), {.type = Type::Headline, .weight = Weight::Semibold});
  words.text(
      1,
      view.scene.trouble.empty() ? std::string(view(Say::StartingHelp)) : sanitise(view.scene.trouble, 240),
      {.type = Type::Body, .colour = ink::kQuiet, .lines = 3});
  Rect below = page;
  below.y = page.middle_y() + canvas.grid(2);
  below.h = page.bottom() - below.y;
  words.draw(below, Column::Stand::Top);
}

void draw_checking(Canvas& canvas, const View& view) {
  const Rect page = draw_bar(canvas, view).inset(canvas.metrics().margin());
  const bool small = canvas.metrics().form() == Form::Small;
  canvas.fade(0.35F + 0.65F * eased(view.scene.age, motion::kArrive));
  const float radius = canvas.grid(small ? 5 : 9);
  const float middle = page.y + page.h * 0.32F;
  draw_turning(canvas, page.middle_x(), middle, radius, view.scene.age, ink::kAccent, ink::kLine);

  Column words(canvas, Align::Centre);
  words.text(0, std::string(view(Say::Checking)), {.type = Type::Name, .weight = Weight::Bold});
  words.text(1, std::string(view(Say::CheckingHelp)), {.type = Type::Large, .colour = ink::kQuiet});
  if (view.scene.guest) {
    const Guest guest = guest_of(view, *view.scene.guest);
    words.text(small ? 2 : 6, guest.name,
               {.type = Type::Headline, .weight = Weight::Semibold, .lines = 2, .others = true});
    words.text(1, guest.company, {.type = Type::Large, .colour = ink::kQuiet, .others = true});
  }
  Rect below = page;
  below.y = middle + radius + canvas.grid(small ? 2 : 5);
  below.h = page.bottom() - below.y;
  words.draw(below, Column::Stand::Top);
  canvas.fade(1);
}

void draw_out_of_order(Canvas& canvas, const View& view) {
  const Metrics& metrics = canvas.metrics();
  const bool small = metrics.form() == Form::Small;
  Rect page = draw_bar(canvas, view).inset(metrics.margin());

  // For staff, below: what is wrong and how to mend it. The dot breathes: the screen itself is alive.
  const std::string trouble = sanitise(view.scene.trouble, 320);
  if (!trouble.empty()) {
    const TextStyle style{.type = Type::Body, .lines = 4, .top = false};
    const float sign = canvas.grid(small ? 4 : 7);
    const float inner = page.w - 2 * canvas.grid(small ? 2 : 4) - sign;
    const float height = canvas.height_of(trouble, style, inner) + 2 * canvas.grid(small ? 1.5F : 3);
    Rect card = page.take_bottom(height, metrics.gap());
    canvas.fill(card, ink::kSurface, metrics.radius());
    canvas.ground(ink::kSurface);
    Rect line = card.inset(canvas.grid(small ? 2 : 4), 0);
    const Rect place = line.take_left(sign);
    canvas.shape(Shape::Warning, {place.x, place.y, canvas.px(small ? 20 : 32), place.h}, ink::kCaution);
    canvas.text(line, trouble, style);
    canvas.ground(ink::kGround);
  }

  const float breath =
      static_cast<float>(view.now.tick.time_since_epoch().count() % motion::kBreath.count()) /
      static_cast<float>(motion::kBreath.count());
  const float glow = 0.5F + 0.5F * std::cos(breath * 6.2831853F);
  Column words(canvas, Align::Centre);
  words.text(0, std::string(view(Say::OutOfOrder)),
             {.type = Type::Name, .weight = Weight::Bold, .lines = 2, .tight = true});
  words.text(1, std::string(view(Say::OutOfOrderHelp)),
             {.type = Type::Large, .colour = ink::kQuiet, .lines = 3});
  Rect upper = page;
  const float plate = canvas.grid(small ? 11 : 24);
  const float gap = canvas.grid(small ? 1.5F : 4);
  upper.take_top(std::max(0.0F, std::round((upper.h - plate - gap - words.height(upper.w)) * 0.45F)));
  const Rect sign = upper.take_top(plate, gap);
  const float radius = sign.h / 2;
  canvas.disc(sign.middle_x(), sign.middle_y(), radius, ink::kSurface);
  canvas.ring(sign.middle_x(), sign.middle_y(), radius, 0, 1, with_alpha(ink::kAccent, 0.25F + 0.5F * glow),
              canvas.px(3));
  canvas.shape(Shape::Wrench, sign.centred(radius, radius), ink::kText);

  words.draw(upper, Column::Stand::Top);
}

}  // namespace usher::screen
