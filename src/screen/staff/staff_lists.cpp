// Lists: a group, and what happened lately.

#include <algorithm>

#include "screen/render/sanitise.hpp"
#include "staff_parts.hpp"
#include "usher/core/masked.hpp"

namespace usher::screen {

void draw_group(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const auto& found = staff.answer.found;
  const float gap = canvas.grid(small ? 1 : 2);
  Rect actions = page.take_bottom(canvas.grid(small ? 6 : 8), gap);
  const float third = (actions.w - 2 * gap) / 3;
  draw_button(canvas, actions.take_left(third, gap), "Back", Manner::Quiet, Act::Back);
  draw_button(canvas, actions.take_left(third, gap), "Tick all", Manner::Plain, Act::ToggleAll);
  const std::string words = staff.to_admit.empty() ? "Check in " + std::to_string(staff.chosen_codes.size())
                                                   : std::to_string(staff.to_admit.size()) + " to go…";
  draw_button(canvas, actions, words,
              staff.chosen_codes.empty() || !staff.to_admit.empty() ? Manner::Off : Manner::Primary,
              Act::Admit);

  const auto in = std::count_if(found.begin(), found.end(), [](const Registration& guest) {
    return standing_of(guest).kind == Standing::Kind::AlreadyIn;
  });
  canvas.text(
      page.take_top(canvas.metrics().type(Type::Large) * 1.3F, gap),
      "Group of " +
          (found.empty() ? std::string("…")
                         : sanitise(found.front().purchaser_name.empty() ? found.front().purchaser_email
                                                                         : found.front().purchaser_name,
                                    60)) +
          "  ·  " + std::to_string(in) + " of " + std::to_string(found.size()) + " are here",
      {.type = Type::Large, .weight = Weight::Semibold, .shrink = 0.5F, .others = true});
  const Rows rows = rows_in(canvas, page, staff.first, static_cast<int>(found.size()));
  for (int i = staff.first; i < static_cast<int>(found.size()) && i - staff.first < rows.fit; ++i) {
    const Registration& guest = found[static_cast<std::size_t>(i)];
    const Rect row = page.take_top(rows.height, rows.gap);
    canvas.fill(row, ink::kSurface, canvas.metrics().radius() * 0.75F);
    canvas.ground(ink::kSurface);
    Rect inner = row.inset(canvas.grid(2), 0);
    const float side = canvas.grid(small ? 3 : 4);
    const Rect box = inner.take_left(side, canvas.grid(2)).centred(side, side);
    const bool chosen_codes = std::find(staff.chosen_codes.begin(), staff.chosen_codes.end(), guest.code) !=
                              staff.chosen_codes.end();
    if (may_enter(guest)) {
      canvas.touch(row, Act::Toggle, i);
      canvas.fill(box, chosen_codes ? ink::kAccent : ink::kRaised, canvas.px(6));
      if (chosen_codes) canvas.shape(Shape::Tick, box.inset(side * 0.2F), ink::kOnAccent);
    }
    const StandingSign sign = standing_sign(guest);
    canvas.text(inner.take_right(inner.w * 0.34F, canvas.grid(1)), sign.words,
                {.type = Type::Label,
                 .weight = Weight::Semibold,
                 .colour = sign.colour,
                 .align = Align::Right,
                 .shrink = 0.7F});
    canvas.text(inner.take_right(inner.w * 0.24F, canvas.grid(1)), sanitise(guest.ticket_type, 32),
                {.type = Type::Label, .align = Align::Right, .others = true});
    canvas.text(inner, sanitise(display_name(guest)),
                {.type = Type::Body, .weight = Weight::Semibold, .others = true});
    canvas.ground(ink::kGround);
  }
}

void draw_recent(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const auto& recent = staff.answer.recent;
  if (recent.empty()) {
    return draw_nothing(canvas, page, staff.answer.number != 0 ? "Nobody has shown a code yet." : "Looking…");
  }
  const Rows rows = rows_in(canvas, page, staff.first, static_cast<int>(recent.size()));
  for (int i = staff.first; i < static_cast<int>(recent.size()) && i - staff.first < rows.fit; ++i) {
    const RecentScan& scan = recent[static_cast<std::size_t>(i)];
    const Rect row = page.take_top(rows.height, rows.gap);
    canvas.fill(row, ink::kSurface, canvas.metrics().radius() * 0.75F);
    canvas.ground(ink::kSurface);
    Rect inner = row.inset(canvas.grid(2), 0);
    const Look& look = look_of(scan.verdict);
    const float side = canvas.grid(small ? 4 : 5);
    const Rect sign = inner.take_left(side, canvas.grid(2));
    canvas.disc(sign.middle_x(), sign.middle_y(), side / 2, look.ground);
    canvas.shape(look.shape, sign.centred(side * 0.56F, side * 0.56F), look.text);
    canvas.text(inner.take_left(canvas.grid(small ? 7 : 9), canvas.grid(1)), local_clock(scan.at),
                {.type = Type::Body, .tabular = true});
    // The place of the button is kept where there is none: columns stay columns.
    const Rect button = inner.take_right(canvas.grid(small ? 13 : 18), canvas.grid(1));
    if (scan.undoable || scan.flaggable) {
      draw_button(canvas, button.inset(0, canvas.grid(small ? 0.5F : 1)),
                  scan.undoable ? "Take back" : "A mistake…", Manner::Plain,
                  scan.undoable ? Act::Undo : Act::Flag, i);
    }
    const char* words = scan.taken_back                              ? "taken back"
                        : scan.recorded == Verdict::Recorded::Portal ? "at the portal"
                        : scan.recorded == Verdict::Recorded::Queued ? "on its way"
                                                                     : "";
    if (!small) {
      canvas.text(inner.take_right(canvas.grid(16), canvas.grid(2)), words,
                  {.type = Type::Label, .colour = ink::kQuiet, .align = Align::Right});
    }
    std::string who = sanitise(scan.guest);
    if (who.empty())
      who = scan.code.empty() ? std::string(verdict_word(scan.verdict)) : masked_code(scan.code);
    canvas.text(inner.take_left(inner.w * 0.66F, canvas.grid(1)), who,
                {.type = Type::Body, .weight = Weight::Semibold, .shrink = 0.7F, .others = true});
    canvas.text(inner, sanitise(scan.ticket_type, 32),
                {.type = Type::Label, .colour = ink::kQuiet, .others = true});
    canvas.ground(ink::kGround);
  }
}

}  // namespace usher::screen
