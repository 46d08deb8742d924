// Where staff write: a note, a correction, a walk-in; and how the door works for now.

#include <algorithm>

#include "screen/render/sanitise.hpp"
#include "staff_parts.hpp"

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
    draw_button(canvas, row.take_left(width, gap), sanitise(words[i], 32),
                chosen[i] ? Manner::Primary : Manner::Plain, act, first + static_cast<int>(i));
  }
}

/// How loud this door is, and the way to another volume. A touch is answered by the sound itself.
void draw_volume(Canvas& canvas, Rect row, int volume) {
  const float gap = canvas.grid(1);
  const float button = canvas.grid(14);
  canvas.text(row.take_left(canvas.grid(10), gap), "Sound", {.type = Type::Body, .weight = Weight::Semibold});
  draw_button(canvas, row.take_left(button, gap), volume > 0 ? "Mute" : "Unmute",
              volume > 0 ? Manner::Plain : Manner::Primary, Act::Volume, 0);
  draw_button(canvas, row.take_left(button, gap), "Quieter", volume > 0 ? Manner::Plain : Manner::Off,
              Act::Volume, -10);
  draw_button(canvas, row.take_left(button, gap), "Louder", volume < 100 ? Manner::Plain : Manner::Off,
              Act::Volume, 10);
  canvas.text(row.take_left(canvas.grid(12)), volume > 0 ? std::to_string(volume) + " %" : "muted",
              {.type = Type::Body, .colour = ink::kQuiet, .tabular = true});
}

/// What a walk-in pays, and whether there is room for one more by the portal's last word.
std::string price_and_room(const View& view) {
  const auto& errands = view.reports.errands;
  if (!errands || !errands->event) return "Price: not said";
  const Event& event = *errands->event;
  std::string words = event.price_amount.empty() ? "Price: not said"
                      : event.price_amount == "0"
                          ? "Free of charge"
                          : "Price: " + sanitise(event.price_amount + " " + event.price_currency, 24);
  if (event.capacity_total <= 0) return words;  // 0 is unlimited
  const int left = std::max(0, event.capacity_total - event.capacity_current);
  return words + (left == 0   ? "  ·  full"
                  : left == 1 ? "  ·  1 place left"
                              : "  ·  " + std::to_string(left) + " places left");
}

/// The walk-in is registered: who it is, what the door says to them now, and what is left to do.
void draw_made(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const Registration& guest = *staff.made;
  const float gap = canvas.grid(small ? 1 : 2);
  const bool refused =
      standing_of(guest).kind == Standing::Kind::Refused && !guest.registration_status.empty();

  Rect actions = page.take_bottom(canvas.grid(small ? 7 : 9), gap);
  const float half = (actions.w - gap) / 2;
  draw_button(canvas, actions.take_left(half, gap), "Next walk-in", Manner::Quiet, Act::Tab,
              static_cast<int>(StaffPage::WalkIn));
  draw_button(canvas, actions, refused ? "Ask the door again" : "Check in now",
              refused ? Manner::Plain : Manner::Primary, Act::CheckIn);

  const std::string typed = staff.form[0] + " " + staff.form[1];
  canvas.text(page.take_top(canvas.metrics().type(Type::Headline) * 1.3F, gap / 2), sanitise(typed),
              {.type = Type::Headline, .weight = Weight::Semibold, .shrink = 0.5F, .others = true});
  canvas.text(page.take_top(canvas.metrics().type(Type::Large) * 1.3F, gap),
              sanitise(guest.code, 20) + "  ·  " + sanitise(staff.ticket_type, 32),
              {.type = Type::Large, .colour = ink::kQuiet, .shrink = 0.5F, .others = true});
  if (!refused) return;
  const StandingSign sign = standing_sign(guest);
  canvas.text(page.take_top(canvas.metrics().type(Type::Large) * 1.3F, gap / 2), sign.words,
              {.type = Type::Large, .weight = Weight::Semibold, .colour = sign.colour, .shrink = 0.5F});
  canvas.text(
      page.take_top(canvas.metrics().type(Type::Body) * 2.8F),
      price_and_room(view) +
          ".  The door opens for this code once the portal has it as settled: ask whoever keeps the CRM.",
      {.type = Type::Body, .lines = 2, .shrink = 0.75F, .others = true});
}

}  // namespace

void draw_note(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 1 : 2)),
                gives_capitals(staff));
  const float gap = canvas.grid(small ? 1 : 2);
  std::string title = "What did you find? This closes the exception.";
  if (staff.purpose == Staff::Purpose::Undo) title = "Why is this admission taken back?";
  if (staff.purpose == Staff::Purpose::Flag)
    title = "The portal has it already. What has to be put right in the CRM?";
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
  if (staff.made) return draw_made(canvas, page, view);
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 1 : 2)),
                gives_capitals(staff));
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
  // Upright there is height for it: types in a row of their own.
  const Rect own = tall ? page.take_top(height, gap) : Rect{};
  Rect last = page.take_top(height);
  draw_button(canvas, last.take_right(canvas.grid(small ? 14 : 22), canvas.grid(2)),
              is_in_doubt(staff, view.now.tick) ? "Look again" : "Register",
              staff.registering || staff.sent ? Manner::Off : Manner::Primary, Act::Enter, 1);
  const TextStyle style{.type = Type::Label, .colour = ink::kQuiet, .align = Align::Right, .shrink = 0.75F};
  canvas.text(tall ? last : last.take_right(canvas.grid(small ? 28 : 34), canvas.grid(2)),
              price_and_room(view), style);
  const std::vector<std::string> types = ticket_types(view);
  std::vector<bool> chosen;
  for (const std::string& type : types)
    chosen.push_back(type == staff.ticket_type || (staff.ticket_type.empty() && chosen.empty()));
  draw_choices(canvas, tall ? own : last, types, chosen, Act::TicketType, 0);
}

void draw_door(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const float gap = canvas.grid(small ? 1 : 2);
  const float height = canvas.grid(small ? 7 : 11);
  draw_switch(canvas, page.take_top(height, gap), "Ask for an ID",
              "A pass is looked at first. You confirm, and only then is it checked in.",
              staff.mode.ask_for_id, Act::AskForId);
  draw_switch(canvas, page.take_top(height, gap), "Special requirements",
              "A welcome says what the guest needs, for everybody near to read.", view.show_requirements,
              Act::Requirements);
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
  draw_choices(canvas, page.take_top(canvas.grid(small ? 6 : 8), gap), words, chosen, Act::Gate, -1);
  page.take_top(small ? 0 : gap);
  draw_volume(canvas, page.take_top(canvas.grid(small ? 6 : 8)), view.volume);
  const Rect foot = page.take_bottom(canvas.grid(small ? 6 : 8));
  draw_button(canvas, {foot.x, foot.y, std::min(foot.w, canvas.grid(56)), foot.h},
              "Before doors: is everything ready?", Manner::Plain, Act::Tab,
              static_cast<int>(StaffPage::Readiness));
}

}  // namespace usher::screen
