// Where staff write: a note, a correction, a walk-in; and how the door works for now.

#include <algorithm>

#include "staff_parts.hpp"
#include "tame.hpp"

namespace usher::screen {
namespace {

std::vector<std::string> ticket_types(const View& view) {
  const auto& errands = view.reports.errands;
  return errands && errands->event ? errands->event->ticket_types : std::vector<std::string>{};
}

void draw_choices(Canvas& canvas, Rect row, const std::vector<std::string>& words,
                  const std::vector<bool>& chosen, Act act, int first) {
  const float gap = canvas.grid(1);
  const auto count = static_cast<float>(std::max<std::size_t>(1, words.size()));
  const float width = std::min(canvas.grid(22), (row.w - gap * (count - 1)) / count);
  for (std::size_t i = 0; i < words.size(); ++i) {
    draw_button(canvas, row.take_left(width, gap), tame(words[i], 32),
                chosen[i] ? Manner::Primary : Manner::Plain, act, first + static_cast<int>(i));
  }
}

void draw_switch(Canvas& canvas, Rect row, const std::string& title, const std::string& help, bool on,
                 Act act) {
  const bool small = canvas.metrics().form() == Form::Small;
  canvas.fill(row, ink::kSurface, canvas.metrics().radius());
  canvas.touch(row, act);
  canvas.ground(ink::kSurface);
  Rect inner = row.inset(canvas.grid(small ? 2 : 3), canvas.grid(small ? 0.5F : 1.5F));
  const float height = canvas.grid(small ? 3 : 4);
  const Rect track = inner.take_right(height * 1.9F, canvas.grid(3)).centred(height * 1.9F, height);
  canvas.fill(track, on ? ink::kAccent : ink::kLine, height / 2);
  canvas.disc(on ? track.right() - height / 2 : track.x + height / 2, track.middle_y(), height * 0.38F,
              on ? ink::kOnAccent : ink::kText);
  canvas.text(inner.take_top(inner.h * 0.5F), title, {.type = Type::Body, .weight = Weight::Semibold});
  canvas.text(inner, help, {.type = Type::Label, .colour = ink::kQuiet, .shrink = 0.75F});
  canvas.ground(ink::kGround);
}

}  // namespace

void draw_note(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 1 : 2)));
  const float gap = canvas.grid(small ? 1 : 2);
  std::string title = "What did you find? This closes the exception.";
  if (staff.purpose == Staff::Purpose::Undo) title = "Why is this admission taken back?";
  if (staff.purpose == Staff::Purpose::Correct) title = "Correct the " + staff.about;
  std::replace(title.begin(), title.end(), '_', ' ');
  canvas.text(page.take_top(canvas.metrics().type(Type::Large) * 1.3F, gap), title,
              {.type = Type::Large, .weight = Weight::Semibold, .shrink = 0.5F});
  draw_field(canvas, page.take_top(canvas.grid(small ? 6 : 8), gap),
             staff.purpose == Staff::Purpose::Correct ? "(empty)" : "A few words", staff.note, true,
             view.now.tick);
  Rect actions = page.take_top(canvas.grid(small ? 6 : 8));
  const float half = (actions.w - gap) / 2;
  draw_button(canvas, actions.take_left(half, gap), "Back", Manner::Quiet, Act::Back);
  const bool ready = staff.purpose != Staff::Purpose::Resolve || !staff.note.empty();
  draw_button(canvas, actions, "Save", ready ? Manner::Primary : Manner::Off, Act::Enter);
}

void draw_walk_in(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool tall = canvas.metrics().form() == Form::Tall;
  const Staff& staff = *view.staff;
  const float gap = canvas.grid(small ? 0.5F : 1.5F);
  if (staff.made) {
    canvas.text(page.take_top(canvas.grid(8), gap),
                "Registered: " + tame(staff.form[0] + " " + staff.form[1]),
                {.type = Type::Headline, .weight = Weight::Semibold, .others = true});
    canvas.text(page.take_top(canvas.grid(5), gap * 2), "Code " + tame(staff.made->code, 20),
                {.type = Type::Large, .colour = ink::kQuiet, .others = true});
    draw_button(canvas, page.take_top(canvas.grid(8)), "Check in now", Manner::Primary, Act::CheckIn);
    return;
  }
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 1 : 2)));
  constexpr const char* kLabels[] = {"First name", "Last name", "E-mail", "Company (optional)",
                                     "Phone (optional)"};
  const float height = canvas.grid(small ? 5 : 6.5F);
  for (std::size_t i = 0; i < staff.form.size();) {
    Rect row = page.take_top(height, gap);
    const std::size_t in_row = tall ? (i == 0 ? 2 : 1) : (i == 0 ? 3 : 2);
    const float width =
        (row.w - canvas.grid(1) * static_cast<float>(in_row - 1)) / static_cast<float>(in_row);
    for (std::size_t k = 0; k < in_row && i < staff.form.size(); ++k, ++i) {
      const Rect box = row.take_left(width, canvas.grid(1));
      draw_field(canvas, box, kLabels[i], staff.form[i], staff.field == i, view.now.tick);
      canvas.touch(box, Act::Field, static_cast<int>(i));
    }
  }
  const auto& errands = view.reports.errands;
  std::string price = "Price: not said";
  if (errands && errands->event && !errands->event->price_amount.empty()) {
    price = errands->event->price_amount == "0"
                ? "Free of charge"
                : "Price: " + tame(errands->event->price_amount + " " + errands->event->price_currency, 24);
  }
  Rect last = page.take_top(height);
  draw_button(canvas, last.take_right(canvas.grid(small ? 14 : 22), canvas.grid(2)), "Register",
              staff.registering ? Manner::Off : Manner::Primary, Act::Enter, 1);
  const TextStyle style{.type = Type::Label, .colour = ink::kQuiet, .align = Align::Right, .shrink = 0.75F};
  canvas.text(last.take_right(canvas.grid(small ? 14 : 18), canvas.grid(2)), price, style);
  const std::vector<std::string> types = ticket_types(view);
  std::vector<bool> chosen;
  for (const std::string& type : types)
    chosen.push_back(type == staff.ticket_type || (staff.ticket_type.empty() && chosen.empty()));
  draw_choices(canvas, last, types, chosen, Act::TicketType, 0);
}

void draw_door(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const float gap = canvas.grid(small ? 1 : 2);
  const float height = canvas.grid(small ? 9 : 13);
  draw_switch(canvas, page.take_top(height, gap), "Ask for an ID",
              "A pass is looked at first. You confirm, and only then is it checked in.",
              staff.mode.ask_for_id, Act::AskForId);
  draw_switch(canvas, page.take_top(height, gap * 1.5F), "Training",
              "Everything as at the door, but nothing is ever written.", staff.mode.training, Act::Training);
  canvas.text(page.take_top(canvas.metrics().type(Type::Body) * 1.3F, canvas.grid(1)), "This door admits",
              {.type = Type::Body, .weight = Weight::Semibold});
  const std::vector<std::string> types = ticket_types(view);
  const std::vector<std::string> gate = staff.mode.gate.value_or(view.reports.gate);
  std::vector<std::string> words{"All tickets"};
  std::vector<bool> chosen{gate.empty()};
  for (const std::string& type : types) {
    words.push_back(type);
    chosen.push_back(std::find(gate.begin(), gate.end(), type) != gate.end());
  }
  draw_choices(canvas, page.take_top(canvas.grid(small ? 6 : 8)), words, chosen, Act::Gate, -1);
}

}  // namespace usher::screen
